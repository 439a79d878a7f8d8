// Reading along while somebody writes: under each <textarea data-plain> stands what is personal or hard to read.
(() => {
  "use strict";

  const PAUSE = 600;
  const address = document.currentScript?.dataset.url || "/desk/plain/";
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

  const readAlong = (field) => {
    const list = document.createElement("div");
    const status = document.createElement("p");
    list.className = "plain";
    status.className = "visually-hidden";
    status.setAttribute("aria-live", "polite");
    field.after(list, status);
    let hints = [];
    let timer = 0;
    let asking = null;
    let seen = "";

    const look = async () => {
      const text = field.value;
      if (text === seen) return;
      asking?.abort();
      if (!text.trim()) {
        seen = text;
        list.replaceChildren();
        return;
      }
      asking = new AbortController();
      try {
        const answer = await fetch(field.dataset.plain || address, {
          method: "POST",
          signal: asking.signal,
          headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
          body: JSON.stringify({ text }),
        });
        if (!answer.ok) return; // hints are advice: without them one can still write
        const said = await answer.json();
        if (field.value !== text) return;
        seen = text;
        hints = said.hints;
        list.innerHTML = said.html;
        status.textContent = list.querySelector(".plain__personal, .plain__score")?.textContent.trim() ?? "";
      } catch (error) {
        if (error.name !== "AbortError" && error.name !== "TypeError") throw error;
      }
    };

    const later = (wait = PAUSE) => {
      clearTimeout(timer);
      timer = setTimeout(look, wait);
    };

    // Typed over since the look: the same words may stand a little further on.
    const placeOf = ({ start, text }) => (field.value.startsWith(text, start) ? start : field.value.indexOf(text));

    list.addEventListener("click", (event) => {
      const hint = hints[event.target.closest("[data-plain-change]")?.dataset.plainChange];
      const start = hint ? placeOf(hint) : -1;
      if (start < 0) return;
      field.focus();
      field.setSelectionRange(start, start + hint.text.length);
      // Old, but the one way that Ctrl+Z knows about.
      if (!document.execCommand("insertText", false, hint.replacement)) {
        field.setRangeText(hint.replacement, start, start + hint.text.length, "end");
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
      later(0);
    });
    field.addEventListener("input", () => later());
    if (field.value.trim()) later();
  };

  document.querySelectorAll("textarea[data-plain]").forEach(readAlong);
})();
