// Photos of an idea in full on the same page; without scripts the link leads to the picture itself.
(() => {
  "use strict";

  const view = document.getElementById("photo-view");
  const links = [...document.querySelectorAll("[data-photos] a")];
  if (!view || !view.showModal || !links.length) return;
  const part = (name) => view.querySelector(`.photo-view__${name}`);
  let at = 0;

  const show = (number) => {
    at = (number + links.length) % links.length;
    const small = links[at].querySelector("img");
    const photo = part("photo");
    photo.src = links[at].href;
    photo.alt = small.alt;
    photo.width = small.getAttribute("width");
    photo.height = small.getAttribute("height");
    part("words").textContent = links.length > 1 ? `${small.alt} · ${at + 1}/${links.length}` : small.alt;
  };

  links.forEach((link, number) => {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab is what was asked for
      event.preventDefault();
      show(number);
      view.showModal();
    });
  });
  for (const [name, step] of [["previous", -1], ["next", 1]]) {
    part(name).hidden = links.length < 2;
    part(name).addEventListener("click", () => show(at + step));
  }
  view.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(at - 1);
    if (event.key === "ArrowRight") show(at + 1);
  });
  part("close").addEventListener("click", () => view.close());
  view.addEventListener("click", (event) => { if (event.target === view) view.close(); });
  view.addEventListener("close", () => links[at].focus());
})();
