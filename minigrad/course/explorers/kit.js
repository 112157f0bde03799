// @ts-check
// What every explorer draws with: elements, numbers in words, axes and charts. Nothing here computes a figure's numbers.

/**
 * The part of an anywidget model that explorers use.
 * @typedef {{
 *   get(name: string): any,
 *   set(name: string, value: any): void,
 *   save_changes(): void,
 *   on(event: string, listener: () => void): void,
 *   off(event: string, listener: () => void): void,
 *   page?: { link: (() => string) | null },
 * }} Model  `page` is there where no kernel is, with the link to the figure as it stands where the page may have one
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

/**
 * A power of ten, as 10⁻⁴.
 * @param {number} exponent
 */
export function power(exponent) {
  if (exponent === 0) return "1";
  if (exponent === 1) return "10";
  return "10" + String(exponent).replace(/./g, (c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)]));
}

/**
 * A number as a product with a power of ten: 2.5·10⁻⁷, and 10⁻⁷ for one of them.
 * @param {string} exponential  as 2.5e-7
 */
function product(exponential) {
  const [times, exponent] = exponential.replace(/^-/, "−").split("e");
  const ten = power(Number(exponent));
  return times === "1" ? ten : times === "−1" ? `−${ten}` : `${times}·${ten}`;
}

/**
 * Four significant digits, with a true minus sign; in words what is no number, or infinite: null, as in JSON.
 * @param {number?} value
 */
export function format(value) {
  if (value === null) return "not finite";
  const size = Math.abs(value);
  if (value === 0) return "0";
  return size >= 1e-3 && size < 1e4 ? value.toPrecision(4).replace("-", "−") : product(value.toExponential(3));
}

/**
 * A number as it is, with a true minus sign, and short where it is large or small.
 * @param {number} value
 */
