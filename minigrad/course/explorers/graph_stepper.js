// @ts-check
import { assemble, choice, timeline, verdict } from "./controls.js";
import { element, shape } from "./kit.js";

const ROW = 19; // between two lines of text, as in graph_stepper.py

/**
 * Draws the graph of an expression, and what stands in its boxes after each step forward and back.
 * @param {{ model: import("./kit.js").Model, el: HTMLElement }} context
 */
export function render({ model, el }) {
  const stops = model.get("stops");
  const steps = () => model.get("run").steps;
  const at = () => Math.min(model.get("step"), steps().length - 1);

  const root = shape("svg", { class: "mg-graph", role: "img" });
  const says = element("ol", { class: "mg-says" });
  const told = verdict();

  /** @type {(tag: string, attributes: Record<string, string | number>, ...children: string[]) => void} */
  const ink = (tag, attributes, ...children) => root.append(shape(tag, attributes, ...children));

  /** The edges: an arrow to what is computed, or in a step back to what gets a gradient, with the factor beside it. */
  function edges(/** @type {any} */ picture, /** @type {any} */ step) {
    const [detached, off] = ["a.detach()", "a under no_grad"].map((words) => words === model.get("cut"));
    for (const [i, [start, end]] of picture.pairs.entries()) {
      const factor = step.at === end ? step.to[start] : undefined;
      const data = picture.boxes[start].kind === "data";
      const cut = ((detached || off) && start === "a") || (off && end === "a");
      const kind = factor ? "mg-active" : data || cut ? "mg-loose" : "";
      const [x, top, tip, bottom] = picture.ends[i];
      ink("path", { class: `mg-wire ${kind}`, d: picture.lines[i] });
      ink("path", { class: `mg-arrow ${kind}`, d: factor ? `M${x} ${top}l-6 10h12z` : `M${tip} ${bottom}l-4 -8h8z` });
      const middle = { x: (x + tip) / 2, y: (top + bottom) / 2 + 5 };
      const beside = x < tip ? "mg-tag mg-second mg-left" : "mg-tag mg-second mg-start";
      if (factor) ink("text", { class: beside, ...middle, x: middle.x + (x < tip ? -9 : 9) }, `× ${factor}`);
      else if (detached && start === "a") ink("text", { class: "mg-tag", ...middle }, "detach()");
    }
    if (off) {
      const { x, y, w, h } = picture.boxes.a;
      ink("rect", { class: "mg-region", x: x - 8, y: y - 8, width: w + 16, height: h + 16, rx: 8 });
      ink("text", { class: "mg-tag mg-start", x: x - 4, y: y + h + 13 }, "no_grad");
    }
  }

  /** A box, and in its middle what it holds so far; what it is, or what it keeps, stands on its edge. */
  function box(/** @type {string} */ name, /** @type {any} */ { x, y, w, h, formula, kind }, /** @type {any} */ step) {
    const [value, grad, saved] = [step.value[name], step.grad[name], step.saved[name]];
    const lines = [[formula, "mg-formula"]];
    if (value !== undefined) lines.push([kind === "interior" ? `= ${value}` : value, "mg-worth"]);
    if (grad !== undefined) lines.push([grad.startsWith(".") ? grad : `gradient ${grad}`, "mg-gradient"]);

    const here =
      step.at === name ? " mg-here" : name in step.to ? " mg-reached" : value === undefined ? " mg-later" : "";
    ink("rect", { class: `mg-box mg-${kind}${here}`, x, y, width: w, height: h, rx: kind === "interior" ? 3 : 18 });
    for (const [i, [words, style]] of lines.entries()) {
      const row = y + h / 2 + ROW * (i - (lines.length - 1) / 2) + 5;
      ink("text", { class: style + here, x: x + w / 2, y: row }, words);
    }
    if (kind !== "interior") ink("text", { class: "mg-tag mg-kept", x: x + w / 2, y: y + 5 }, kind);
    if (saved !== undefined) {
      const freed = saved === "freed";
      const edge = { x: x + w + 6, y: y + h + 4 };
      ink("text", { class: "mg-tag mg-left mg-kept", ...edge }, freed ? "✗ freed" : saved);
    }
    return [formula, value, grad && `gradient ${grad}`, saved].filter(Boolean).join(", ");
  }

  function draw() {
    const picture = model.get("pictures")[model.get("expression")];
    const step = steps()[at()];
    root.setAttribute("viewBox", `-10 -10 ${picture.width + 20} ${picture.height + 20}`);
    root.style.setProperty("--wide", `${picture.width + 20}px`);
    root.replaceChildren();
    edges(picture, step);
    const words = Object.entries(picture.boxes).map(([name, one]) => box(name, one, step));
    root.setAttribute("aria-label", `A graph of ${words.length} boxes: ${words.join("; ")}`);
  }

  const short = (/** @type {string} */ cut) => cut.replace("a under ", "");
  const last = () => steps().length - 1;
  const { walk, controls } = timeline(model, {
    trait: "step",
    labels: [],
    say: () => `step ${at()} of ${last()}`,
    end: last,
    last,
    slow: true,
  });

  function show() {
    draw();
    const { say, bad } = steps()[at()];
    told.say(`Step ${at()} of ${last()}`, say[0], bad);
    says.replaceChildren(...say.slice(1).map((/** @type {string} */ words) => element("li", {}, words)));
  }

  return assemble(
    { model, el },
    {
      parts: [
        choice(model, { trait: "expression", name: "y =", options: stops.expression, wide: true }),
        choice(model, { trait: "cut", name: "cut", options: stops.cut, words: stops.cut.map(short) }),
        choice(model, {
          trait: "retain_graph",
          name: "retain_graph",
          options: stops.retain_graph,
          words: ["False", "True"],
        }),
        { root: element("div", { class: "mg-wide" }, root) },
        { root: element("div", { class: "mg-wide mg-told" }, told.root, says) },
        controls,
        walk,
      ],
      told,
      traits: ["step", "run"],
      show,
    },
  );
}
