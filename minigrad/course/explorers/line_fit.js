// @ts-check
import {
  assemble, chart, clip, element, epochAxis, format, line, logOf, logs, multiples, niceStep, panel, power, reading, room, rowAt,
  slider, timeline, verdict,
} from "./kit.js";

/**
 * Draws the line fit: the data and the line on the left, the loss over epochs on the right.
 * @param {{ model: import("./kit.js").Model, el: HTMLElement }} context
 */
export function render({ model, el }) {
  const stops = model.get("stops");
  const most = stops.epoch[stops.epoch.length - 1];
  const [x, y] = [model.get("x"), model.get("y")];

  function overflowed() {
    const { ended } = model.get("run");
    return ended !== null && model.get("epoch") >= ended;
  }

  const fit = chart(model, () => {
    const run = model.get("run");
    const row = rowAt(model, model.get("run").a, model.get("epoch"));
    const [across, up] = [room(x, [], 6), room(y, [0], 6)];
    const words = `y = ${format(run.a[row])} x + ${format(run.b[row])}`;
    return {
      label: `The ${x.length} data points and the line ${words}`,
      left: 0.75 + 0.65 * Math.max(...up.ticks.map((tick) => String(tick).length)),
      x: { ...across, label: String },
      y: { ...up, label: String },
      draw({ x: toX, y: toY, em, ink }) {
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
        for (const [i, value] of x.entries()) {
          ink("circle", { class: "mg-point", cx: toX(value), cy: toY(y[i]), r: em / 3 });
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
      y: { domain: [low, high], ticks: multiples(low, high, niceStep(high - low, 6)), label: power },
      draw({ x: toX, y: toY, em, ink }) {
        /** @type {(to: number) => string} */
        const path = (to) => line(rows.slice(0, to + 1).map((/** @type {number} */ x, /** @type {number} */ i) => [toX(x), toY(log(i))]));
        ink("path", { class: "mg-path mg-rest", d: path(shown) });
        ink("path", { class: "mg-path", d: path(now) });
        ink("line", { class: "mg-now", x1: toX(epoch), x2: toX(epoch), y1: toY(low), y2: toY(high) });
        if (run.ended !== null && run.ended <= window) {
          const end = { x: toX(rows[shown]), y: toY(log(shown)) };
          const r = em / 3;
          ink("path", { class: "mg-cross", d: `M${end.x - r} ${end.y - r}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}` });
        }
        if (!overflowed()) {
          ink("circle", { class: "mg-dot", cx: toX(epoch), cy: toY(log(now)), r: em / 2.6 });
        }
      },
    };
  });

  const read = Object.fromEntries(["a", "b", "epoch", "loss"].map((name) => [name, reading(name)]));
  const told = verdict();
  const threshold = model.get("threshold");
  const side = (/** @type {number} */ rate) => (rate < threshold ? "below" : rate > threshold ? "above" : "at");
  const lr = slider(model, {
    trait: "lr",
    name: "learning rate",
    stops: stops.lr,
    labels: stops.lr.filter((/** @type {number} */ stop) => /^1(e|$)|^0\.0*1$|^10+$/.test(String(stop))),
    say: (value) =>
      `learning rate ${value}, ${side(value)} the stability threshold ${format(threshold)}`,
    marks: () => [{ at: threshold, label: element("span", {}, "2/λ", element("sub", {}, "max"), ` = ${format(threshold)}`) }],
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
    read.loss.textContent = over ? "overflow" : format(run.loss[row]);
    const [word, why] = over
      ? [`Diverged at epoch ${run.ended}`, "the loss overflowed."]
      : run.lr === 0
        ? ["Standing still", "every step has length 0."]
        : run.lr < threshold
          ? ["Converging", "every epoch lowers the loss."]
          : run.lr === threshold
            ? ["On the edge", "the line swings and never settles."]
            : ["Diverges", "the loss grows without bound."];
    told.say(word, why, over || run.lr >= threshold);
    fit.redraw();
    loss.redraw();
  }

  return assemble({ model, el }, {
    parts: [
      panel(fit, ["a = ", read.a], ["b = ", read.b]),
      // As a training loop prints it: the loss is computed first, and the line moves after.
      panel(loss, ["epoch ", read.epoch], ["starts at loss ", read.loss]),
      lr,
      walk,
      controls,
      told,
    ],
    told,
    traits: ["epoch", "run"],
    show,
  });
}
