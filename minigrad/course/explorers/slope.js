// @ts-check
import { assemble, choice, hint, panel, reading, slider, swatch, timeline, verdict } from "./controls.js";
import {
  chart,
  clip,
  curveOf,
  format,
  heightsOf,
  labelRoom,
  logOf,
  multiples,
  nameMarks,
  plain,
  power,
  room,
} from "./kit.js";

/**
 * Draws a curve with its tangent and a secant, and beside it the error of the secant's slope over h.
 * @param {{ model: import("./kit.js").Model, el: HTMLElement }} context
 */
export function render({ model, el }) {
  const stops = model.get("stops");
  const steps = stops.h;
  /** The row of the run for the present h, or the nearest above it. */
  const row = () =>
    model
      .get("rows")
      .reduce(
        (/** @type {number} */ best, /** @type {number} */ h, /** @type {number} */ i) =>
          h >= model.get("h") * 0.999 ? i : best,
        0,
      );

  const curve = chart(model, () => {
    const [run, x, h] = [model.get("run"), model.get("x"), model.get("h")];
    const across = {
      domain: /** @type {[number, number]} */ ([-4, 4]),
      ticks: multiples(-4, 4, 2),
      label: plain,
      name: "x",
    };
    const up = room(heightsOf(model), [0], 6);
    return {
      label: `The curve ${model.get("function")}, its tangent at x = ${x} with slope ${format(run.slope)}, and the secant with slope ${format(run.quotient[row()])}`,
      left: labelRoom(up.ticks),
      x: across,
      y: { ...up, label: plain, name: "f(x)" },
      draw(plot) {
        const { x: toX, y: toY, em, ink } = plot;
        ink("path", { class: "mg-curve", d: curveOf(model, toX, toY) });
        const tags = [];
        for (const [slope, words, kind] of [
          [run.quotient[row()], "secant", "mg-line mg-secant"],
          [run.slope, "tangent", "mg-line"],
        ]) {
          const ends =
            slope === null || run.y === null ? null : clip(slope, run.y - slope * x, across.domain, up.domain);
          if (!ends) continue;
          const [[x1, y1], [x2, y2]] = ends;
          ink("line", { class: kind, x1: toX(x1), y1: toY(y1), x2: toX(x2), y2: toY(y2) });
          const color = words === "secant" ? "mg-second" : "mg-main";
          tags.push({ at: /** @type {[number, number]} */ ([toX(x2), toY(y2)]), words, kind: color });
        }
        const others = model.get("rule") === "central" ? [x - h, x + h] : [x + h];
        for (const other of others) {
          const y = run.y + run.quotient[row()] * (other - x);
          const half = model.get("rule") === "central" ? 0 : y; // a central secant does not pass through the point
          if (half && run.y !== null) ink("circle", { class: "mg-ring", cx: toX(other), cy: toY(y), r: em / 3 });
        }
        if (run.y !== null) ink("circle", { class: "mg-dot", cx: toX(x), cy: toY(run.y), r: em / 2.6 });
        nameMarks(plot, tags);
      },
    };
  });

  const error = chart(model, () => {
    const [run, rows] = [model.get("run"), model.get("rows")];
    return {
      label: `The error of the difference quotient over h, both on log axes: ${format(run.error[row()])} at h = ${model.get("h")}`,
      left: 3.5,
      x: { domain: [0, -16], ticks: [0, -4, -8, -12, -16], label: power, name: "h" },
      y: { domain: [-17, 2], ticks: multiples(-16, 0, 4), label: power, name: "error of the secant’s slope" },
      draw({ x: toX, y: toY, em, ink }) {
        for (const [i, h] of rows.entries()) {
          if (run.error[i] === null) continue;
          ink("circle", { class: "mg-point", cx: toX(Math.log10(h)), cy: toY(logOf(run.error[i], -16.5)), r: em / 5 });
        }
        const at = { cx: toX(Math.log10(model.get("h"))), cy: toY(logOf(run.error[row()] ?? 100, -16.5)) };
        ink("line", { class: "mg-now", x1: at.cx, x2: at.cx, y1: toY(-17), y2: toY(2) });
        ink("circle", { class: "mg-dot", ...at, r: em / 2.6 });
      },
    };
  });

  const read = Object.fromEntries(["slope", "quotient", "error"].map((name) => [name, reading(name)]));
  const told = verdict();
  const where = slider(model, { trait: "x", name: "x", stops: stops.x, labels: [-3, 0, 3], say: (x) => `x = ${x}` });
  const { walk, controls } = timeline(model, {
    trait: "h",
    labels: [1, 1e-4, 1e-8, 1e-12, 1e-16],
    say: (h) => `h = ${h}`,
    end: () => steps[steps.length - 1],
  });

  function show() {
    const [run, h] = [model.get("run"), model.get("h")];
    read.slope.textContent = format(run.slope);
    read.quotient.textContent = format(run.quotient[row()]);
    read.error.textContent = format(run.error[row()]);
    if (run.y === null || run.slope === null) {
      told.say("No slope here", "at this x, f or its slope is not finite.", true);
    } else if (h === run.best) {
      told.say("The best h here", "no other one comes nearer to the slope.");
    } else if (run.error[row()] === run.error[model.get("rows").indexOf(run.best)]) {
      told.say("As good as the best", "another h has the same error.");
    } else if (h > run.best) {
      told.say("Too long", "between the two points the curve bends away from its tangent.", true);
    } else {
      told.say("Too short", "the values agree in nearly all digits; rounding is what is left.", true);
    }
    curve.redraw();
    error.redraw();
  }

  return assemble(
    { model, el },
    {
      parts: [
        choice(model, { trait: "function", name: "f(x) =", options: stops.function }),
        choice(model, { trait: "rule", name: "difference", options: stops.rule }),
        panel(
          curve,
          [swatch("mg-line"), "tangent ", read.slope],
          [swatch("mg-line mg-secant"), "secant ", read.quotient],
        ),
        panel(error, ["error ", read.error]),
        where,
        walk,
        controls,
        told,
        hint(model, "To see a function of your own", "Slope(f=lambda x: x.sin() * x)"),
      ],
      told,
      traits: ["h", "run"],
      show,
    },
  );
}
