// The answer page: what is typed is saved on the way, j and k go on in the queue. Without it the page is a plain form that works.
(() => {
  "use strict";

  // -- on to the next ------------------------------------------------------------------------
  const WRITES = "input, textarea, select, [contenteditable]";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest(WRITES)) return;
    // By place, not letter: the same keys while the Korean layout is on.
    const rel = { KeyJ: "next", KeyK: "prev" }[event.code];
    document.querySelector(rel && `.answering__queue a[rel="${rel}"]`)?.click();
  });

  // On a phone the form is near: only what is needed stands open.
  if (matchMedia("(max-width: 63.99rem)").matches) {
    for (const part of document.querySelectorAll(".answering__idea [data-fold]")) part.open = part.matches(":first-of-type");
  }

  // -- saving --------------------------------------------------------------------------------
  const form = document.getElementById("answer");
  if (!form?.dataset.draft) return;
  const SAVE_AFTER = 4000;
  const BEAT_EVERY = 120000;
  const STORE = `oasis-answer:${form.dataset.key}:${form.elements.who.value}`;
  const say = form.dataset;
  const whisper = form.querySelector("[data-whisper]");
  const APART = new Set(["csrfmiddlewaretoken", "saved_at", "known", "template", "publish_at"]);
  const words = () => JSON.stringify([...new FormData(form)].filter(([name]) => !APART.has(name)));

  const tell = (text, href, label) => {
    whisper.replaceChildren(text);
    if (!href) return;
    const link = document.createElement("a");
    link.href = href;
    link.textContent = label;
    whisper.append(" ", link);
  };
  // What the server could not take stays on this device until it does.
  const local = {
    put(text) { try { localStorage.setItem(STORE, text); } catch { /* a browser that keeps nothing still has the page */ } },
    get() { try { return localStorage.getItem(STORE); } catch { return null; } },
    drop() { try { localStorage.removeItem(STORE); } catch { /* nothing was kept */ } },
  };

  let saved = words();
  let timer = null;
  let sending = false;
  let stopped = false;

  const send = (data, keepalive = false) =>
    fetch(say.draft, { method: "POST", body: data, keepalive, headers: { Accept: "application/json" } });

  const save = async (leaving = false) => {
    timer = null;
    const text = words();
    if (text === saved || stopped || (sending && !leaving)) return;
    local.put(text);
    sending = true;
    try {
      const answer = await send(new FormData(form), leaving && text.length < 20000);
      const said = await answer.json().catch(() => ({}));
      if (answer.ok) {
        saved = text;
        form.elements.saved_at.value = said.saved_at;
        if (words() === text) local.drop();
        tell(`${say.saySaved} ${said.saved}`);
      } else {
        stopped = answer.status === 409 || answer.status === 401;
        tell(said.message || say.sayFailed, said.login, say.sayLogin);
      }
    } catch {
      tell(say.sayFailed);
    } finally {
      sending = false;
      if (!stopped && words() !== saved) timer ??= setTimeout(save, SAVE_AFTER);
    }
  };

  form.addEventListener("input", () => { timer ??= setTimeout(save, SAVE_AFTER); });
  form.addEventListener("submit", () => {
    local.put(words());
    stopped = true; // the form itself carries the words
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });

  setInterval(async () => {
    if (stopped || document.visibilityState === "hidden" || !form.elements.saved_at.value) return;
    const data = new FormData();
    for (const name of ["csrfmiddlewaretoken", "who"]) data.append(name, form.elements[name].value);
    data.append("beat", "1");
    const answer = await send(data).catch(() => null);
    if (answer?.ok && form.dataset.mine && !(await answer.json()).held) tell(say.sayTaken);
  }, BEAT_EVERY);

  // -- what was left behind here ---------------------------------------------------------------
  const left = local.get();
  if (left && left === words()) local.drop();
  else if (left && !document.querySelector("#answer-form [role='alert']")) {
    const button = (label, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "link-button";
      made.textContent = label;
      made.addEventListener("click", () => { act(); tell(""); });
      return made;
    };
    tell(say.sayRestore);
    whisper.append(" ", button(say.sayRestoreYes, () => {
      for (const [name, value] of JSON.parse(left)) if (form.elements[name] && name !== "who") form.elements[name].value = value;
      form.dispatchEvent(new Event("input", { bubbles: true }));
    }), " ", button(say.sayRestoreNo, () => local.drop()));
  }
})();
