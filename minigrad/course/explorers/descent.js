// @ts-check
import { assemble, choice, hint, panel, reading, slider, timeline, verdict } from "./controls.js";
import {
  chart,
  curveOf,
  epochAxis,
  format,
  heightsOf,
  labelRoom,
  line,
  multiples,
  plain,
  room,
  rowAt,
  swing,
} from "./kit.js";

/**
 * Draws gradient descent on a curve: the staircase of its steps, and the place over the epochs.
 * @param {{ model: import("./kit.js").Model, el: HTMLElement }} context
 */
export function render({ model, el }) {
  const stops = model.get("stops");
  const most = stops.epoch[stops.epoch.length - 1];
  const row = () => rowAt(model, model.get("run").x, model.get("epoch"));
  const diverged = () => model.get("run").ended !== null && model.get("epoch") >= model.get("run").ended;
  const within = (/** @type {number} */ x) => Math.abs(x) <= 1e4;

  const curve = chart(model, () => {
    const [run, now] = [model.get("run"), row()];
    const up = room(heightsOf(model), [0], 5);
    return {
      label: `The curve ${model.get("function")} and the steps of the descent, now at x = ${format(run.x[now])}`,
      left: labelRoom(up.ticks),
      x: { domain: [-3, 3], ticks: multiples(-3, 3, 1), label: plain, name: "x" },
      y: { ...up, label: plain, name: "f(x)" },
      draw({ x: toX, y: toY, em, ink }) {
        ink("path", { class: "mg-curve", d: curveOf(model, toX, toY) });
        /** @type {[number, number][]} */
        const stairs = [];
        for (let i = 0; i <= now && within(run.x[i]) && run.y[i] !== null; i++) {
          if (i) stairs.push([toX(run.x[i]), toY(run.y[i - 1])]);
          stairs.push([toX(run.x[i]), toY(run.y[i])]);
        }
        ink("path", { class: "mg-path mg-thin", d: line(stairs) });
        for (let i = 0; i < now && within(run.x[i]) && run.y[i] !== null; i++) {
          ink("circle", { class: "mg-step", cx: toX(run.x[i]), cy: toY(run.y[i]), r: em / 5 });
        }
        if (within(run.x[now]) && run.y[now] !== null)
          ink("circle", { class: "mg-dot", cx: toX(run.x[now]), cy: toY(run.y[now]), r: em / 2.6 });
        if (Math.abs(run.x[now]) > 3) {
          const middle = { x: toX(0), y: toY(up.domain[1]) + 2.2 * em };
          ink("text", { class: "mg-note", ...middle }, "x has left the picture");
        }
      },
    };
  });

  const trace = chart(model, () => {
    const [run, now] = [model.get("run"), row()];
    const { edge, left, axis } = swing("x", run.x.slice(0, now + 1));
    return {
      label: `x over the epochs: ${format(run.x[0])} at the start, ${format(run.x[now])} in epoch ${model.get("epoch")}`,
      left,
      x: epochAxis(most, 6),
      y: axis,
      draw({ x: toX, y: toY, em, ink }) {
        const points = run.x.map((/** @type {number} */ x, /** @type {number} */ i) =>
          Math.abs(x) <= 10 * edge ? [toX(i), toY(x)] : null,
        );
        ink("path", { class: "mg-path mg-rest", d: line(points) });
        ink("path", { class: "mg-path", d: line(points.slice(0, now + 1)) });
        ink("circle", { class: "mg-dot", cx: toX(now), cy: toY(run.x[now]), r: em / 2.6 });
      },
    };
  });

  const read = Object.fromEntries(["x", "bend", "factor"].map((name) => [name, reading(name)]));
  const told = verdict();
  const lr = slider(model, {
    trait: "lr",
    name: "learning rate",
    stops: stops.lr,
    labels: [0, 0.1, 0.5, 1, 2.1],
    say: (value) => `learning rate ${value}`,
    marks() {
      const bend = model.get("run").bend[row()];
      const last = stops.lr[stops.lr.length - 1];
      return [1, 2].filter((n) => bend > 0 && n / bend < last).map((n) => ({ at: n / bend, label: `${n}/f″` }));
    },
  });
  const start = slider(model, {
    trait: "x",
    name: "start",
    stops: stops.x,
    labels: stops.x,
    say: (x) => `start at x = ${x}`,
  });
  const { walk, controls } = timeline(model, {
    trait: "epoch",
    labels: multiples(0, most, 6),
    say: (value) => `epoch ${value} of ${most}`,
    end: () => model.get("run").ended ?? most,
  });

  function show() {
    const [run, now] = [model.get("run"), row()];
    const factor = run.bend[now] === null ? null : 1 - run.lr * run.bend[now];
    read.x.textContent = diverged() ? "overflow" : format(run.x[now]);
    read.bend.textContent = format(run.bend[now]);
    read.factor.textContent = format(factor);
    if (diverged()) told.say(`Diverged at epoch ${run.ended}`, "the numbers overflowed.", true);
    else if (factor === null || run.y[now] === null)
      told.say("No slope here", "at this x, f or f″ is not finite.", true);
    else if (run.lr === 0) told.say("Standing still", "every step has length 0.");
    else if (run.bend[now] <= 0) told.say("Bent downward", "no minimum near here; the steps lead away from it.");
    else if (Math.abs(factor) > 1)
      told.say("Overshooting", "the step lands farther from the minimum than it began.", true);
    else if (factor === -1) told.say("On the edge", "the step lands as far on the other side.", true);
    else if (factor < 0) told.say("Zigzag", "the step crosses the minimum and lands nearer.");
    else if (factor === 0) told.say("One step", "on a parabola this rate lands on the minimum at once.");
    else told.say("Approaching", "the step stays on its side and lands nearer.");
    lr.mark();
    curve.redraw();
    trace.redraw();
  }

  return assemble(
    { model, el },
    {
      parts: [
        choice(model, { trait: "function", name: "f(x) =", options: stops.function }),
        start,
        panel(curve, ["x = ", read.x], ["f″ = ", read.bend]),
        panel(trace, ["1 − lr · f″ = ", read.factor]),
        lr,
        walk,
        controls,
        told,
        hint(model, "To descend on a function of your own", "Descent(f=lambda x: (x - 1).abs())"),
      ],
      told,
      traits: ["epoch", "run"],
      show,
    },
  );
}
