// Passing a link on: by the device's own sheet on a telephone, else by the dialog that oasis.js opens.
(() => {
  "use strict";

  const sheet = document.getElementById("share");
  if (!sheet) return;
  const { url, title } = sheet.dataset;

  // A telephone knows whom its owner writes to, and by what.
  if (navigator.share && matchMedia("(pointer: coarse)").matches) {
    document.addEventListener("click", (event) => {
      if (!event.target.closest('[data-dialog="share"]')) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      navigator.share({ title, url }).catch((error) => {
        if (error.name !== "AbortError") sheet.showModal();
      });
    }, true);
  }

  // -- KakaoTalk: its script comes when somebody wants it, and only the one file that we know ---
  const button = sheet.querySelector("[data-kakao]");
  if (!button) return;

  const fetched = (src, integrity) =>
    new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement("script"), { src, integrity, crossOrigin: "anonymous" });
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => {
        script.remove();
        reject(new Error(src));
      });
      document.head.append(script);
    });

  const send = async () => {
    const { kakao, sdk, integrity, image } = button.dataset;
    if (!window.Kakao) await fetched(sdk, integrity);
    if (!window.Kakao.isInitialized()) window.Kakao.init(kakao);
    const link = { mobileWebUrl: url, webUrl: url };
    window.Kakao.Share.sendDefault({ objectType: "feed", content: { title, imageUrl: image, imageWidth: 1200, imageHeight: 630, link } });
  };

  button.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    send()
      .catch(() => window.oasis.say(button.dataset.failed))
      .finally(() => { button.disabled = false; });
  });
})();
