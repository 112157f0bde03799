// @ts-check
import { assemble, button, panel, reading, slider, stack, swatch, timeline, verdict } from "./controls.js";
import { chart, element, epochAxis, format, line, multiples, nameMarks, plain, rowAt, swing } from "./kit.js";

/**
 * Draws what .grad holds, call by call, and beside it a descent that clears it and one that does not.
 * @param {{ model: import("./kit.js").Model, el: HTMLElement }} context
 */
export function render({ model, el }) {
  const stops = model.get("stops");
  const most = stops.epoch[stops.epoch.length - 1];
  const sums = model.get("sums");
  const held = () => (model.get("calls") < 0 ? "None" : model.get("calls") ? plain(sums[model.get("calls") - 1]) : "0");

  const grad = chart(model, () => ({
    label: `w.grad is ${held()}`,
    left: 2,
    x: { domain: [0, 4], ticks: [], label: plain },
    y: {
      domain: [0, sums[sums.length - 1] + sums[0] / 2],
      ticks: multiples(0, sums[sums.length - 1], 10),
      label: plain,
    },
    draw({ x: toX, y: toY, em, ink }) {
      const calls = model.get("calls");
      for (const [i, to] of sums.entries()) {
        const [from, there] = [i ? sums[i - 1] : 0, i < calls];
        const [left, right, middle] = [toX(1.1), toX(2.9), (toY(from) + toY(to)) / 2 + 0.35 * em];
        const box = { x: left, width: right - left, y: toY(to) + 1.5, height: toY(from) - toY(to) - 3, rx: 2 };
        ink("rect", { class: there ? "mg-block" : "mg-block mg-ghost", ...box });
        if (there) ink("text", { class: "mg-letter", x: (left + right) / 2, y: middle }, `+ ${to - from}`);
        else if (i === Math.max(calls, 0))
          ink("text", { class: "mg-note", x: (left + right) / 2, y: middle }, `backward() adds ${to - from}`);
      }
      // What a descent would need: one slope, however often it is computed.
      const y = toY(sums[0]);
      ink("line", { class: "mg-need", x1: toX(0), x2: toX(4), y1: y, y2: y });
      ink("text", { class: "mg-tag mg-left mg-main", x: toX(4), y: y - 0.4 * em }, "the slope");
      const top = calls > 0 ? toY(sums[calls - 1]) : toY(0);
      ink("path", { class: "mg-pointer", d: `M${toX(1.1) - 3} ${top}l${-0.5 * em} ${-0.3 * em}v${0.6 * em}z` });
      const words = { class: "mg-tag mg-left", x: toX(1.1) - 0.8 * em, y: Math.min(top + 0.35 * em, toY(0)) };
      ink("text", words, calls < 0 ? "None" : calls ? plain(sums[calls - 1]) : "0");
    },
  }));

  const trace = chart(model, () => {
    const run = model.get("run");
    const [cleared, kept] = ["cleared", "kept"].map((name) => rowAt(model, run[name], model.get("epoch")));
    const { edge, left, axis } = swing("w", [...run.cleared.slice(0, cleared + 1), ...run.kept.slice(0, kept + 1)]);
    return {
      label: `w over ${most} epochs: cleared ${format(run.cleared[cleared])}, never cleared ${format(run.kept[kept])}`,
      left,
      x: epochAxis(most, 10),
      y: axis,
      draw(plot) {
        const { x: toX, y: toY, em, ink } = plot;
        const tags = [];
        for (const [name, now, kind] of /** @type {[string, number, string][]} */ ([
          ["kept", kept, "mg-across"],
          ["cleared", cleared, ""],
        ])) {
          /** @type {([number, number] | null)[]} */
          const points = run[name].map((/** @type {number} */ w, /** @type {number} */ i) =>
            Math.abs(w) <= 10 * edge ? [toX(i), toY(w)] : null,
          );
          ink("path", { class: `mg-path ${kind} mg-rest`, d: line(points) });
          ink("path", { class: `mg-path ${kind}`, d: line(points.slice(0, now + 1)) });
          const place = points[now];
          if (!place) continue;
          ink("circle", { class: `mg-dot ${kind && "mg-across-dot"}`, cx: place[0], cy: place[1], r: em / 2.6 });
          tags.push({ at: place, words: kind ? "never cleared" : "cleared", kind: kind ? "mg-second" : "mg-main" });
        }
        nameMarks(plot, tags);
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

  const sum = panel(grad, ["w.grad = ", read.grad]);
  sum.root.classList.add("mg-tall");

  return assemble(
    { model, el },
    {
      parts: [
        stack(sum, { root: element("div", { class: "mg-transport mg-calls" }, call, clear, none) }, told),
        stack(
          panel(
            trace,
            [swatch("mg-path"), "cleared, w = ", read.cleared],
            [swatch("mg-path mg-across"), "never, w = ", read.kept],
          ),
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
