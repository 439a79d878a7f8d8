// The announcement above the page can be put away. Loaded in the head without waiting, and only while there is one, so that
// what somebody has put away is gone before the page is first drawn and nothing moves.
(() => {
  "use strict";

  const NAME = "announcement-put-away";
  const key = document.currentScript.dataset.announcement;

  // A browser that keeps nothing shows the announcement each time.
  const remembered = () => { try { return localStorage.getItem(NAME); } catch { return null; } };
  const remember = () => { try { localStorage.setItem(NAME, key); } catch { return; } };
  const putAway = () => document.documentElement.classList.add(NAME);

  if (remembered() === key) putAway();

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-put-away]");
    button.hidden = false;
    button.addEventListener("click", () => {
      remember();
      putAway();
      document.getElementById("content").focus({ preventScroll: true });
    });
  });
})();
