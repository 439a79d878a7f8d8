// The page of an idea: one tap shares its address, by the device's own way or by copying it.
(() => {
  "use strict";

  const share = async (button) => {
    const { share: url, title } = button.dataset;
    if (navigator.share) {
      await navigator.share({ title, url });
      return;
    }
    await navigator.clipboard.writeText(url);
    const toast = document.getElementById("toast");
    toast.textContent = button.dataset.copied;
    toast.hidden = false;
    setTimeout(() => { toast.hidden = true; }, 4000);
  };

  const button = document.querySelector("[data-share]");
  // The written address below stays for everybody else.
  if (!button || !(navigator.share || navigator.clipboard)) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    share(button).catch(() => document.querySelector(".idea__address a")?.focus());
  });
})();
