// Passkeys: the browser makes or asks for one, and the form carries it to the server. Also: secrets copied by a button.
(() => {
  "use strict";

  const problem = (form, name) => {
    const place = form.querySelector("[data-passkey-problem]");
    if (!place) return;
    place.textContent = place.dataset[name] || place.dataset.cancelled;
    place.hidden = !name;
  };

  const options = () => JSON.parse(document.getElementById("passkey-options").textContent);

  const steps = {
    async login(form) {
      const response = await fetch(form.action, { headers: { Accept: "application/json" } });
      if (!response.ok) throw new TypeError("no options");
      return window.webauthnJSON.get((await response.json()).request_options);
    },
    authenticate: () => window.webauthnJSON.get(options().request_options),
    create() {
      const wanted = options().creation_options;
      // Every passkey is made to open the door alone, so it has to be found without an address and to check who holds it.
      Object.assign(wanted.publicKey.authenticatorSelection, {
        residentKey: "required", requireResidentKey: true, userVerification: "required",
      });
      return window.webauthnJSON.create(wanted);
    },
  };

  // What went wrong, as the name of the sentence that says so.
  const reason = (error) => {
    if (error.name === "InvalidStateError") return "known";
    if (error.name === "SecurityError") return "address";
    if (error.name === "TypeError") return "offline";
    if (error.name === "NotSupportedError") return "unsupported";
    return "cancelled";
  };

  const unusable = () => {
    if (!window.isSecureContext || /^[\d.]+$|:/.test(location.hostname)) return "address";
    if (!window.PublicKeyCredential || !window.webauthnJSON) return "unsupported";
    return "";
  };

  const carry = async (form) => {
    const button = form.querySelector("button[type=submit]");
    problem(form, unusable());
    if (unusable()) return;
    button.disabled = true;
    try {
      form.elements.credential.value = JSON.stringify(await steps[form.dataset.passkey](form));
      form.submit();
    } catch (error) {
      problem(form, reason(error));
      button.disabled = false;
    }
  };

  // Before anybody else hears of it: the form goes on its way only with a passkey in it.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-passkey]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    carry(event.target);
  }, true);

  for (const secret of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    secret.tabIndex = 0;
    secret.addEventListener("click", () => navigator.clipboard.writeText(secret.textContent.trim()).catch(() => {}));
  }
})();
