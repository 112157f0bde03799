// @ts-check
// A figure on a page without a kernel: the model that stands in for Python, and the page's address, which keeps
// where the reader moved the figure.

/**
 * A run as Python stored it, with its columns of numbers unpacked: three bytes hold a number of four digits,
 * and of a column that holds one number only, it is there once.
 * @param {any} value
 * @returns {any}
 */
function unpack(value) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  if (!("packed" in value)) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, unpack(item)]));
  }
  const bytes = atob(value.packed);
  const numbers = Array.from({ length: bytes.length / 3 }, (_, i) => {
    const [a, b, c] = [0, 1, 2].map((k) => bytes.charCodeAt(3 * i + k));
    const code = (a << 16) | (b << 8) | c;
    return code === 0xffffff ? null : Number(`${Math.floor(code / 660) - 9999}e${(code % 660) - 330}`);
  });
  return value.times ? Array(value.times).fill(numbers[0]) : numbers;
}

/**
 * A model without a kernel: it answers with the runs that Python stored in the page.
 * @param {{ state: Record<string, any>, asks: string[], runs: any[] }} data
 * @returns {import("./kit.js").Model}
 */
function stub({ state, asks, runs }) {
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
    const at = asks.reduce((i, name) => i * state.stops[name].length + state.stops[name].indexOf(state[name]), 0);
    return unpack(runs[at]);
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
 * Moves a figure to where the page's address says, as in ?LineFit.lr=0.1&LineFit.epoch=40, and keeps it there while
 * the reader moves it. The fragment is left to the page's headings.
 * @param {import("./kit.js").Model} model
 * @param {HTMLElement} el
 * @returns {() => string} the address of the page with the figure as it stands
 */
function remember(model, el) {
  const name = el.dataset.explorer;
  const number = 1 + [...document.querySelectorAll(`[data-explorer="${name}"]`)].indexOf(el);
  const prefix = number > 1 ? `${name}-${number}.` : `${name}.`;
  const [start, stops] = [model.get("start"), model.get("stops")];
  const traits = Object.keys(start);

  const given = new URLSearchParams(location.search);
  for (const trait of traits) {
    const text = given.get(prefix + trait)?.trim();
    const number = text ? Number(text) : NaN;
    const stop = stops[trait].find((/** @type {any} */ stop) => stop === number || String(stop) === text);
    if (stop !== undefined) model.set(trait, stop);
  }
  // The figure moved last comes last. Who comes back to a page is put where they were by the browser.
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  if ([...given.keys()].pop()?.startsWith(prefix) && !location.hash && visit?.type === "navigate") {
    addEventListener("load", () => el.scrollIntoView({ behavior: "instant" }));
  }

  /** @param {string[]} kept  the traits to name */
  function address(kept) {
    const url = new URL(location.href);
    for (const trait of traits) url.searchParams.delete(prefix + trait);
    for (const trait of kept) url.searchParams.set(prefix + trait, String(model.get(trait)));
    url.hash = "";
    return url.href;
  }
  const moved = () => traits.filter((trait) => model.get(trait) !== start[trait]);
  let timer = 0;
  function write() {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      try {
        history.replaceState(history.state, "", address(moved()));
      } catch {
        // A browser may not let a file change its address: then the address stays as it is.
      }
    }, 300);
  }
  for (const trait of traits) model.on(`change:${trait}`, write);
  return () => address(moved().length ? moved() : traits);
}

/**
 * Brings a published page's figure to life, in the element that holds the running script.
 * @param {(context: { model: import("./kit.js").Model, el: HTMLElement }) => void} render
 */
export function mount(render) {
  const el = /** @type {HTMLElement} */ (document.currentScript?.parentElement);
  const model = stub(JSON.parse(el.querySelector('script[type="application/json"]')?.textContent ?? ""));
  // Jupyter shows this too, where there is no kernel; its address is its own.
  const jupyter = document.body.hasAttribute("data-jp-theme-light");
  model.page = { link: jupyter ? null : remember(model, el) };
  el.querySelector(".mg-fallback")?.remove();
  render({ model, el });
}
