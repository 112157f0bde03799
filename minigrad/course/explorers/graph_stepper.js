// @ts-check
import { assemble, choice, timeline, verdict } from "./controls.js";
import { element, shape } from "./kit.js";

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

  /** @type {(box: any, row: number, words: string, kind: string) => void} */
  function write(box, row, words, kind) {
    const middle = { x: box.x + box.w / 2, y: box.y + 22 + 19 * row };
    root.append(shape("text", { class: kind, ...middle }, words));
  }

  function draw() {
    const picture = model.get("pictures")[model.get("expression")];
    const step = steps()[at()];
    root.setAttribute("viewBox", `-4 -4 ${picture.width + 8} ${picture.height + 8}`);
    root.style.setProperty("--wide", `${picture.width + 8}px`);
    root.replaceChildren();
    for (const [i, [start, end]] of picture.pairs.entries()) {
      const active = step.at === end && step.to.includes(start);
      const data = picture.boxes[start].kind === "data";
      const [detached, off] = ["a.detach()", "a under no_grad"].map((words) => words === model.get("cut"));
      const cut = ((detached || off) && start === "a") || (off && end === "a");
      const kind = active ? "mg-wire mg-active" : data || cut ? "mg-wire mg-loose" : "mg-wire";
      root.append(shape("path", { class: kind, d: picture.lines[i] }));
    }
    const words = [];
    for (const [name, box] of Object.entries(picture.boxes)) {
      const { x, y, w: width, h: height } = box;
      const here = step.at === name ? " mg-here" : step.to.includes(name) ? " mg-reached" : "";
      root.append(
        shape("rect", {
          class: `mg-box mg-${box.kind}${here}`,
          x,
          y,
          width,
          height,
          rx: box.kind === "interior" ? 3 : 18,
        }),
      );
      const [value, grad, saved] = [step.value[name], step.grad[name], step.saved[name]];
      write(box, 0, box.formula, "mg-formula");
      write(box, 1, value === undefined ? "" : box.kind === "interior" ? `= ${value}` : value, "mg-worth");
      if (grad !== undefined) write(box, 2, grad.startsWith(".") ? grad : `gradient ${grad}`, "mg-gradient");
      else if (box.kind === "data") write(box, 2, "data", "mg-kept");
      else if (box.kind === "leaf") write(box, 2, "leaf", "mg-kept");
      if (saved !== undefined)
        write(box, 3, saved === "freed" ? "✗ freed" : saved, saved === "freed" ? "mg-kept mg-freed" : "mg-kept");
      words.push(
        `${box.formula}${value === undefined ? "" : `, ${value}`}${grad === undefined ? "" : `, gradient ${grad}`}${saved ? `, ${saved}` : ""}`,
      );
    }
    root.setAttribute("aria-label", `A graph of ${words.length} boxes: ${words.join("; ")}`);
  }

  const { walk, controls } = timeline(model, {
    trait: "step",
    labels: [],
    say: () => `step ${at()} of ${steps().length - 1}`,
    end: () => steps().length - 1,
    slow: true,
  });

  function show() {
    draw();
    const { say, bad } = steps()[at()];
    told.say(`Step ${at()} of ${steps().length - 1}`, say[0], bad);
    says.replaceChildren(...say.slice(1).map((/** @type {string} */ words) => element("li", {}, words)));
  }

  return assemble(
    { model, el },
    {
      parts: [
        choice(model, { trait: "expression", name: "y =", options: stops.expression }),
        choice(model, { trait: "cut", name: "cut", options: stops.cut }),
        { root: element("div", { class: "mg-wide" }, root) },
        { root: element("div", { class: "mg-wide mg-told" }, told.root, says) },
        choice(model, {
          trait: "retain_graph",
          name: "retain_graph",
          options: stops.retain_graph,
          words: ["False", "True"],
        }),
        controls,
        walk,
      ],
      told,
      traits: ["step", "run"],
      show,
    },
  );
}
