// @ts-check
// What every explorer shares: elements, numbers, charts, sliders, Play/Step/Reset, and the model
// that stands in for Python on a page without a kernel. Nothing here computes a figure's numbers.

/**
 * The part of an anywidget model that explorers use.
 * @typedef {{
 *   get(name: string): any,
 *   set(name: string, value: any): void,
 *   save_changes(): void,
 *   on(event: string, listener: () => void): void,
 *   off(event: string, listener: () => void): void,
 * }} Model
 */

/**
 * An HTML element with attributes and children.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/**
 * An SVG element with attributes and children.
 * @param {string} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {...(Node | string)} children
 * @returns {SVGElement}
 */
export function shape(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/** What keeps JupyterLab from taking the keys pressed on an element for its cells. */
const OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };

/**
 * Four significant digits, the way Python would print them, with a true minus sign.
 * @param {number} value
 */
export function format(value) {
  const size = Math.abs(value);
  const plain = value === 0 || (size >= 1e-3 && size < 1e4);
  const text = plain ? value.toPrecision(4) : value.toExponential(3);
  return text.replace("e+", "e").replaceAll("-", "−");
}

/**
 * A power of ten, as 10⁻⁴.
 * @param {number} exponent
 */
export function power(exponent) {
  return "10" + String(exponent).replace(/./g, (c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)]));
}

/**
 * The multiples of a step between two bounds.
 * @param {number} low
 * @param {number} high
 * @param {number} step
 */
