// Printing: what is folded stays folded, or on request comes out with the page ("Print with solutions", ?print=solutions).
"use strict";

let unfolds = new URLSearchParams(location.search).get("print") === "solutions";

for (const button of document.querySelectorAll("button[data-print]")) {
  button.addEventListener("click", () => {
    const before = unfolds;
    unfolds = button.dataset.print === "solutions";
    window.print();
    unfolds = before;
  });
}

let opened = [];

addEventListener("beforeprint", () => {
  if (!unfolds) return;
  const details = [...document.querySelectorAll("details:not([open])")];
  const admonitions = [...document.querySelectorAll(".toggle-hidden")];
  opened = [
    ...details.map((element) => () => (element.open = false)),
    ...admonitions.map((element) => () => element.classList.add("toggle-hidden")),
  ];
  for (const element of details) element.open = true;
  for (const element of admonitions) element.classList.remove("toggle-hidden");
});

addEventListener("afterprint", () => {
  for (const close of opened) close();
  opened = [];
});
