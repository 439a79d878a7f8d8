// The write page: prompts, autosave, a copy on this device, photos at once. Without it the page is a plain form that works.
(() => {
  "use strict";

  const form = document.getElementById("write");
  if (!form) return;
  const { title, body, tags } = form.elements;
  const part = (name) => form.querySelector(`[data-${name}]`);
  const whisper = part("whisper");
  const token = () => form.elements.csrfmiddlewaretoken.value;
  const SAVE_EVERY = 5000;
  const LONGEST_KEEPALIVE = 60000;
  const DAYS_KEPT = 30;
  form.classList.add("write--live");

  const say = (words, href, label) => {
    whisper.replaceChildren(words);
    if (!href) return;
    const link = document.createElement("a");
    link.href = href;
    link.textContent = label;
    whisper.append(" ", link);
  };

  // -- the copy on this device: for the time the server cannot be reached ------------------------
  const STORE = "oasis-words:";
  const me = form.dataset.member;
  const local = {
    put() {
      const words = { title: title.value, body: body.value, member: me, at: Date.now() };
      try { localStorage.setItem(STORE + form.dataset.key, JSON.stringify(words)); return true; } catch { return false; }
    },
    get(key) {
      try { return JSON.parse(localStorage.getItem(STORE + key)); } catch { return null; }
    },
    drop(key) {
      try { localStorage.removeItem(STORE + key); } catch { /* a browser that keeps nothing has nothing to forget */ }
    },
    keys() {
      try {
        return Object.keys(localStorage).filter((name) => name.startsWith(STORE)).map((name) => name.slice(STORE.length));
      } catch { return []; }
    },
  };

  const offer = (key, words) => {
    const bar = part("restore");
    bar.hidden = false;
    part("restore-title").textContent = words.title || words.body.slice(0, 40);
    part("restore-yes").onclick = () => {
      title.value = words.title;
      body.value = words.body;
      bar.hidden = true;
      if (key !== form.dataset.key) local.drop(key);
      touched();
      body.focus();
    };
    part("restore-no").onclick = () => { local.drop(key); bar.hidden = true; };
  };

  const stateOf = async (key) => {
    if (key.startsWith("edit-") || !form.dataset.draft) return "none";
    try {
      const address = form.dataset.draft.replace(form.elements.draft_key.value, key);
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      return answer.ok ? (await answer.json()).state : "none";
    } catch { return "unknown"; }
  };

  const lookBack = async () => {
    for (const key of local.keys()) {
      const words = local.get(key);
      const old = !words || Date.now() - words.at > DAYS_KEPT * 864e5;
      if (old || !(words.title || words.body)) { local.drop(key); continue; }
      // On a shared computer nobody is shown what another member wrote.
      if (words.member && words.member !== me) continue;
      if (key === form.dataset.key) {
        if (words.title === title.value && words.body === body.value) local.drop(key);
        else return offer(key, words);
      } else if (!key.startsWith("edit-") && !form.dataset.key.startsWith("edit-")) {
        const state = await stateOf(key);
        if (state === "published") local.drop(key);
        else if (state === "none") return offer(key, words);
      }
    }
  };

  // -- saving ---------------------------------------------------------------------------------
  const now = () => `${title.value}\n${body.value}\n${[...form.querySelectorAll("select")].map((s) => s.value)}\n${settledTags}`;
  let settledTags = tags.value;
  let saved = now();
  let sending = false;
  let sent = null;
  let stopped = false;

  const payload = () => {
    const data = new FormData();
    for (const name of ["csrfmiddlewaretoken", "draft_key", "who", "known", "title", "body", "category", "district"]) {
      if (form.elements[name]) data.append(name, form.elements[name].value);
    }
    data.append("tags", settledTags); // half a tag is not a tag: what is still being typed waits
    return data;
  };

  const heard = async (answer, words, text) => {
    const said = await answer.json();
    if (answer.status === 409) {
      // Our own last save, whose answer never reached us, is no conflict.
      if (sent && said.title === sent.title.trim() && said.body === sent.body.replace(/\s+$/, "")) {
        form.elements.known.value = said.known;
        return;
      }
      stopped = true;
      say(said.message, said.url, form.dataset.sayOpen);
    } else if (said.published) {
      stopped = true;
      say(said.message, said.published, form.dataset.sayPublished);
    } else if (answer.ok) {
      saved = words;
      sent = null;
      if (said.known && form.elements.known) form.elements.known.value = said.known;
      if (me) local.drop(form.dataset.key);
      say(`${form.dataset.saySaved} ${said.saved}`);
    } else {
      say(said.message || form.dataset.sayFailed, said.login, form.dataset.sayLogin);
    }
    if (sent === text) sent = null;
  };

  const save = async (leaving = false) => {
    const words = now();
    if (words === saved || (sending && !leaving) || !(title.value.trim() || body.value.trim())) return;
    const kept = local.put();
    if (!form.dataset.draft || stopped) {
      if (kept && !stopped) { saved = words; say(form.dataset.sayHere); }
      return;
    }
    const data = payload();
    const keepalive = leaving && new Blob([title.value, body.value]).size < LONGEST_KEEPALIVE;
    const text = { title: title.value, body: body.value };
    sending = true;
    sent = text;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST", body: data, keepalive, headers: { Accept: "application/json", "X-CSRFToken": token() },
      });
      await heard(answer, words, text);
    } catch {
      say(form.dataset.sayFailed);
    } finally {
      sending = false;
    }
  };

  let timer = null;
  const touched = () => {
    count();
    grow();
    timer ??= setTimeout(() => { timer = null; save(); }, SAVE_EVERY);
  };
  setInterval(() => { if (!timer) save(); }, SAVE_EVERY * 3); // what failed is tried again
  form.addEventListener("input", (event) => {
    if (event.target === tags || event.target.type === "file") return;
    touched();
  });
  tags.addEventListener("change", () => { settledTags = tags.value; touched(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
  window.addEventListener("pagehide", () => save(true));
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    local.put();
    saved = now(); // the form itself carries the words
  });

  // -- the page -------------------------------------------------------------------------------
  const grow = () => {
    if (body.scrollHeight > body.clientHeight) body.style.height = `${body.scrollHeight + 4}px`;
  };
  const counter = part("count");
  const count = () => {
    const left = Number(form.dataset.longest) - [...body.value].length;
    counter.textContent = left < 0 ? `${-left}${form.dataset.sayOver}` : left < 1000 ? `${left}${form.dataset.sayLeft}` : "";
    counter.classList.toggle("is-over", left < 0);
  };
  title.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    body.focus();
  });
  const prompts = part("prompts");
  prompts.hidden = false;
  prompts.addEventListener("click", (event) => {
    const heading = event.target.closest("[data-heading]")?.dataset.heading;
    if (!heading) return;
    const before = body.value.slice(0, body.selectionStart).replace(/\n+$/, "");
    const after = body.value.slice(body.selectionEnd).replace(/^\n+/, "");
    const start = `${before ? `${before}\n\n` : ""}${heading}\n`;
    body.value = start + (after ? `\n${after}` : "");
    body.focus();
    body.setSelectionRange(start.length, start.length);
    touched();
  });

  // -- tags -----------------------------------------------------------------------------------
  const list = document.getElementById("tag-list");
  let asked = "";
  tags.addEventListener("input", async () => {
    const words = tags.value.split(/[,，、;#]/);
    const typing = words.pop().trim();
    if (!typing || typing === asked) return;
    asked = typing;
    const before = words.map((word) => word.trim()).filter(Boolean);
    try {
      const answer = await fetch(`${form.dataset.tags}?q=${encodeURIComponent(typing)}`, { headers: { Accept: "application/json" } });
      const found = (await answer.json()).tags;
      list.replaceChildren(...found.map((tag) => new Option("", [...before, tag].join(", "))));
    } catch { list.replaceChildren(); }
  });

  // -- photos and documents ---------------------------------------------------------------------
  const files = document.getElementById("files");
  const send = (address, data, moved) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest(); // fetch cannot say how far an upload is
      request.open("POST", address);
      request.setRequestHeader("X-Requested-With", "fetch");
      request.setRequestHeader("X-CSRFToken", token());
      request.upload.onprogress = (event) => { if (event.lengthComputable) moved?.((event.loaded / event.total) * 100); };
      request.onload = () => (request.status === 200 ? resolve(request.responseText) : reject(new Error(String(request.status))));
      request.onerror = request.onabort = () => reject(new Error("network"));
      request.send(data);
    });
  const show = (html) => {
    // Descriptions that are being typed stay as they are.
    const typed = new Map([...files.querySelectorAll("input[name^='alt-']")].map((input) => [input.name, input.value]));
    files.replaceChildren(new DOMParser().parseFromString(html, "text/html").querySelector(".files"));
    for (const [name, value] of typed) if (form.elements[name]) form.elements[name].value = value;
  };
  const progress = (percent) => {
    const bar = files.querySelector("progress");
    if (!bar) return;
    bar.hidden = false;
    bar.value = percent;
  };
  let queue = Promise.resolve();
  const exchange = (address, data, moved) => {
    queue = queue
      .then(() => send(address, data, moved))
      .then(show)
      .catch(() => {
        files.querySelector("progress")?.setAttribute("hidden", "");
        say(form.dataset.sayFileFailed);
      });
    return queue;
  };

  files?.addEventListener("change", (event) => {
    const input = event.target;
    if (input.type === "file" && input.files.length) {
      say(form.dataset.saySending);
      for (const file of input.files) {
        const data = new FormData();
        data.append(input.name, file);
        exchange(files.dataset.add, data, progress).then(() => say(""));
      }
      input.value = "";
    } else if (input.name.startsWith("alt-")) {
      const data = new FormData();
      data.append(input.name, input.value);
      exchange(input.dataset.change, data);
    }
  });
  files?.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-act]");
    if (!button) return;
    event.preventDefault();
    const data = new FormData();
    data.append("act", button.dataset.act);
    exchange(button.dataset.change, data).then(() => (files.querySelector(`[value="${button.value}"]`) || files.querySelector("input, button"))?.focus());
  });

  count();
  grow();
  lookBack();
})();
