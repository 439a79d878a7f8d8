// Lets the style page show how things look under a pointer, with the focus or pressed: every rule of oasis.css for such a state gets
// a twin for a class of that name (.is-hover, .is-focus-visible, .is-active), so what is shown is what the style sheet says.
(() => {
  "use strict";

  const STATE = /:(hover|focus-visible|active)\b/g;
  const sheet = [...document.styleSheets].find(({ href }) => href?.includes("css/oasis."));
  for (let place = sheet.cssRules.length - 1; place >= 0; place -= 1) {
    const { selectorText, style } = sheet.cssRules[place];
    const twin = selectorText?.replace(/(^|, )(?=:)/g, "$1*").replace(STATE, ".is-$1");
    // Nothing can stand after a part of a control such as ::file-selector-button.
    if (!twin || twin === selectorText || !CSS.supports(`selector(${twin})`)) continue;
    sheet.insertRule(`${twin} { ${style.cssText} }`, place + 1);
  }

  document.addEventListener("click", (event) => {
    const words = event.target.closest("[data-say]")?.dataset.say;
    if (words) window.oasis.say(words);
  });
})();
