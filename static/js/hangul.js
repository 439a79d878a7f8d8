// Tells the style sheet that this machine has no Hangul of its own. Loaded in the head and asked before the page is first drawn:
// what would be drawn until our letters are here is only boxes, which are narrower than letters, and every line would move.
(() => {
  "use strict";

  // Every Hangul face has syllables nearly as wide as they are high; the box that stands for a missing letter is narrower.
  const SYLLABLE = .8;
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = "100px sans-serif";
  if (pen.measureText("가").width < SYLLABLE * 100) document.documentElement.classList.add("no-hangul");
})();
