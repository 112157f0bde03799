// @ts-check
// What the reader of an explorer moves and reads: sliders, choices, Play/Step/Reset, the numbers and the verdict.
import { element, plain, position, shape } from "./kit.js";

/** @typedef {import("./kit.js").Model} Model */

/** Two links of a chain, and a tick. */
const LINK = "M6.5 9.5l3-3M7.5 4.5l1.1-1.1a2.8 2.8 0 0 1 4 4l-1.1 1.1M8.5 11.5l-1.1 1.1a2.8 2.8 0 0 1-4-4l1.1-1.1";
const CHECK = "M3 8.5l3.5 3.5 6.5-7.5";

/** What keeps JupyterLab from taking the keys pressed on an element for its cells. */
export const OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };

/**
 * On which side of its place each mark of a slider stands, as a class: of two, which may lie close together, the first
 * ends at its place and the second begins there. None sticks out of the track; where that leaves no room for both, the
 * first is left out, and is null.
 * @param {number[]} places  as parts of the track
 */
function besides([first, second]) {
  if (second === undefined) return [""];
  const apart = second - first > 0.2;
  if (first < 0.15) return [apart ? "mg-after" : null, "mg-after"];
  if (second > 0.93) return [apart ? "mg-before" : null, "mg-before"];
  return ["mg-before", "mg-after"];
}

/**
 * A slider whose stops are evenly spaced, so that each is as easy to hit as the next. A value that
 * Python chose between two stops puts the thumb between them.
 * @param {Model} model
 * @param {{
 *   trait: string,
 *   name: string,
 *   stops: number[],
 *   labels: number[],
 *   say: (value: number) => string,
 *   last?: () => number,
 *   marks?: () => { at: number, label: Node | string }[],
 *   sides?: [string, string],
 * }} options `say` puts the value in words; `last` is the last
 *   stop that means something, where that changes; `marks` are places on the track, the last of which splits it in two `sides`
 */
export function slider(model, { trait, name, stops, labels, say, last, marks, sides }) {
  const range = { type: "range", min: 0, max: stops.length - 1, "aria-label": name, ...OWN_KEYS };
  const input = element("input", range);
  const output = element("b", { class: "mg-value", "aria-hidden": "true" }); // the slider says it with its unit
  const track = element("div", { class: "mg-track" }, element("div", { class: "mg-rail" }), input);
  const head = element("div", { class: "mg-name" }, name, " ", output);
  const above = element("div", { class: "mg-over", "aria-hidden": "true" });
  const root = element("div", { class: marks ? "mg-slider mg-split" : "mg-slider" }, head, track);

  const share = (/** @type {number} */ value) => position(stops, value) / (stops.length - 1);
  /** @type {(node: HTMLElement, value: number) => HTMLElement} */
  const place = (node, value) => {
    node.style.setProperty("--at", String(share(value)));
    return node;
  };
  for (const value of labels) {
    // The outermost labels stay inside the track, however wide they are.
    const edge = value === stops[0] ? " mg-first" : value === stops[stops.length - 1] ? " mg-last" : "";
    track.append(place(element("span", { class: `mg-tick${edge}`, "aria-hidden": "true" }, plain(value)), value));
  }
  track.append(above);
  /** @type {string?} */
  let marked = null;
  /** Marks, and what is said of them, move with what the figure shows. */
  function mark() {
    if (!marks || model.get("run").failed) return;
    input.setAttribute("aria-valuetext", say(model.get(trait)));
    const places = marks();
    const now = places.map(({ at }) => at).join();
    if (now === marked) return;
    marked = now;
    const where = besides(places.map(({ at }) => share(at)));
    above.replaceChildren(
      ...places.flatMap(({ at, label }, i) => {
        const side = where[i];
        return side === null ? [] : [place(element("span", { class: `mg-mark ${side}` }, label), at)];
      }),
      // A side's word wraps away, out of sight, where the mark leaves no room for it.
      ...(sides ?? []).map((side, i) =>
        element("span", { class: i ? "mg-above" : "mg-below" }, element("i"), element("span", {}, side)),
      ),
    );
    place(track, places.length ? places[places.length - 1].at : stops[stops.length - 1]);
  }

  function show() {
    const value = last ? Math.min(model.get(trait), last()) : model.get(trait);
    const at = position(stops, value);
    if (last) input.max = String(position(stops, last()));
    input.step = Number.isInteger(at) ? "1" : "any";
    input.value = String(at);
    input.setAttribute("aria-valuetext", say(value));
    output.textContent = plain(value);
  }
  input.addEventListener("input", () => {
    const [from, to] = [position(stops, model.get(trait)), input.valueAsNumber];
    // From between two stops, the next one lies in the direction of the move.
    model.set(trait, stops[to > from ? Math.ceil(to) : Math.floor(to)]);
    model.save_changes();
    show();
  });
  const watched = last ? [`change:${trait}`, "change:run"] : [`change:${trait}`];
  for (const event of watched) model.on(event, show);
  show();
  mark();
  return { root, input, mark, stop: () => watched.forEach((event) => model.off(event, show)) };
}

