// Live questions and the screen of the hall: marks one's own likes, keeps the list still under a finger, moves the clock on.
(() => {
  "use strict";

  // -- likes: the list that comes every few seconds is the same for everybody ----------------------
  const live = document.querySelector("[data-live]");
  const liked = new Set((live?.dataset.liked || "").split(" ").filter(Boolean));
  const press = (button, on) => {
    button.setAttribute("aria-pressed", String(on));
    button.name = on ? "take_back" : "like";
  };
  const marks = () => {
    for (const button of live.querySelectorAll("[data-like]")) if (liked.has(button.dataset.like)) press(button, true);
  };
  // Asking begins and ends while the page is open; what somebody is writing stays in front of them.
  const follow = () => {
    const takes = live.querySelector("[data-takes]")?.dataset.takes === "yes";
    const words = document.querySelector("#ask textarea");
    if (takes === Boolean(words) || words?.value.trim()) return;
    window.htmx.ajax("GET", window.location.pathname, { target: "#ask", swap: "innerHTML" });
  };
  let touched = 0;
  let answeredOpen = false;
  if (live) {
    // Nothing hops about while somebody reads or is about to press.
    for (const kind of ["pointerdown", "keydown", "wheel", "touchmove"]) {
      live.addEventListener(kind, () => { touched = performance.now(); }, { passive: true });
    }
    const isBoard = (event) => event.target.id === "board";
    document.addEventListener("htmx:beforeRequest", (event) => {
      if (isBoard(event) && (document.hidden || performance.now() - touched < 3000)) event.preventDefault();
    });
    document.addEventListener("htmx:beforeSwap", (event) => {
      if (isBoard(event) && performance.now() - touched < 3000) event.detail.shouldSwap = false;
      answeredOpen = live.querySelector("#answered")?.open ?? false;
    });
    document.addEventListener("htmx:afterSettle", () => {
      // What the server says of one button is what holds; the list knows nothing of one's own likes.
      if (answeredOpen) live.querySelector("#answered")?.setAttribute("open", "");
      marks();
      follow();
    });
    document.addEventListener("htmx:afterRequest", (event) => {
      // The button has replaced itself by now: the request still knows which one it was.
      const id = event.detail.requestConfig?.elt?.dataset?.like;
      if (!id || !event.detail.successful) return;
      const now = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html").querySelector("[data-like]");
      if (now?.getAttribute("aria-pressed") === "true") liked.add(id); else liked.delete(id);
    });
    marks();
  }

  // -- the clock -------------------------------------------------------------------------------------
  let base = performance.now();
  const tick = () => {
    const clock = document.querySelector("[data-clock]");
    if (!clock) return;
    const more = "running" in clock.dataset ? (performance.now() - base) / 1000 : 0;
    const seconds = Number(clock.dataset.seconds) + Math.floor(more);
    const over = seconds > Number(clock.dataset.allotted) * 60;
    clock.querySelector("[data-used]").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    clock.classList.toggle("is-over", over);
  };
  if (document.body.classList.contains("projector")) {
    document.addEventListener("htmx:afterSwap", () => { base = performance.now(); tick(); });
    setInterval(tick, 250);
  }
})();
