// The clerk's screen and the agenda builder. Everything here also works by plain buttons; this saves on the way, counts and drags.
(() => {
  "use strict";

  // -- the clock: the server counts, the figures only move on ------------------------------------------
  const clock = document.querySelector("[data-clock]");
  if (clock) {
    const begun = performance.now();
    const tick = () => {
      const more = "running" in clock.dataset ? (performance.now() - begun) / 1000 : 0;
      const seconds = Number(clock.dataset.seconds) + Math.floor(more);
      const over = seconds > Number(clock.dataset.allotted) * 60;
      clock.querySelector("[data-used]").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      clock.classList.toggle("is-over", over);
      clock.querySelector("[data-over]").hidden = !over;
    };
    tick();
    setInterval(tick, 250);
  }

  // -- keys, by place on the keyboard: the same while the Korean layout is on -----------------------------
  const WRITES = "input, textarea, select, [contenteditable]";
  const choice = document.querySelector("[data-desk-switch]");
  if (document.querySelector(".clerk")) {
    document.addEventListener("keydown", (event) => {
      if ((choice && !choice.checked) || event.repeat || event.shiftKey) return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest(WRITES)) return;
      const rel = { KeyJ: "next", KeyK: "prev" }[event.code];
      if (rel) document.querySelector(`.clerk__turn a[rel="${rel}"]`)?.click();
      else if (event.code === "KeyN") document.querySelector("[data-toggle]")?.click();
    });
  }

  // -- what is typed is saved ----------------------------------------------------------------------------
  const form = document.getElementById("decision");
  if (form) {
    const SAVE_AFTER = 2500;
    const AGAIN_AFTER = 10000;
    const STORE = `oasis-clerk:${form.dataset.item}:${form.dataset.who}`;
    const say = form.dataset;
    const whisper = form.querySelector("[data-whisper]");
    const missing = form.querySelector("[data-missing]");
    const APART = new Set(["csrfmiddlewaretoken", "known"]);
    const fields = () => [...new FormData(form)].filter(([name]) => !APART.has(name));
    const words = () => JSON.stringify(fields());
    // Every letter is kept on this computer until the server has it: a killed browser or a lost session loses nothing.
    const local = {
      put() { try { localStorage.setItem(STORE, JSON.stringify({ known: form.elements.known.value, fields: fields() })); } catch { /* the page itself still has the words */ } },
      get() { try { return JSON.parse(localStorage.getItem(STORE)); } catch { return null; } },
      drop() { try { localStorage.removeItem(STORE); } catch { /* nothing was kept */ } },
    };

    // Fields that a decision does not need step back; without scripts all of them stand there.
    const fit = () => {
      const chosen = form.elements.decision?.value;
      for (const part of form.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(chosen);
    };

    // What came back with an error is not saved, and after a conflict only the button decides.
    let saved = "unsaved" in say ? null : words();
    let timer = null;
    let sending = false;
    let current = null;
    let stopped = !say.save || "conflict" in say;
    const tell = (text, href, name) => {
      whisper?.replaceChildren(text);
      if (!href || !whisper) return;
      const link = document.createElement("a");
      link.href = href;
      link.textContent = name;
      whisper.append(" ", link);
    };

    const bringBack = () => {
      const kept = local.get();
      if (!Array.isArray(kept?.fields) || "unsaved" in say || "conflict" in say || !say.save) return;
      if (JSON.stringify(kept.fields) === saved) { local.drop(); return; }
      const typed = new Map(kept.fields);
      for (const field of form.elements) {
        if (!field.name || APART.has(field.name)) continue;
        if (field.type === "radio") field.checked = typed.get(field.name) === field.value;
        else if (typed.has(field.name)) field.value = typed.get(field.name);
      }
      // Said from where it was written: if somebody else wrote since, the server tells.
      form.elements.known.value = kept.known;
      tell(say.sayBroughtBack);
      timer = setTimeout(save, SAVE_AFTER);
    };

    // What to do when the server did not keep the words; they stay on this computer.
    const refused = (answer, said) => {
      if (answer.type === "opaqueredirect") {
        stopped = true;
        tell(say.sayLoggedOut, location.href, say.sayLogIn);
      } else if (answer.status === 403 || answer.status === 404) {
        stopped = true;
        tell(say.sayGone, location.href, say.sayReload);
      } else {
        // Two write at once: what is typed stays, and the button below asks once more.
        stopped = answer.status === 409;
        tell(said.message || say.sayFailed);
        if (stopped && said.url) tell(said.message, said.url, say.sayOther);
      }
    };

    const save = (leaving = false) => (current = send(leaving));
    const send = async (leaving) => {
      clearTimeout(timer);
      timer = null;
      const text = words();
      if (text === saved || stopped || (sending && !leaving)) return;
      local.put();
      sending = true;
      tell(say.saySaving);
      let wait = SAVE_AFTER;
      try {
        const data = new FormData(form);
        const headers = { Accept: "application/json" };
        const keepalive = leaving && text.length < 20000;
        const answer = await fetch(say.save, { method: "POST", body: data, keepalive, headers, redirect: "manual" });
        const said = await answer.json().catch(() => ({}));
        if (answer.ok && said.known) {
          saved = text;
          form.elements.known.value = said.known;
          if (words() === text) local.drop();
          else local.put();
          missing.replaceChildren(...(form.elements.decision.value ? said.missing : []).map((line) => {
            const item = document.createElement("li");
            item.textContent = line;
            return item;
          }));
          tell(`${say.saySaved} ${said.saved}`);
        } else {
          wait = AGAIN_AFTER;
          refused(answer, said);
        }
      } catch {
        wait = AGAIN_AFTER;
        tell(say.sayFailed);
      } finally {
        sending = false;
        if (!stopped && words() !== saved) timer ??= setTimeout(save, wait);
      }
    };

    bringBack();
    fit();
    form.addEventListener("input", () => { local.put(); fit(); timer ??= setTimeout(save, SAVE_AFTER); });
    form.addEventListener("submit", () => { stopped = true; });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
    window.addEventListener("pagehide", () => save(true));
    // Before another item or the clock takes its place, the words go first.
    document.addEventListener("click", async (event) => {
      const way = event.target.closest(".clerk a[href], [data-clock] button");
      if (!way || way.target === "_blank" || stopped || words() === saved || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      await current;
      await save(true);
      if (words() !== saved) return;
      if (way.href) location.assign(way.href);
      else way.form.requestSubmit(way);
    });
  }

  // -- the list of a long agenda begins at the item that is shown -------------------------------------------
  const shown = document.querySelector(".clerk__items ol [aria-current]");
  const agenda = shown?.closest("ol");
  if (agenda && agenda.scrollHeight > agenda.clientHeight) agenda.scrollTop = shown.offsetTop - agenda.offsetTop - agenda.clientHeight / 2;

  // -- the agenda by hand: dragging presses the same button ------------------------------------------------
  const list = document.querySelector("[data-agenda]");
  if (list && list.children.length > 1) {
    document.querySelector("[data-drag-hint]").hidden = false;
    const moveTo = (item, place) => {
      const way = item.querySelector(".agenda-item__moves");
      const to = document.createElement("input");
      Object.assign(to, { type: "hidden", name: "to", value: String(place) });
      way.append(to);
      way.submit();
    };
    for (const grip of list.querySelectorAll("[data-grip]")) {
      const item = grip.closest("[data-item]");
      grip.hidden = false;
      grip.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        item.classList.add("is-carried");
        const before = [...list.children].indexOf(item);
        const carry = (moved) => {
          const below = [...list.children].find((each) => {
            const box = each.getBoundingClientRect();
            return each !== item && moved.clientY < box.top + box.height / 2;
          });
          if (below !== item.nextElementSibling) list.insertBefore(item, below || null);
        };
        const drop = () => {
          for (const [kind, heard] of heardOnTheWay) document.removeEventListener(kind, heard);
          item.classList.remove("is-carried");
          const now = [...list.children].indexOf(item);
          if (now !== before) moveTo(item, now + 1);
        };
        // On the document: what is moved in the page loses the pointer.
        const heardOnTheWay = [["pointermove", carry], ["pointerup", drop], ["pointercancel", drop]];
        for (const [kind, heard] of heardOnTheWay) document.addEventListener(kind, heard);
      });
    }
  }
})();
