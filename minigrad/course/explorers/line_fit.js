// @ts-check
import { assemble, choice, hint, OWN_KEYS, panel, reading, slider, timeline, verdict } from "./controls.js";
import {
  chart,
  clip,
  element,
  epochAxis,
  format,
  labelRoom,
  logOf,
  logPath,
  logs,
  multiples,
  niceStep,
  plain,
  power,
  room,
  rowAt,
} from "./kit.js";

/** @typedef {[number, number]} Point */

/**
 * A grip over every point, to drag it by mouse, by finger or by keys; Python computes what follows.
 * @param {import("./kit.js").Model} model
 * @param {() => Point[]} points
 */
function grips(model, points) {
  const root = element("div", { class: "mg-grips" });
  /** @type {import("./kit.js").Plot} */
  let plot;
  /** @type {[import("./kit.js").Axis, import("./kit.js").Axis]} */
  let axes;
  let held = false;

  /** @type {(i: number, to: number[]) => void} */
  function move(i, to) {
    const moved = points().map((point) => [...point]);
    moved[i] = axes.map(({ domain: [low, high], ticks }, side) => {
      const fine = (ticks[1] - ticks[0]) / 20;
      return Number((Math.round(Math.min(Math.max(to[side], low), high) / fine) * fine).toPrecision(12));
    });
    model.set("points", moved);
    model.set("data", "moved");
    model.save_changes();
  }

  /** @param {number} i */
  function grip(i) {
    const node = element("div", {
      class: "mg-grip",
      role: "slider",
      tabindex: 0,
      "aria-label": `point ${i + 1}`,
      ...OWN_KEYS,
    });
    node.addEventListener("pointerdown", (event) => {
      node.setPointerCapture(event.pointerId);
      held = true;
    });
    node.addEventListener("pointermove", (event) => {
      if (!held) return;
      const box = root.getBoundingClientRect();
      move(i, plot.value(event.clientX - box.left, event.clientY - box.top));
    });
    node.addEventListener("lostpointercapture", () => {
      held = false;
      move(i, points()[i]); // the axes make room again
    });
    node.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (!way) return;
      event.preventDefault();
      move(
        i,
        points()[i].map((value, side) => value + (way[side] * (axes[side].ticks[1] - axes[side].ticks[0])) / 10),
      );
    });
    return node;
  }

  return {
    root,
    /** The axes that show all points; while one is dragged they stand still, or they would run away from the finger. */
    axes() {
      const [x, y] = [0, 1].map((side) => points().map((point) => point[side]));
      if (!held)
        axes = [
          { ...room(x, x.length ? [] : [0, 1], 6), label: plain, name: "x" },
          { ...room(y, y.length ? [0] : [0, 2], 6), label: plain, name: "y" },
        ];
      return axes;
    },
    /** @param {import("./kit.js").Plot} drawn  where the points are now */
    follow(drawn) {
      plot = drawn;
      if (model.page) return; // no Python
      const [, { domain }] = axes;
      while (root.children.length > points().length) root.lastChild?.remove();
      while (root.children.length < points().length) root.append(grip(root.children.length));
      for (const [i, [x, y]] of points().entries()) {
        const [left, top] = plot.place(x, y);
        const node = /** @type {HTMLElement} */ (root.children[i]);
        node.style.translate = `${left}px ${top}px`;
        const said = {
          valuemin: domain[0],
          valuemax: domain[1],
          valuenow: y,
          valuetext: `x = ${format(x)}, y = ${format(y)}`,
        };
        for (const [name, value] of Object.entries(said)) node.setAttribute(`aria-${name}`, String(value));
      }
    },
  };
}

/**
 * Draws the line fit: the data and the line on the left, the loss over epochs on the right.
 * @param {{ model: import("./kit.js").Model, el: HTMLElement }} context
 */
