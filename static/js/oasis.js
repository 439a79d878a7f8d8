// What every page gains when scripts run; without them everything still works.
(() => {
  "use strict";

  const cookie = (name) =>
    document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);

  const say = (words) => {
    const toast = document.getElementById("toast");
    if (!toast || !words) return;
    toast.textContent = words;
    toast.hidden = false;
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { toast.hidden = true; }, 6000);
  };

  // Django takes a change only with the token that it gave to this browser.
  document.addEventListener("htmx:configRequest", (event) => {
    const token = cookie("csrftoken");
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token;
  });

  document.addEventListener("htmx:responseError", () => say(document.getElementById("toast")?.dataset.failed));
  document.addEventListener("htmx:sendError", () => say(document.getElementById("toast")?.dataset.offline));

  // A summary of what is missing takes the focus, so that a screen reader starts there.
  const focusSummary = (root) => root.querySelector?.("[data-focus]")?.focus();
  document.addEventListener("DOMContentLoaded", () => focusSummary(document));
  document.addEventListener("htmx:afterSwap", (event) => focusSummary(event.detail.target));

  // Menus close with Escape and when something else is touched.
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details.site-menu[open]")) {
      if (!menu.contains(except)) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.site-menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // What has been sent once is not sent again by a second tap.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const elsewhere = event.submitter?.formTarget || form.target;
    if (event.defaultPrevented || elsewhere || form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
})();