export function multiples(low, high, step) {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/**
 * The smallest step of 1, 2 or 5 times a power of ten that cuts a span into at most `parts`.
 * @param {number} span
 * @param {number} parts
 */
export function niceStep(span, parts) {
  const unit = 10 ** Math.floor(Math.log10(span / parts));
  return unit * ([1, 2, 5, 10].find((m) => m * unit * parts >= span * (1 - 1e-9)) ?? 10);
}

/**
 * Where a value lies among stops that rise, or fall: 2.5 is halfway between the third and the fourth.
 * @param {number[]} stops
 * @param {number} value
 */
export function position(stops, value) {
  const sign = stops[0] > stops[stops.length - 1] ? -1 : 1;
  const next = stops.findIndex((stop) => sign * stop >= sign * value);
  if (next === 0) return 0;
  if (next < 0) return stops.length - 1;
  return next - (stops[next] - value) / (stops[next] - stops[next - 1]);
}

/**
 * An axis with room around some values.
 * @param {number[]} values
 * @param {number[]} include
 * @param {number} parts
 * @returns {{ domain: [number, number], ticks: number[] }}
 */
export function room(values, include, parts) {
  const all = [...values, ...include];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const step = niceStep(high - low || 1, parts);
  /** @type {[number, number]} */
  const domain = [include.includes(low) ? low : low - step, high + step];
  return { domain, ticks: multiples(...domain, step) };
}

/**
 * The part of the line y = a x + b inside a rectangle, or null: a line of slope 1e13 would break the drawing.
 * @param {number} a
 * @param {number} b
 * @param {[number, number]} across
 * @param {[number, number]} up
 * @returns {[[number, number], [number, number]] | null}
 */
export function clip(a, b, across, up) {
  const cuts = [...across];
  if (a !== 0) {
    const [enter, leave] = up.map((value) => (value - b) / a).sort((p, q) => p - q);
    cuts[0] = Math.max(cuts[0], enter);
    cuts[1] = Math.min(cuts[1], leave);
  }
  const inside = (/** @type {number} */ value) => Math.min(Math.max(value, up[0]), up[1]);
  if (!(cuts[0] < cuts[1]) || (a === 0 && inside(b) !== b)) return null;
  const [p, q] = cuts;
  return [
    [p, inside(a * p + b)],
    [q, inside(a * q + b)],
  ];
}

/**
 * @typedef {{ domain: [number, number], ticks: number[], label: (tick: number) => string }} Axis
 * @typedef {{
 *   x: (value: number) => number,
 *   y: (value: number) => number,
 *   em: number,
 *   ink: (tag: string, attributes: Record<string, string | number>, ...children: string[]) => SVGElement,
 * }} Plot  Scales to pixels, the size of the text, and a pen whose marks are clipped to the plot.
 */

/**
 * A chart that fills its box in CSS pixels and is drawn again when the box changes its size, so that
 * text is as large on a phone as on a desk.
 * @param {Model} model
 * @param {() => { label: string, left: number, x: Axis, y: Axis, draw: (plot: Plot) => void }} describe
 *   what to draw now; `left` is the room for the labels of the y axis, in em
 */
export function chart(model, describe) {
  const root = shape("svg", { class: "mg-chart", role: "img" });

  function redraw() {
    const { width, height } = root.getBoundingClientRect();
    if (!width || !height || model.get("run").failed) return; // not on the page yet, in a closed tab, or no answer
    const { label, left, x, y, draw } = describe();
    const em = parseFloat(getComputedStyle(root).fontSize);
    const box = { left: left * em, right: width - 0.75 * em, top: 0.75 * em, bottom: height - 2 * em };
    /** @type {(axis: Axis, from: number, to: number) => (value: number) => number} */
    const scale = ({ domain: [low, high] }, from, to) => {
      return (value) => from + ((value - low) / (high - low)) * (to - from);
    };
    const [toX, toY] = [scale(x, box.left, box.right), scale(y, box.bottom, box.top)];

    root.setAttribute("aria-label", label);
    root.replaceChildren();
    for (const tick of y.ticks) {
      const at = Math.round(toY(tick)) + 0.5;
      root.append(
        shape("line", { class: "mg-grid", x1: box.left, x2: box.right, y1: at, y2: at }),
        shape("text", { class: "mg-y", x: box.left - 0.5 * em, y: at + 0.35 * em }, y.label(tick)),
      );
    }
    for (const tick of x.ticks) {
      const text = shape("text", { class: "mg-x", y: box.bottom + 1.5 * em }, x.label(tick));
      root.append(text);
      // The last label stays inside the picture, however wide it is.
      text.setAttribute("x", String(Math.min(toX(tick), width - text.getBoundingClientRect().width / 2)));
    }
    // A nested svg clips without an id, which would have to be unique on the page.
    const size = { width: box.right - box.left + em, height: box.bottom - box.top + em };
    const inside = shape("svg", { x: box.left - em / 2, y: box.top - em / 2, ...size });
    root.append(inside);
    draw({
      x: (value) => toX(value) - box.left + em / 2,
      y: (value) => toY(value) - box.top + em / 2,
      em,
      ink(tag, attributes, ...children) {
        const mark = shape(tag, attributes, ...children);
        inside.append(mark);
        return mark;
      },
    });
  }

  const observer = new ResizeObserver(redraw);
  observer.observe(root);
  return { root, redraw, stop: () => observer.disconnect() };
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
 *   marks?: () => { at: number, label: Node | string }[],
 *   sides?: [string, string],
 * }} options `say` puts the value in words; `marks` are places on the track, the last of which splits it in two `sides`
 */