/**
 * A choice between words, as radio buttons that lie side by side.
 * @param {Model} model
 * @param {{ trait: string, name: string, options: (string | number | boolean)[], words?: string[], wide?: boolean }} options
 *   `wide` if it takes a row of its own; where there is nothing to choose, it is not shown
 */
export function choice(model, { trait, name, options, words = options.map(String), wide = false }) {
  const root = element("fieldset", { class: wide ? "mg-choice mg-wide" : "mg-choice" }, element("legend", {}, name));
  root.classList.toggle("mg-long", words.join("").length > 24);
  root.hidden = options.length < 2;
  const group = `${trait} ${Math.random()}`; // radio buttons know each other by name, which no two figures may share
  const buttons = options.map((option, i) => {
    const button = element("input", { type: "radio", name: group, value: String(option), ...OWN_KEYS });
    button.addEventListener("change", () => {
      model.set(trait, option);
      model.save_changes();
    });
    root.append(element("label", {}, button, element("span", {}, words[i])));
    return button;
  });
  function show() {
    for (const button of buttons) button.checked = button.value === String(model.get(trait));
  }
  model.on(`change:${trait}`, show);
  show();
  return { root, stop: () => model.off(`change:${trait}`, show) };
}

/**
 * A chart below the numbers that belong to it, each after its words.
 * @param {{ root: Element, stop: () => void }} chart
 * @param {...(Node | string)[]} heads
 */
export function panel(chart, ...heads) {
  const head = element("div", { class: "mg-head" }, ...heads.map((words) => element("span", {}, ...words)));
  return { root: element("div", { class: "mg-panel" }, head, chart.root), stop: chart.stop };
}

/**
 * A stroke as the marks of a chart have it, for the words that say what it is.
 * @param {string} kind  the class of the marks
 */
export function swatch(kind) {
  const stroke = shape("line", { class: kind, x1: 1, x2: 25, y1: 5, y2: 5 });
  return shape("svg", { class: "mg-swatch", viewBox: "0 0 26 10", "aria-hidden": "true" }, stroke);
}

/**
 * A number that changes, in a place of its own width.
 * @param {string} name
 */
export function reading(name) {
  return element("b", { "data-read": name });
}

/**
 * Parts that stand together, also where there is room for one column only.
 * @param {...{ root: Element, stop?: () => void }} parts
 */
export function stack(...parts) {
  const root = element("div", { class: "mg-stack" }, ...parts.map((part) => part.root));
  return { root, stop: () => parts.forEach((part) => part.stop?.()) };
}

/**
 * A line that says how to get what only a kernel can do, and with a kernel how to do it, where that has to be said.
 * @param {Model} model
 * @param {string} wish
 * @param {string} code
 * @param {string} live
 */
export function hint(model, wish, code, live = "") {
  const page = [`${wish}, run this page as a notebook: `, element("code", {}, code)];
  const root = element("p", { class: "mg-hint" }, ...(model.page ? page : [live]));
  root.hidden = !root.textContent;
  return { root };
}

/** The sentence that says what is to be seen: `say("Diverges", "the loss grows.", true)`. */
export function verdict() {
  const root = element("p", { class: "mg-verdict", role: "status" });
  /** @type {(word: string, why: string, bad?: boolean) => void} */
  function say(word, why, bad = false) {
    // A live region: written only when its words change, so that it speaks no more than it must.
    if (root.textContent !== `${word}: ${why}`) root.replaceChildren(element("strong", {}, word), `: ${why}`);
    root.classList.toggle("mg-bad", bad);
  }
  return { root, say };
}

/**
 * Puts the parts of a figure on the page, draws it whenever one of its traits changes, and takes it down again.
 * Where Python could not answer, its message stands in place of the verdict, and the figure stays as it was.
 * @param {{ model: Model, el: HTMLElement }} context
 * @param {{
 *   parts: { root: Element, stop?: () => void }[],
 *   told: ReturnType<typeof verdict>,
 *   traits: string[],
 *   show: () => void,
 * }} options
 */
