// Choosing a colour in /cms/: the picker and the text field follow each other.
(() => {
  "use strict";

  const HEX = /^#[0-9a-f]{6}$/i;

  const follow = (box) => {
    const text = box.querySelector("input[type=text]");
    const picker = box.querySelector("input[type=color]");
    const back = box.querySelector("button");
    const show = () => {
      if (HEX.test(text.value)) picker.value = text.value;
      else if (!text.value) picker.value = box.dataset.colourInput;
      back.hidden = !text.value;
    };
    // Wagtail's preview and its warning about unsaved changes listen to these events of the text field.
    const write = (value) => {
      text.value = value;
      for (const kind of ["input", "change"]) text.dispatchEvent(new Event(kind, { bubbles: true }));
      show();
    };
    text.addEventListener("input", show);
    picker.addEventListener("input", () => write(picker.value.toUpperCase()));
    back.addEventListener("click", () => { write(""); text.focus(); });
    picker.hidden = false;
    show();
  };

  const start = () => document.querySelectorAll("[data-colour-input]").forEach(follow);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