export function slider(model, { trait, name, stops, labels, say, marks, sides }) {
  const range = { type: "range", min: 0, max: stops.length - 1, "aria-label": name, ...OWN_KEYS };
  const input = element("input", range);
  const output = element("b", { class: "mg-value", "aria-hidden": "true" }); // the slider says it with its unit
  const track = element("div", { class: "mg-track" }, element("div", { class: "mg-rail" }), input);
  const head = element("div", { class: "mg-name" }, name, " ", output);
  const above = element("div", { "aria-hidden": "true" });
  const root = element("div", { class: marks ? "mg-slider mg-split" : "mg-slider" }, head, track);

  /** @type {(node: HTMLElement, value: number) => HTMLElement} */
  const place = (node, value) => {
    node.style.setProperty("--at", String(position(stops, value) / (stops.length - 1)));
    return node;
  };
  for (const value of labels) {
    // The outermost labels stay inside the track, however wide they are.
    const edge = value === stops[0] ? " mg-first" : value === stops[stops.length - 1] ? " mg-last" : "";
    track.append(place(element("span", { class: `mg-tick${edge}`, "aria-hidden": "true" }, String(value)), value));
  }
  track.append(above);
  /** Marks move with what the figure shows. */
  function mark() {
    if (!marks || model.get("run").failed) return;
    const places = marks();
    above.replaceChildren(
      ...places.map(({ at, label }) => place(element("span", { class: "mg-mark" }, label), at)),
      ...(sides ?? []).map((side, i) => element("span", { class: i ? "mg-above" : "mg-below" }, side)),
    );
    track.style.setProperty("--at", "1");
    if (places.length) place(track, places[places.length - 1].at);
  }

  function show() {
    const value = model.get(trait);
    const at = position(stops, value);
    input.step = Number.isInteger(at) ? "1" : "any";
    input.value = String(at);
    input.setAttribute("aria-valuetext", say(value));
    output.textContent = String(value);
  }
  input.addEventListener("input", () => {
    const [from, to] = [position(stops, model.get(trait)), input.valueAsNumber];
    // From between two stops, the next one lies in the direction of the move.
    model.set(trait, stops[to > from ? Math.ceil(to) : Math.floor(to)]);
    model.save_changes();
    show();
  });
  model.on(`change:${trait}`, show);
  show();
  mark();
  return { root, input, mark, stop: () => model.off(`change:${trait}`, show) };
}

/**
 * A choice between words, as radio buttons that lie side by side.
 * @param {Model} model
 * @param {{ trait: string, name: string, options: (string | number | boolean)[], words?: string[] }} options
 */
