// @ts-check
import { assemble, button, panel, reading, slider, stack, timeline, verdict } from "./controls.js";
import { chart, element, epochAxis, format, line, multiples, plain, rowAt, swing } from "./kit.js";

/**
 * Draws what .grad holds, call by call, and beside it a descent that clears it and one that does not.
 * @param {{ model: import("./kit.js").Model, el: HTMLElement }} context
 */
export function render({ model, el }) {
  const stops = model.get("stops");
  const most = stops.epoch[stops.epoch.length - 1];
  const sums = model.get("sums");
  const held = () =>
    model.get("calls") < 0 ? "None" : model.get("calls") ? format(sums[model.get("calls") - 1]) : "0";

  const grad = chart(model, () => ({
    label: `w.grad is ${held()}`,
    left: 2,
    x: { domain: [-2, 2], ticks: [], label: plain },
    y: { domain: [0, sums[sums.length - 1]], ticks: multiples(0, sums[sums.length - 1], 10), label: plain },
    draw({ x: toX, y: toY, em, ink }) {
      for (let i = 0; i < model.get("calls"); i++) {
        const [from, to] = [i ? sums[i - 1] : 0, sums[i]];
        const y = toY(to) + 1;
        ink("rect", {
          class: "mg-block",
          x: toX(-0.8),
          width: toX(0.8) - toX(-0.8),
          y,
          height: toY(from) - toY(to) - 2,
        });
        ink("text", { class: "mg-letter", x: toX(0), y: (toY(from) + toY(to)) / 2 + 0.35 * em }, `+ ${to - from}`);
      }
      if (model.get("calls") <= 0) {
        const words = model.get("calls") < 0 ? "nothing yet: None" : "cleared: 0";
        ink("text", { class: "mg-note", x: toX(0), y: toY(sums[0] / 2) }, words);
      }
    },
  }));

  const trace = chart(model, () => {
    const run = model.get("run");
    const [cleared, kept] = ["cleared", "kept"].map((name) => rowAt(model, run[name], model.get("epoch")));
    const { edge, left, axis } = swing([...run.cleared.slice(0, cleared + 1), ...run.kept.slice(0, kept + 1)]);
    return {
      label: `w over ${most} epochs: cleared ${format(run.cleared[cleared])}, never cleared ${format(run.kept[kept])}`,
      left,
      x: epochAxis(most, 10),
      y: axis,
      draw({ x: toX, y: toY, em, ink }) {
        for (const [name, now, kind] of /** @type {[string, number, string][]} */ ([
          ["kept", kept, "mg-across"],
          ["cleared", cleared, ""],
        ])) {
          const points = run[name].map((/** @type {number} */ w, /** @type {number} */ i) =>
            Math.abs(w) <= 10 * edge ? [toX(i), toY(w)] : null,
          );
          ink("path", { class: `mg-path ${kind} mg-rest`, d: line(points) });
          ink("path", { class: `mg-path ${kind}`, d: line(points.slice(0, now + 1)) });
          const place = points[now];
          if (place)
            ink("circle", { class: `mg-dot ${kind && "mg-across-dot"}`, cx: place[0], cy: place[1], r: em / 2.6 });
        }
      },
    };
  });

  const read = Object.fromEntries(["grad", "cleared", "kept"].map((name) => [name, reading(name)]));
  const told = verdict();
  const call = button("backward()", () => press(Math.max(model.get("calls"), 0) + 1));
  const clear = button("zero_()", () => press(0));
  const none = button("w.grad = None", () => press(-1));
  function press(/** @type {number} */ calls) {
    model.set("calls", Math.min(calls, sums.length));
    model.save_changes();
  }
  const lr = slider(model, {
    trait: "lr",
    name: "learning rate",
    stops: stops.lr,
    labels: [0, 0.05, 0.3, 1.1],
    say: (value) => `learning rate ${value}`,
  });
  const { walk, controls } = timeline(model, {
    trait: "epoch",
    labels: multiples(0, most, 10),
    say: (value) => `epoch ${value} of ${most}`,
    end: () => most,
  });

  function show() {
    const [run, epoch] = [model.get("run"), model.get("epoch")];
    const calls = model.get("calls");
    read.grad.textContent = held();
    for (const name of ["cleared", "kept"]) {
      const ended = run[`${name}_ended`];
      const over = ended !== null && epoch >= ended;
      read[name].textContent = over ? `diverged at epoch ${ended}` : format(run[name][rowAt(model, run[name], epoch)]);
    }
    call.disabled = calls >= sums.length;
    clear.disabled = calls < 0; // None has no zero_
    if (calls < 0) told.say("None", "no gradient has arrived since the start; zero_() would fail.");
    else if (calls === 0) told.say("Zero", "the next backward() begins a new sum.");
    else if (calls === 1) told.say("The slope", "one backward() since it was cleared.");
    else told.say("A sum", `of ${calls} slopes, and not the slope.`, true);
    grad.redraw();
    trace.redraw();
  }

  return assemble(
    { model, el },
    {
      parts: [
        stack(
          panel(grad, ["w.grad = ", read.grad]),
          { root: element("div", { class: "mg-transport" }, call, clear, none) },
          told,
        ),
        stack(
          panel(trace, ["— cleared, w = ", read.cleared], ["- - never cleared, w = ", read.kept]),
          lr,
          walk,
          controls,
        ),
      ],
      told,
      traits: ["calls", "epoch", "run"],
      show,
    },
  );
}
