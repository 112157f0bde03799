// Starts a deck: 1280 by 720, by keyboard, with the speaker notes in a window (S) or beside the slide (N).
(async () => {
  "use strict";
  /**
   * Give a CSS variable the first of some values at which a slide fits its frame.
   * @param {string} bodies
   * @param {string} variable
   * @param {string[]} values
   */
  function fit(bodies, variable, values) {
    let open = [...document.querySelectorAll(bodies)];
    for (const value of values) {
      for (const body of open) body.style.setProperty(variable, value);
      open = open.filter((body) => body.scrollHeight > body.clientHeight || body.scrollWidth > body.clientWidth);
    }
  }

  await Reveal.initialize({
    width: 1280,
    height: 720,
    margin: 0,
    center: false,
    hash: true,
    controls: false,
    slideNumber: "c/t",
    transition: "none",
    backgroundTransition: "none",
    plugins: [RevealNotes],
    // What the reader moves in a figure is the figure's.
    keyboardCondition: (event) => !event.target.closest(".mg-explorer"),
    keyboard: {
      78: () => {
        Reveal.configure({ showNotes: !Reveal.getConfig().showNotes });
        Reveal.layout();
      },
    },
  });

  const deck = document.querySelector(".reveal");
  deck.classList.add("measured"); // shows all slides at once
  deck.getBoundingClientRect(); // so that their fonts are asked for
  await document.fonts.ready;
  fit(".frame:not(.title) > .body:not(:has(.picture, .explorer))", "--scale", [
    "1.5",
    "1.4",
    "1.3",
    "1.2",
    "1.1",
    "1",
    "0.9",
  ]);
  fit(".body:has(.explorer)", "--chart", ["340px", "320px", "300px", "280px", "260px", "240px", "220px"]);
  deck.classList.remove("measured");
})();