export function choice(model, { trait, name, options, words = options.map(String) }) {
  const root = element("fieldset", { class: "mg-choice" }, element("legend", {}, name));
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
 * @param {...[Node | string, Node]} heads
 */
export function panel(chart, ...heads) {
  const head = element("div", { class: "mg-head" }, ...heads.map((words) => element("span", {}, ...words)));
  return { root: element("div", { class: "mg-panel" }, head, chart.root), stop: chart.stop };
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
  function draw() {
    const { failed } = model.get("run");
    if (failed) told.say("Python says", failed, true);
    else show();
  }
  el.classList.add("mg-explorer");
  el.append(element("div", { class: "mg-figure" }, ...parts.map(({ root }) => root)));
  for (const trait of traits) model.on(`change:${trait}`, draw);
  draw();
  return () => {
    for (const trait of traits) model.off(`change:${trait}`, draw);
    for (const { stop } of parts) stop?.();
  };
}

/**
 * The row of a run that belongs to a frame: its last one, where the run ended before.
 * @param {Model} model
 * @param {any[]} column  a column of the run
 * @param {number} frame
 */
export function rowAt(model, column, frame) {
  const rows = model.get("rows");
  const after = rows.findIndex((/** @type {number} */ row) => row > frame);
  return Math.min((after < 0 ? rows.length : after) - 1, column.length - 1);
}

/**
 * A path through points, for the `d` of an SVG path; null breaks it.
 * @param {([number, number] | null)[]} points
 */
export function line(points) {
  let d = "";
  let pen = "M";
  for (const point of points) {
    if (point) d += `${pen}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
    pen = point ? "L" : "M";
  }
  return d;
}

/**
 * The whole decades of a log axis for some values, in few sizes so that it seldom changes.
 * @param {number[]} values
 * @param {number} floor  the lowest decade shown
 * @returns {[number, number]}
 */
export function logs(values, floor) {
  const seen = values.filter((value) => value > 0).map(Math.log10);
  const [low, high] = [Math.min(0, ...seen), Math.max(0, ...seen)];
  const top = [2, 6, 12, 30, 60, 150, 310].find((size) => size >= high) ?? 310;
  const bottom = [-4, -8, -16].find((size) => size <= low) ?? -16;
  return [Math.max(bottom, floor), top];
}

/**
 * Where a value lies on an axis of `logs`; what is too small for it, 0 too, lies on its floor.
 * @param {number} value
 * @param {number} floor
 */
export function logOf(value, floor) {
  return Math.max(floor, Math.log10(Math.max(value, 1e-300)));
}

/**
 * An axis of epochs, which says so at its end.
 * @param {number} most
 * @param {number} step
 * @returns {Axis}
 */
export function epochAxis(most, step) {
  const label = (/** @type {number} */ tick) => (tick === most ? `${tick} epochs` : String(tick));
  return { domain: [0, most], ticks: multiples(0, most, step), label };
}

/**
 * An axis with 0 in its middle for values that swing, as far as the farthest of them, and the room for its labels.
 * @param {number[]} values
 * @returns {{ edge: number, left: number, axis: Axis }}
 */
export function swing(values) {
  const far = Math.max(3, ...values.map(Math.abs));
  const step = niceStep(2 * far, 6);
  const edge = Math.ceil(far / step) * step;
  const label = (/** @type {number} */ tick) => (Math.abs(tick) < 1e4 ? String(tick) : tick.toExponential(0).replace("e+", "e"));
  const ticks = multiples(-edge, edge, step);
  const left = 0.75 + 0.65 * Math.max(...ticks.map((tick) => label(tick).length));
  return { edge, left, axis: { domain: [-edge, edge], ticks, label } };
}

/**
 * The heights of the curve that a figure shows, without what is out of all proportion.
 * @param {Model} model
 * @returns {number[]}
 */
export function heightsOf(model) {
  return model.get("curves")[model.get("function")].filter((/** @type {number?} */ y) => y !== null && Math.abs(y) < 1e3);
}

/**
 * The curve that a figure shows, as a path.
 * @param {Model} model
 * @param {(value: number) => number} toX
 * @param {(value: number) => number} toY
 */
export function curveOf(model, toX, toY) {
  const [heights, reach] = [model.get("curves")[model.get("function")], model.get("reach")];
  const step = (2 * reach) / (heights.length - 1);
  return line(heights.map((/** @type {number?} */ y, /** @type {number} */ i) => y === null ? null : [toX(i * step - reach), toY(y)]));
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
  const root = element("div", { class: "mg-transport" }, play, step, reset);
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
 *   slow?: boolean,
 * }} options as those of `slider` and `transport`
 */
export function timeline(model, { trait, labels, say, end, slow }) {
  const stops = model.get("stops")[trait];
  const walk = slider(model, { trait, name: trait, stops, labels, say });
  const controls = transport(model, { trait, stops, end, slow });
  walk.input.addEventListener("input", controls.pause);
  return { walk, controls };
}

/**
 * A model without a kernel: it answers with the runs that Python stored in the page.
 * @param {{ state: Record<string, any>, asks: string[], runs: any[] }} data
 * @returns {Model}
 */
export function stub({ state, asks, runs }) {
  /** @type {Map<string, Set<() => void>>} */
  const listeners = new Map();
  /** @type {(name: string, value: any) => void} */
  function change(name, value) {
    if (state[name] === value) return;
    state[name] = value;
    for (const listener of listeners.get(`change:${name}`) ?? []) listener();
  }
  /** The runs lie in the order of nested loops over the stops of what the figure asks for. */
  function answer() {
    return runs[asks.reduce((i, name) => i * state.stops[name].length + state.stops[name].indexOf(state[name]), 0)];
  }
  state.run = answer();
  return {
    get: (name) => state[name],
    set(name, value) {
      change(name, value);
      if (asks.includes(name)) change("run", answer());
    },
    save_changes() {},
    on(event, listener) {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
    },
    off: (event, listener) => void listeners.get(event)?.delete(listener),
  };
}

/**
 * Brings a published page's figure to life, in the element that holds the running script.
 * @param {(context: { model: Model, el: HTMLElement }) => void} render
 */
export function mount(render) {
  const el = /** @type {HTMLElement} */ (document.currentScript?.parentElement);
  const data = JSON.parse(el.querySelector('script[type="application/json"]')?.textContent ?? "");
  el.querySelector(".mg-fallback")?.remove();
  render({ model: stub(data), el });
}
