// @ts-check
import { assemble, choice, panel, reading, slider, swatch, timeline, verdict } from "./controls.js";
import {
  chart,
  epochAxis,
  format,
  line,
  logOf,
  logPath,
  logs,
  multiples,
  nameMarks,
  niceStep,
  plain,
  power,
  rowAt,
} from "./kit.js";

/**
 * Draws descent in a valley: the path over contour lines, and the loss split by direction.
 * @param {{ model: import("./kit.js").Model, el: HTMLElement }} context
 */
export function render({ model, el }) {
  const stops = model.get("stops");
  const most = stops.epoch[stops.epoch.length - 1];
  const row = () => rowAt(model, model.get("run").x, model.get("epoch"));
  const diverged = () => model.get("run").ended !== null && model.get("epoch") >= model.get("run").ended;

  const plane = chart(model, () => {
    const [run, now] = [model.get("run"), row()];
    return {
      label: `Contour lines of the valley and the path of the descent, now at x = ${format(run.x[now])}, y = ${format(run.y[now])}`,
      left: 2.5,
      x: { domain: [-3, 3], ticks: multiples(-3, 3, 1), label: plain, name: "x, along the valley" },
      y: { domain: [-1.5, 1.5], ticks: multiples(-1, 1, 1), label: plain, name: "y, across it" },
      draw({ x: toX, y: toY, em, ink }) {
        for (const points of model.get("lines")[String(model.get("condition"))]) {
          ink("path", {
            class: "mg-contour",
            d: line(points.map((/** @type {number[]} */ [x, y]) => [toX(x), toY(y)])),
          });
        }
        ink("text", { class: "mg-tag", x: toX(0) + 0.7 * em, y: toY(0) - 0.5 * em }, "minimum");
        ink("path", { class: "mg-plus", d: `M${toX(0) - em / 2} ${toY(0)}h${em}M${toX(0)} ${toY(0) - em / 2}v${em}` });
        /** @type {(to: number) => string} */
        const trail = (to) => {
          const points = [];
          for (let i = 0; i <= to; i++) {
            const near = Math.abs(run.x[i]) < 1e3 && Math.abs(run.y[i]) < 1e3;
            points.push(near ? /** @type {[number, number]} */ ([toX(run.x[i]), toY(run.y[i])]) : null);
          }
          return line(points);
        };
        ink("path", { class: "mg-path mg-thin", d: trail(now) });
        for (let i = 0; i < now; i++) {
          if (Math.abs(run.x[i]) < 4 && Math.abs(run.y[i]) < 2) {
            ink("circle", { class: "mg-step", cx: toX(run.x[i]), cy: toY(run.y[i]), r: em / 6 });
          }
        }
        const seen = Math.abs(run.x[now]) < 3.1 && Math.abs(run.y[now]) < 1.6;
        if (!seen) ink("text", { class: "mg-note", x: toX(0), y: toY(-1.25) }, "the path has left the picture");
        if (seen) ink("circle", { class: "mg-dot", cx: toX(run.x[now]), cy: toY(run.y[now]), r: em / 2.6 });
      },
    };
  });

  const loss = chart(model, () => {
    const [run, rows, now] = [model.get("run"), model.get("rows"), row()];
    const [low, high] = logs([...run.along, ...run.across], -8);
    return {
      label: `The loss over ${most} epochs on a log axis, along the valley ${format(run.along[now])}, across it ${format(run.across[now])}`,
      left: 3.5,
      x: epochAxis(most, 50),
      y: { domain: [low, high], ticks: multiples(low, high, niceStep(high - low, 6)), label: power, name: "loss" },
      draw(plot) {
        const { x: toX, y: toY, em, ink } = plot;
        const tags = [];
        for (const [name, kind] of [
          ["along", "mg-path"],
          ["across", "mg-path mg-across"],
        ]) {
          ink("path", { class: `${kind} mg-rest`, d: logPath(plot, rows, run[name], low) });
          ink("path", { class: kind, d: logPath(plot, rows, run[name].slice(0, now + 1), low) });
          const [cx, cy] = [toX(rows[now]), toY(logOf(run[name][now], low))];
          ink("circle", { class: name === "along" ? "mg-dot" : "mg-dot mg-across-dot", cx, cy, r: em / 2.6 });
          const words = run[name][now] < 10 ** low ? `${name} ↓` : name;
          tags.push({
            at: /** @type {[number, number]} */ ([cx, cy]),
            words,
            kind: name === "along" ? "mg-main" : "mg-second",
          });
        }
        nameMarks(plot, tags);
      },
    };
  });

  const read = Object.fromEntries(["along", "across", "factor"].map((name) => [name, reading(name)]));
  const told = verdict();
  const lr = slider(model, {
    trait: "lr",
    name: "learning rate",
    stops: stops.lr,
    labels: [0.01, 0.09, 0.2, 0.7],
    say: (value) => `learning rate ${value}`,
    marks() {
      const { best, limit } = model.get("run");
      const last = stops.lr[stops.lr.length - 1];
      return [
        { at: best, label: "best" },
        { at: limit, label: "limit" },
      ].filter(({ at }) => at <= last);
    },
  });
  const { walk, controls } = timeline(model, {
    trait: "epoch",
    labels: [0, 10, 30, most],
    say: (value) => `epoch ${value} of ${most}`,
    end: () => Math.min(model.get("run").ended ?? most, most),
  });

  function show() {
    const [run, now] = [model.get("run"), row()];
    for (const name of ["along", "across"]) read[name].textContent = diverged() ? "overflow" : format(run[name][now]);
    read.factor.textContent = format(run.factor);
    if (diverged()) told.say(`Diverged at epoch ${run.ended}`, "the numbers overflowed.", true);
    else if (run.factor > 1) told.say("Diverges", "across the valley every step lands farther out.", true);
    else if (run.factor === 1)
      told.say("At the limit", "across the valley every step lands as far out as the one before.");
    else told.say("Converging", `in the long run each epoch leaves ${(100 * run.factor).toFixed(1)}% of the distance.`);
    lr.mark();
    plane.redraw();
    loss.redraw();
  }

  return assemble(
    { model, el },
    {
      parts: [
        choice(model, { trait: "condition", name: "condition number κ =", options: stops.condition }),
        choice(model, { trait: "momentum", name: "momentum", options: stops.momentum }),
        panel(plane, ["factor per epoch ", read.factor]),
        panel(loss, [swatch("mg-path"), "along ", read.along], [swatch("mg-path mg-across"), "across ", read.across]),
        lr,
        walk,
        controls,
        told,
      ],
      told,
      traits: ["epoch", "run"],
      show,
    },
  );
}