export function render({ model, el }) {
  const stops = model.get("stops");
  const most = stops.epoch[stops.epoch.length - 1];
  /** @type {() => Point[]} */
  const points = () => model.get("sets")[model.get("data")] ?? model.get("points");
  const held = grips(model, points);

  function overflowed() {
    const { ended } = model.get("run");
    return ended !== null && model.get("epoch") >= ended;
  }

  const fit = chart(model, () => {
    const run = model.get("run");
    const row = rowAt(model, model.get("run").a, model.get("epoch"));
    const [across, up] = held.axes();
    const words = `y = ${format(run.a[row])} x ${run.b[row] < 0 ? "−" : "+"} ${format(Math.abs(run.b[row]))}`;
    return {
      label: `The ${points().length} data points and the line ${words}`,
      left: labelRoom(up.ticks),
      x: across,
      y: up,
      draw(plot) {
        held.follow(plot);
        const { x: toX, y: toY, em, ink } = plot;
        const [left, right] = across.domain;
        let seen = false;
        // The two lines before this one fade: a run that overshoots is seen to swing.
        for (const [age, name] of ["mg-line", "mg-line mg-old", "mg-line mg-older"].entries()) {
          const at = overflowed() ? -1 : row - age;
          if (at < 0) continue;
          const ends = clip(run.a[at], run.b[at], [left, right], up.domain);
          if (!ends) continue;
          seen ||= age === 0;
          const [[x1, y1], [x2, y2]] = ends;
          ink("line", { class: name, x1: toX(x1), y1: toY(y1), x2: toX(x2), y2: toY(y2) });
        }
        for (const [x, y] of points()) {
          ink("circle", { class: "mg-point", cx: toX(x), cy: toY(y), r: model.page ? em / 3 : em / 2 });
        }
        if (!seen) {
          const between = (toY(up.ticks[0]) + toY(up.ticks[1])) / 2; // clear of the grid
          const middle = { x: (toX(left) + toX(right)) / 2, y: between + 0.35 * em };
          ink("text", { class: "mg-note", ...middle }, "the line has left the picture");
        }
      },
    };
  });

  const loss = chart(model, () => {
    const [run, rows, epoch] = [model.get("run"), model.get("rows"), model.get("epoch")];
    const window = epoch <= 100 ? 100 : most;
    const shown = rowAt(model, model.get("run").a, window);
    const now = rowAt(model, model.get("run").a, epoch);
    const [low, high] = logs(run.loss.slice(0, shown + 1), -16);
    const log = (/** @type {number} */ row) => logOf(run.loss[row], low);
    return {
      label: `The loss over the first ${window} epochs on a log axis: ${format(run.loss[0])} at the start, ${
        overflowed() ? "overflow" : format(run.loss[now])
      } in epoch ${epoch}`,
      left: 3.5,
      x: epochAxis(window, window / 2),
      y: { domain: [low, high], ticks: multiples(low, high, niceStep(high - low, 6)), label: power, name: "loss" },
      draw(plot) {
        const { x: toX, y: toY, em, ink } = plot;
        const path = (/** @type {number} */ to) => logPath(plot, rows, run.loss.slice(0, to + 1), low);
        ink("path", { class: "mg-path mg-rest", d: path(shown) });
        ink("path", { class: "mg-path", d: path(now) });
        ink("line", { class: "mg-now", x1: toX(epoch), x2: toX(epoch), y1: toY(low), y2: toY(high) });
        if (run.ended !== null && run.ended <= window) {
          const end = { x: toX(rows[shown]), y: toY(log(shown)) };
          const r = em / 3;
          ink("path", {
            class: "mg-cross",
            d: `M${end.x - r} ${end.y - r}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`,
          });
        }
        if (!overflowed() && points().length) {
          ink("circle", { class: "mg-dot", cx: toX(epoch), cy: toY(log(now)), r: em / 2.6 });
        }
      },
    };
  });

  const read = Object.fromEntries(["a", "b", "epoch", "loss"].map((name) => [name, reading(name)]));
  const told = verdict();
  const threshold = () => model.get("run").threshold;
  const side = (/** @type {number} */ rate) => (rate < threshold() ? "below" : rate > threshold() ? "above" : "at");
  const lr = slider(model, {
    trait: "lr",
    name: "learning rate",
    stops: stops.lr,
    labels: stops.lr.filter((/** @type {number} */ stop) => /^1(e|$)|^0\.0*1$|^10+$/.test(String(stop))),
    say: (value) =>
      points().length
        ? `learning rate ${value}, ${side(value)} the stability threshold ${format(threshold())}`
        : `learning rate ${value}`,
    marks: () =>
      points()
        .slice(0, 1)
        .map(() => ({
          at: threshold(),
          label: element("span", {}, "2/λ", element("sub", {}, "max"), ` = ${format(threshold())}`),
        })),
    sides: ["stable", "diverges"],
  });
  const { walk, controls } = timeline(model, {
    trait: "epoch",
    labels: [0, 50, 100, most],
    say: (value) => `epoch ${value} of ${most}`,
    end: () => stops.epoch.find((/** @type {number} */ stop) => stop >= (model.get("run").ended ?? most)),
  });

  function show() {
    const [run, epoch] = [model.get("run"), model.get("epoch")];
    const row = rowAt(model, model.get("run").a, epoch);
    const over = overflowed();
    read.a.textContent = over ? "overflow" : format(run.a[row]);
    read.b.textContent = over ? "overflow" : format(run.b[row]);
    read.epoch.textContent = String(epoch);
    read.loss.textContent = over ? "overflow" : points().length ? format(run.loss[row]) : "nan";
    const [word, why] = !points().length
      ? ["No points", "the mean of no errors is nan, and the line stays where it is."]
      : over
        ? [`Diverged at epoch ${run.ended}`, "the loss overflowed."]
        : run.lr === 0
          ? ["Standing still", "every step has length 0."]
          : run.side < 0
            ? ["Converging", "every epoch lowers the loss."]
            : run.side === 0
              ? ["On the edge", "the line swings and never settles."]
              : ["Diverges", "the loss grows without bound."];
    told.say(word, why, over || !points().length || (run.lr > 0 && run.side >= 0));
    lr.mark();
    fit.redraw();
    loss.redraw();
  }

  return assemble(
    { model, el },
    {
      parts: [
        choice(model, { trait: "data", name: "data", options: stops.data, wide: true }),
        panel(
          { root: element("div", { class: "mg-canvas" }, fit.root, held.root), stop: fit.stop },
          ["a = ", read.a],
          ["b = ", read.b],
        ),
        // As a training loop prints it: the loss is computed first, and the line moves after.
        panel(loss, ["epoch ", read.epoch], ["starts at loss ", read.loss]),
        lr,
        walk,
        controls,
        told,
        hint(
          model,
          "To drag the points, or to fit data of your own",
          "LineFit(x=[…], y=[…])",
          "Drag the points, or focus one and use the arrow keys.",
        ),
      ],
      told,
      traits: ["epoch", "run", "points", "data"],
      show,
    },
  );
}
