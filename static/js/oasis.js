// What every page gains when scripts run; without them everything still works.
(() => {
  "use strict";

  const cookie = (name) =>
    document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);

  // -- words that come and go ----------------------------------------------------------------
  const LONG_ENOUGH = 6000;
  const toast = document.getElementById("toast");
  const hush = toast?.querySelector("button");
  let timer = null;
  let before = null; // what had the focus when somebody went into the toast

  const silence = () => {
    if (!toast) return;
    clearTimeout(timer);
    if (toast.contains(document.activeElement)) before?.focus();
    toast.classList.remove("is-shown");
    toast.querySelector("[data-words]").textContent = "";
    hush.hidden = true;
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(silence, LONG_ENOUGH);
  };
  const say = (words) => {
    if (!toast || !words) return;
    // What lies under an open dialog can be neither seen nor heard.
    (document.querySelector("dialog:modal") || document.body).append(toast);
    toast.querySelector("[data-words]").textContent = words;
    toast.classList.add("is-shown");
    hush.hidden = false;
    wait();
  };
  hush?.addEventListener("click", silence);
  toast?.addEventListener("focusin", (event) => { before = event.relatedTarget || before; });
  for (const stay of ["mouseenter", "focusin"]) toast?.addEventListener(stay, () => clearTimeout(timer));
  for (const go of ["mouseleave", "focusout"]) toast?.addEventListener(go, () => { if (!hush.hidden) wait(); });

  // -- dialogs: a link or button opens one, × or Escape or the ground around it closes it ----
  const uncover = () => {
    for (const opener of document.querySelectorAll("[data-dialog][hidden]")) opener.hidden = false;
    if (navigator.clipboard) for (const copy of document.querySelectorAll("[data-copy][hidden]")) copy.hidden = false;
  };
  const isOutside = (dialog, { clientX: x, clientY: y }) => {
    const box = dialog.getBoundingClientRect();
    return x < box.left || x > box.right || y < box.top || y > box.bottom;
  };
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const opened = opener && document.getElementById(opener.dataset.dialog);
    if (opened) {
      event.preventDefault();
      if (!opened.open) opened.showModal();
    }
    const around = event.target.closest("dialog[open]");
    // A click without a place was made by a key on something inside.
    const beside = event.target === around && event.detail && isOutside(around, event);
    if (around && (beside || event.target.closest("[data-close]"))) around.close();
  });
  document.addEventListener("close", (event) => { if (event.target.contains(toast)) document.body.append(toast); }, true);

  document.addEventListener("click", async (event) => {
    const copy = event.target.closest("[data-copy]");
    if (!copy) return;
    try {
      await navigator.clipboard.writeText(copy.dataset.copy);
      say(copy.dataset.copied);
    } catch {
      say(toast?.dataset.failed);
    }
  });

  // -- fields that count -----------------------------------------------------------------------
  const count = (field) => {
    const counter = document.getElementById(`${field.id}_counter`);
    if (!counter) return;
    const most = Number(counter.dataset.most);
    const left = most - [...field.value].length;
    counter.textContent = counter.dataset[left < 0 ? "over" : "left"].replace("#", Math.abs(left));
    counter.hidden = left > most / 5;
    counter.classList.toggle("is-over", left < 0);
  };
  document.addEventListener("input", (event) => { if (event.target.id) count(event.target); });

  // -- htmx ------------------------------------------------------------------------------------
  // Django takes a change only with the token that it gave to this browser.
  document.addEventListener("htmx:configRequest", (event) => {
    const token = cookie("csrftoken");
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token;
  });
  document.addEventListener("htmx:responseError", () => say(toast?.dataset.failed));
  document.addEventListener("htmx:sendError", () => say(toast?.dataset.offline));

  // A summary of what is missing takes the focus, so that a screen reader starts there.
  const wake = (root) => {
    uncover();
    for (const field of document.querySelectorAll("textarea[id]")) count(field);
    root.querySelector?.("[data-focus]")?.focus();
  };
  document.addEventListener("DOMContentLoaded", () => wake(document));
  document.addEventListener("htmx:afterSwap", (event) => wake(event.detail.target));

  // -- menus close with Escape and when something else is touched --------------------------------
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details:is(.site-menu, .account-menu)[open]")) {
      if (!menu.contains(except)) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details:is(.site-menu, .account-menu)[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (!document.querySelector("dialog:modal")) {
      silence();
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

  window.oasis = { say };

  // Browsers take what lies under the bar at the thumb for visible: what has the focus comes out from under it.
  document.addEventListener("focusin", ({ target }) => {
    const bar = document.querySelector(".action-bar");
    if (!bar || bar.contains(target) || getComputedStyle(bar).position !== "fixed" || !target.matches(":focus-visible")) return;
    const box = target.getBoundingClientRect();
    const hidden = box.bottom + 8 - bar.getBoundingClientRect().top;
    if (hidden > 0) window.scrollBy({ top: Math.min(hidden, Math.max(0, box.top - 8)), behavior: "instant" });
  });
})();
