// @ts-check
import { assemble, choice, hint, panel, slider, timeline, verdict } from "./controls.js";
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
 * Draws five optimizers on one surface: their paths over contour lines, and their losses.
 * @param {{ model: import("./kit.js").Model, el: HTMLElement }} context
 */
export function render({ model, el }) {
  const stops = model.get("stops");
  const most = stops.epoch[stops.epoch.length - 1];
  /** @type {string[]} */
  const names = model.get("names");

  /** The row that belongs to the epoch, of a path that may have ended before. */
  const at = (/** @type {string} */ name) => rowAt(model, model.get("run").paths[name].x, model.get("epoch"));
  const near = (/** @type {number} */ x, /** @type {number} */ y) => Math.abs(x) < 100 && Math.abs(y) < 100;

  /** @type {(plot: import("./kit.js").Plot, heads: Parameters<typeof nameMarks>[1]) => void} */
  function dots(plot, heads) {
    for (const { at, kind } of heads) {
      plot.ink("circle", { class: `mg-head-dot ${kind}`, cx: at[0], cy: at[1], r: plot.em / 2.6 });
    }
    nameMarks(plot, heads);
  }

  const plane = chart(model, () => ({
    label: `Contour lines of the surface and five paths. ${names
      .map((name) => {
        const { x, y } = model.get("run").paths[name];
        return `${name} is at x = ${format(x[at(name)])}, y = ${format(y[at(name)])}`;
      })
      .join("; ")}`,
    left: 2.5,
    x: { domain: [-3, 3], ticks: multiples(-3, 3, 1), label: plain, name: "x" },
    y: { domain: [-1.5, 1.5], ticks: multiples(-1, 1, 1), label: plain, name: "y" },
    draw(plot) {
      const { x: toX, y: toY, ink, size } = plot;
      for (const points of model.get("lines")[model.get("surface")]) {
        ink("path", { class: "mg-contour", d: line(points.map((/** @type {number[]} */ [x, y]) => [toX(x), toY(y)])) });
      }
      const heads = [];
      const inside = (/** @type {number[]} */ [x, y]) => x >= 0 && x <= size.width && y >= 0 && y <= size.height;
      for (const [i, name] of names.entries()) {
        const { x, y } = model.get("run").paths[name];
        const points = [];
        for (let k = 0; k <= at(name); k++) {
          points.push(near(x[k], y[k]) ? /** @type {[number, number]} */ ([toX(x[k]), toY(y[k])]) : null);
        }
        ink("path", { class: `mg-racer mg-racer-${i}`, d: line(points) });
        const last = points[points.length - 1];
        if (last && inside(last)) heads.push({ at: last, words: name, kind: `mg-racer-${i}` });
      }
      dots(plot, heads);
    },
  }));

  const loss = chart(model, () => {
    const [run, rows] = [model.get("run"), model.get("rows")];
    const [low, high] = logs(
      names.flatMap((name) => run.paths[name].loss),
      -8,
    );
    return {
      label: `The losses over ${most} epochs on a log axis. ${names.map((name) => `${name} ${format(run.paths[name].loss[at(name)])}`).join("; ")}`,
      left: 3.5,
      x: epochAxis(most, 10),
      y: { domain: [low, high], ticks: multiples(low, high, niceStep(high - low, 6)), label: power, name: "loss" },
      draw(plot) {
        const { x: toX, y: toY, ink } = plot;
        for (const [i, name] of names.entries()) {
          const { loss } = run.paths[name];
          ink("path", { class: `mg-racer mg-racer-${i} mg-rest`, d: logPath(plot, rows, loss, low) });
          ink("path", { class: `mg-racer mg-racer-${i}`, d: logPath(plot, rows, loss.slice(0, at(name) + 1), low) });
        }
        const heads = names.map((name, i) => {
          const k = at(name);
          const place = /** @type {[number, number]} */ ([toX(rows[k]), toY(logOf(run.paths[name].loss[k], low))]);
          return { at: place, words: name, kind: `mg-racer-${i}` };
        });
        dots(plot, heads);
      },
    };
  });

  const told = verdict();
  const lr = slider(model, {
    trait: "lr",
    name: "learning rate",
    stops: stops.lr,
    labels: stops.lr,
    say: (value) => `learning rate ${value}`,
  });
  const { walk, controls } = timeline(model, {
    trait: "epoch",
    labels: multiples(0, most, 10),
    say: (value) => `epoch ${value} of ${most}`,
    end: () => most,
  });

  function show() {
    const { paths } = model.get("run");
    const out = names.filter((name) => paths[name].ended !== null && model.get("epoch") >= paths[name].ended);
    const still = names.filter((name) => !out.includes(name));
    const order = [...still].sort((a, b) => paths[a].loss[at(a)] - paths[b].loss[at(b)]);
    if (model.get("epoch") === 0) told.say("At the start", "all five stand at the same place.");
    else if (out.length)
      told.say(
        order.length ? `${order[0]} leads` : "All out",
        `diverged: ${out.map((name) => `${name} at epoch ${paths[name].ended}`).join(", ")}.`,
        true,
      );
    else told.say(`${order[0]} leads`, `${order[order.length - 1]} is last.`);
    plane.redraw();
    loss.redraw();
  }

  return assemble(
    { model, el },
    {
      parts: [
        choice(model, { trait: "surface", name: "surface", options: stops.surface, wide: true }),
        panel(plane),
        panel(loss),
        lr,
        walk,
        controls,
        told,
        hint(model, "To race on a surface of your own", "Race(f=lambda x, y: x**4 + y**2)"),
      ],
      told,
      traits: ["epoch", "run"],
      show,
    },
  );
}