export function plain(value) {
  const size = Math.abs(value);
  const whole = value === 0 || (size >= 1e-3 && size < 1e5);
  return whole ? String(value).replace("-", "−") : product(value.toExponential());
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
  const step = niceStep(high - low || Math.abs(high) / 2 || 1, parts);
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
 * @typedef {{ domain: [number, number], ticks: number[], label: (tick: number) => string, name?: string }} Axis  `name` is what
 *   the axis shows
 * @typedef {{
 *   x: (value: number) => number,
 *   y: (value: number) => number,
 *   place: (x: number, y: number) => [number, number],
 *   value: (left: number, top: number) => [number, number],
 *   em: number,
 *   size: { width: number, height: number },
 *   ink: (tag: string, attributes: Record<string, string | number>, ...children: string[]) => SVGElement,
 * }} Plot  Scales to the pixels of the plot, to a place in the chart and back, the size of the text and of the plot,
 *   and a pen whose marks are clipped to the plot.
 */

const FAR = 20_000; // pixels

/**
 * A chart that fills its box in CSS pixels and is drawn again when the box changes its size, so that
 * text is as large on a phone as on a desk.
 * @param {Model} model
 * @param {() => { label: string, left: number, x: Axis, y: Axis, draw: (plot: Plot) => void }} describe
 *   what to draw now; `left` is the room for the labels of the y axis, in em
 */
export function chart(model, describe) {
  const root = shape("svg", { class: "mg-chart", role: "img" });
  // Measured when they change, and no text is: a drag leaves the browser a single layout a frame.
  let [width, height, em] = [0, 0, 0];

  function redraw() {
    if (!width || !height || model.get("run").failed) return; // not on the page yet, in a closed tab, or no answer
    const { label, left, x, y, draw } = describe();
    const [above, below] = [y.name ? 2 : 0.75, x.name ? 3.2 : 2];
    const box = { left: left * em, right: width - 0.75 * em, top: above * em, bottom: height - below * em };
    /** @type {(axis: Axis, from: number, to: number) => (value: number) => number} */
    const scale = ({ domain: [low, high] }, from, to) => {
      // A mark far outside stays outside, but not so far that a browser loses count.
      return (value) => Math.min(Math.max(from + ((value - low) / (high - low)) * (to - from), -FAR), FAR);
    };
    /** @type {(axis: Axis, from: number, to: number, at: number) => number} */
    const back = ({ domain: [low, high] }, from, to, at) => low + ((at - from) / (to - from)) * (high - low);
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
      // The last label stays inside the picture, however wide it is.
      const middle = Math.min(toX(tick), width - 0.31 * em * x.label(tick).length);
      root.append(shape("text", { class: "mg-x", x: middle, y: box.bottom + 1.5 * em }, x.label(tick)));
    }
    if (y.name) root.append(shape("text", { class: "mg-axis-y", x: 0.25 * em, y: 0.95 * em }, y.name));
    if (x.name) root.append(shape("text", { class: "mg-axis-x", x: width, y: height - 0.4 * em }, x.name));
    // A nested svg clips without an id, which would have to be unique on the page.
    const size = { width: box.right - box.left + em, height: box.bottom - box.top + em };
    const inside = shape("svg", { x: box.left - em / 2, y: box.top - em / 2, ...size });
    root.append(inside);
    draw({
      x: (value) => toX(value) - box.left + em / 2,
      y: (value) => toY(value) - box.top + em / 2,
      place: (horizontal, vertical) => [toX(horizontal), toY(vertical)],
      value: (left, top) => [back(x, box.left, box.right, left), back(y, box.bottom, box.top, top)],
      em,
      size,
      ink(tag, attributes, ...children) {
        const mark = shape(tag, attributes, ...children);
        inside.append(mark);
        return mark;
      },
    });
  }

  const observer = new ResizeObserver(([{ contentRect }]) => {
    ({ width, height } = contentRect);
    em = parseFloat(getComputedStyle(root).fontSize);
    redraw();
  });
  observer.observe(root);
  return { root, redraw, stop: () => observer.disconnect() };
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
 * A path of values over an axis of `logs`. It ends where it reaches the floor, and is not drawn along it.
 * @param {Plot} plot
 * @param {number[]} across  where each value lies on the other axis
 * @param {number[]} values
 * @param {number} floor
 */
export function logPath({ x: toX, y: toY }, across, values, floor) {
  const logs = values.map((value) => logOf(value, floor));
  return line(logs.map((log, i) => (log > floor || (i && logs[i - 1] > floor) ? [toX(across[i]), toY(log)] : null)));
}

/**
 * An axis of epochs.
 * @param {number} most
 * @param {number} step
 * @returns {Axis}
 */
export function epochAxis(most, step) {
  return { domain: [0, most], ticks: multiples(0, most, step), label: String, name: "epoch" };
}

/**
 * Words beside marks, each in its mark's color: to the right of it or, where there is no room, to the left. Those that
 * would lie on each other are moved apart, and a thin line leads to the mark.
 * @param {Plot} plot
 * @param {{ at: [number, number], words: string, kind: string }[]} marks  `kind` is a class that has the color
 */
export function nameMarks({ em, size, ink }, marks) {
  const [gap, beside] = [1.15 * em, 0.8 * em];
  const tags = marks.map(({ at: [x, y], words, kind }) => {
    const long = 0.62 * em * words.length;
    const left = x + beside + long > size.width;
    return {
      x,
      y,
      words,
      kind,
      left,
      from: left ? x - beside - long : x + beside,
      to: left ? x - beside : x + beside + long,
      at: y,
    };
  });
  tags.sort((a, b) => a.y - b.y);
  /** @type {(list: typeof tags, edge: number, sign: number) => void} */
  const part = (list, edge, sign) => {
    for (const [i, tag] of list.entries()) {
      const near = list.slice(0, i).filter((other) => other.from < tag.to + em / 2 && tag.from < other.to + em / 2);
      tag.at = sign * Math.max(sign * tag.at, sign * edge, ...near.map((other) => sign * other.at + gap));
    }
  };
  part(tags, 0.7 * em, 1);
  part([...tags].reverse(), size.height - 0.7 * em, -1);
  for (const { x, y, words, kind, left, at } of tags) {
    const end = left ? x - 0.7 * beside : x + 0.7 * beside;
    if (Math.abs(at - y) > 0.6 * em) ink("line", { class: `mg-lead ${kind}`, x1: x, y1: y, x2: end, y2: at });
    ink(
      "text",
      { class: `mg-tag ${kind}${left ? " mg-left" : ""}`, x: left ? x - beside : x + beside, y: at + 0.35 * em },
      words,
    );
  }
}

/**
 * The room, in em, that the labels of a y axis need.
 * @param {number[]} ticks
 */
export function labelRoom(ticks) {
  return 0.75 + 0.65 * Math.max(...ticks.map((tick) => plain(tick).length));
}

/**
 * An axis with 0 in its middle for values that swing, as far as the farthest of them, and the room for its labels.
 * @param {string} name
 * @param {number[]} values
 * @returns {{ edge: number, left: number, axis: Axis }}
 */
export function swing(name, values) {
  const far = Math.max(3, ...values.map(Math.abs));
  const step = niceStep(2 * far, 6);
  const edge = Math.ceil(far / step) * step;
  const ticks = multiples(-edge, edge, step);
  return { edge, left: labelRoom(ticks), axis: { domain: [-edge, edge], ticks, label: plain, name } };
}

/**
 * The heights of the curve that a figure shows, without what is out of all proportion.
 * @param {Model} model
 * @returns {number[]}
 */
export function heightsOf(model) {
  return model
    .get("curves")
    [model.get("function")].filter((/** @type {number?} */ y) => y !== null && Math.abs(y) < 1e3);
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
  return line(
    heights.map((/** @type {number?} */ y, /** @type {number} */ i) =>
      y === null ? null : [toX(i * step - reach), toY(y)],
    ),
  );
}
