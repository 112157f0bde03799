// Printing: dark on white, and what is folded stays folded or, on request, comes out with the page ("Print with
// solutions", ?print=solutions). From the disk, JupyterLite cannot run, and its button is not shown. A button that opens
// a sidebar or the search has the focus again when a key closes that. The fonts of formulas and icons come when the text
// stands.
"use strict";

if (location.protocol === "file:") document.documentElement.classList.add("from-disk");

// Fetched first and then added all at once, they have the page laid out anew one time only.
const fonts = [...document.getElementById("fonts").sheet.cssRules].map(({ style }) => {
  const [family, src, weight] = ["font-family", "src", "font-weight"].map((name) => style.getPropertyValue(name));
  return new FontFace(family.replaceAll('"', ""), src, weight ? { weight } : {});
});
new PerformanceObserver(async (_, observer) => {
  observer.disconnect();
  for (const font of await Promise.all(fonts.map((font) => font.load()))) document.fonts.add(font);
}).observe({ type: "paint", buffered: true });

let unfolds = new URLSearchParams(location.search).get("print") === "solutions";
let undo = [];

for (const button of document.querySelectorAll("button[data-print]")) {
  button.addEventListener("click", () => {
    const before = unfolds;
    unfolds = button.dataset.print === "solutions";
    window.print();
    unfolds = before;
  });
}

addEventListener("beforeprint", () => {
  const root = document.documentElement, { theme } = root.dataset;
  root.dataset.theme = "light";
  undo = [() => (root.dataset.theme = theme)];
  if (!unfolds) return;
  for (const details of document.querySelectorAll("details:not([open])")) {
    details.open = true;
    undo.push(() => (details.open = false));
  }
  for (const admonition of document.querySelectorAll(".toggle-hidden")) {
    admonition.classList.remove("toggle-hidden");
    undo.push(() => admonition.classList.add("toggle-hidden"));
  }
});

addEventListener("afterprint", () => {
  for (const step of undo) step();
  undo = [];
});

// The theme takes the focus from a button that is pressed, so the browser does not know where to bring it back to when
// a key closes the dialog. One may open from within another; and who follows a link goes on from there.
const openers = new Map();
let byKey = false;
addEventListener("keydown", () => (byKey = true), true);
addEventListener("pointerdown", () => (byKey = false), true);
addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  setTimeout(() => {
    for (const dialog of document.querySelectorAll("dialog[open]")) {
      if (!openers.has(dialog)) openers.set(dialog, button);
    }
  });
  if (target.closest("a")) openers.clear();
}, true);
addEventListener("close", ({ target }) => {
  if (byKey) openers.get(target)?.focus();
  openers.delete(target);
}, true);
