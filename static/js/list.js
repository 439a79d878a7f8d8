// The list of ideas: on wide screens the filters lie open beside it, and choosing one shows its ideas at once.
(() => {
  "use strict";

  // The order in use may lie outside the row of a small window.
  document.querySelector(".list-page .tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

  const filters = document.getElementById("filters");
  if (!filters) return;
  const wide = window.matchMedia("(min-width: 60rem)");
  const fit = () => { filters.open = wide.matches; };
  fit();
  wide.addEventListener("change", fit);

  filters.addEventListener("change", (event) => {
    const form = event.target.form;
    if (!wide.matches || event.target.type === "date") return;
    // A named period and two dates say the same thing twice: the last touched wins.
    if (event.target.name === "period") form.querySelectorAll("[type=date]").forEach((date) => { date.value = ""; });
    form.requestSubmit();
  });

  // Empty fields would only make the address long.
  filters.addEventListener("submit", (event) => {
    for (const field of event.target.elements) field.disabled = field.disabled || (Boolean(field.name) && !field.value);
  });
  window.addEventListener("pageshow", () => {
    for (const field of filters.querySelectorAll("[name]")) field.disabled = false;
  });
})();