export function assemble({ model, el }, { parts, told, traits, show }) {
  let frame = 0;
  function draw() {
    frame = 0;
    const { failed } = model.get("run");
    if (failed) told.say("Python says", failed, true);
    else show();
  }
  el.classList.add("mg-explorer");
  el.append(element("div", { class: "mg-figure" }, ...parts.map(({ root }) => root)));
  // However many of its traits change at once, a figure is drawn once a frame.
  const soon = () => void (frame ||= requestAnimationFrame(draw));
  for (const trait of traits) model.on(`change:${trait}`, soon);
  draw();
  return () => {
    cancelAnimationFrame(frame);
    for (const trait of traits) model.off(`change:${trait}`, soon);
    for (const { stop } of parts) stop?.();
  };
}

/**
 * A button that keeps its keys to itself.
 * @param {string} words
 * @param {() => void} press
 */
export function button(words, press) {
  const node = element("button", { type: "button", ...OWN_KEYS }, words);
  node.addEventListener("click", press);
  return node;
}

/**
 * The button that copies the address of the page with the figure as it stands, where the page may have one.
 * @param {Model} model
 */
function copier(model) {
  const link = model.page?.link;
  if (!link) return [];
  const words = element("span", {}, "Copy link");
  const told = element("span", { class: "mg-unseen", "aria-live": "polite" });
  const icon = shape("path", { d: LINK });
  const copy = button("", async () => {
    try {
      await navigator.clipboard.writeText(link());
    } catch {
      // Without https, or where the reader forbids it, a page may not write to the clipboard.
      prompt("The link to this figure as it stands:", link());
      return;
    }
    [words.textContent, told.textContent] = ["Copied", "Link copied"];
    icon.setAttribute("d", CHECK);
    setTimeout(() => {
      [words.textContent, told.textContent] = ["Copy link", ""];
      icon.setAttribute("d", LINK);
    }, 3000);
  });
  copy.title = "Copy a link to the figure as it stands";
  copy.classList.add("mg-copy");
  copy.append(shape("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, icon), words);
  return [copy, told];
}

/**
 * Play, Step and Reset: they walk a trait along its stops, and put the figure back to its start.
 * @param {Model} model
 * @param {{ trait: string, stops: number[], end: () => number, slow?: boolean }} options `end`: where Play stops;
 *   `slow`: with time to read between two stops
 */
export function transport(model, { trait, stops, end, slow = false }) {
  const play = button("", () => {
    if (timer) return pause();
    if (ended()) go(stops[0]);
    timer = window.setTimeout(tick, 0);
    show();
  });
  play.classList.add("mg-play");
  const step = button("Step", () => {
    pause();
    advance(1);
  });
  const reset = button("Reset", () => {
    pause();
    for (const [name, value] of Object.entries(model.get("start"))) model.set(name, value);
    model.save_changes();
  });
  const root = element("div", { class: "mg-transport" }, play, step, reset, ...copier(model));
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let timer = 0;

  /** @param {number} value */
  function go(value) {
    model.set(trait, value);
    model.save_changes();
  }
  /** @param {number} stride */
  function advance(stride) {
    const at = Math.floor(position(stops, model.get(trait)));
    go(stops[Math.min(at + stride, stops.length - 1)]);
  }
  const ended = () => position(stops, model.get(trait)) >= position(stops, end());
  function show() {
    const icon = timer ? "M2 1h3v10H2zM7 1h3v10H7z" : "M2 1l9 5-9 5z";
    play.replaceChildren(
      shape("svg", { viewBox: "0 0 12 12", "aria-hidden": "true" }, shape("path", { d: icon })),
      timer ? "Pause" : "Play",
    );
  }
  function pause() {
    clearTimeout(timer);
    timer = 0;
    show();
  }
  function tick() {
    advance(calm.matches && !slow ? 10 : 1);
    if (ended()) return pause();
    // The first steps are the ones to watch.
    const wait = slow ? 1800 : calm.matches ? 600 : stops.indexOf(model.get(trait)) < 10 ? 200 : 40;
    timer = window.setTimeout(tick, wait);
  }
  show();
  return { root, pause, stop: pause };
}

/**
 * The slider of the trait that walks through an answer, and the buttons that walk it; who drags it stops Play.
 * @param {Model} model
 * @param {{
 *   trait: string,
 *   labels: number[],
 *   say: (value: number) => string,
 *   end: () => number,
 *   last?: () => number,
 *   slow?: boolean,
 * }} options as those of `slider` and `transport`
 */
export function timeline(model, { trait, labels, say, end, last, slow }) {
  const stops = model.get("stops")[trait];
  const walk = slider(model, { trait, name: trait, stops, labels, say, last });
  const controls = transport(model, { trait, stops, end, slow });
  walk.input.addEventListener("input", controls.pause);
  return { walk, controls };
}
