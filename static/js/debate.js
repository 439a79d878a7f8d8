// A debate: the tabs of a phone turn in place, and nobody is asked for news while the page lies in the background.
(() => {
  "use strict";

  const sides = document.getElementById("sides");
  const tabs = document.querySelectorAll(".side-tabs [data-side]");

  const turn = (side) => {
    sides.dataset.side = side;
    for (const tab of tabs) {
      if (tab.dataset.side === side) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
    // Another order shows the side that is being read.
    for (const chip of document.querySelectorAll(".debate__sorts a")) {
      const address = new URL(chip.href);
      address.searchParams.set("side", side);
      chip.href = address.href;
    }
  };

  // Of a later page only one side is there, so its tabs are plain links.
  if (sides && !sides.classList.contains("sides--one")) {
    for (const tab of tabs) {
      tab.addEventListener("click", (event) => {
        event.preventDefault();
        turn(tab.dataset.side);
        const address = new URL(tab.href);
        window.history.replaceState(null, "", address.pathname + address.search);
      });
    }
  }

  // An argument named in the address may lie under another tab.
  const named = window.location.hash.startsWith("#argument-") && document.querySelector(window.location.hash);
  const side = named && named.closest(".side");
  if (side) {
    turn(side.id.replace("side-", ""));
    named.scrollIntoView({ block: "center" });
  }

  // Found helpful meanwhile, an argument may come once more with the next ones; it stays where it was read first.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.target.classList.contains("side__more")) return;
    const more = document.createElement("template");
    more.innerHTML = event.detail.serverResponse;
    for (const argument of more.content.querySelectorAll(".argument")) {
      if (document.getElementById(argument.id)) argument.remove();
    }
    event.detail.serverResponse = more.innerHTML;
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.id === "news" && document.hidden) event.preventDefault();
  });
})();
