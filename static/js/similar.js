// While somebody writes: ideas that are like it, half a second after the last letter. Without it the preview shows them.
(() => {
  "use strict";

  const form = document.getElementById("write");
  const place = form?.querySelector("[data-similar]");
  if (!place) return;
  const hint = form.querySelector("[data-similar-hint]");
  const { title, body } = form.elements;
  const PAUSE = 500;
  const SHORTEST = 2;
  const READ = 1200;
  let timer = null;
  let waiting = null;
  let asked = "";
  hint.hidden = false; // an empty line from the start, so that nothing jumps when words come

  const show = (html) => {
    const part = new DOMParser().parseFromString(html, "text/html").querySelector(".similar");
    const names = part ? [...part.querySelectorAll("a[href]")].map((link) => link.href).join() : "";
    if (names === place.dataset.shown) return;
    place.dataset.shown = names;
    place.replaceChildren(...(part ? [part] : []));
    const words = part?.querySelector("[data-count]")?.dataset.count;
    if (!words) return hint.replaceChildren();
    const link = document.createElement("a");
    link.href = "#similar";
    link.textContent = words;
    hint.replaceChildren(link);
  };

  const ask = async () => {
    const text = `${title.value.trim()}\n${body.value.trim()}`.slice(0, READ);
    if (text === asked) return;
    // Who is reading or answering there is not interrupted.
    if (place.contains(document.activeElement)) return later();
    waiting?.abort();
    if (text.trim().length < SHORTEST) { asked = text; return show(""); }
    waiting = new AbortController();
    const data = new FormData();
    data.append("title", title.value);
    data.append("body", body.value.slice(0, READ));
    for (const field of place.querySelectorAll("input")) data.append(field.name, field.value);
    try {
      const answer = await fetch(place.dataset.similar, {
        method: "POST", body: data, signal: waiting.signal, headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      });
      if (!answer.ok) return;
      const html = await answer.text();
      if (place.contains(document.activeElement)) return later();
      asked = text;
      show(html);
    } catch (fault) {
      if (fault.name !== "AbortError") asked = ""; // no network: asked again with the next letter
    }
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); };
  for (const field of [title, body]) field.addEventListener("input", later);
  if (title.value || body.value) later();
})();
