/* The desk by keyboard: j and k walk through the rows, "/" searches, "?" shows the keys. Nothing here is needed to work. */
(() => {
  const rows = [...document.querySelectorAll("[data-desk-rows] .desk-row__title a")];
  const keys = document.querySelector("[data-desk-keys]");
  const search = document.getElementById("desk-q");
  const choice = document.querySelector("[data-desk-switch]");
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");

  const walk = (steps) => {
    if (!rows.length) return;
    const here = rows.indexOf(document.activeElement);
    const next = here < 0 ? (steps > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, here + steps));
    rows[next].focus();
    rows[next].closest(".desk-row").scrollIntoView({ block: "nearest" });
  };
  const press = {
    j: () => walk(1),
    k: () => walk(-1),
    "/": () => search?.focus(),
    "?": () => { if (keys) { keys.open = !keys.open; if (keys.open) keys.querySelector("summary").focus(); } },
  };
  // Single letters get in the way of those who speak to their computer: they can be switched off (WCAG 2.1.4).
  const KEPT = "desk-keys";
  const kept = () => { try { return localStorage.getItem(KEPT); } catch { return null; } };
  if (choice) {
    choice.checked = kept() !== "off";
    choice.addEventListener("change", () => {
      try { localStorage.setItem(KEPT, choice.checked ? "on" : "off"); } catch { /* it holds for this page then */ }
    });
  }
  document.addEventListener("keydown", (event) => {
    if (choice && !choice.checked) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    // A Korean keyboard sends ㅓ and ㅏ where an English one sends j and k; the place of the key tells.
    const name = { KeyJ: "j", KeyK: "k" }[event.code] ?? event.key;
    if (!(name in press) || (name !== "?" && event.shiftKey)) return;
    if (name !== "j" && name !== "k" ? !(keys || search) : !rows.length) return;
    event.preventDefault();
    press[name]();
  });

  for (const button of document.querySelectorAll("[data-choose]")) {
    const department = document.getElementById("id_department");
    if (!department) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      department.value = button.dataset.choose;
      department.focus();
    });
  }
})();
