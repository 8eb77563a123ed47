// What htmx cannot show by itself: a session that ended, a fault of the server, no signal.
(function () {
  "use strict";
  const signIn = document.querySelector("[data-sign-in]");

  function tell(text) {
    const list = document.getElementById("pesan");
    if (!list) {
      return;
    }
    list.querySelectorAll("[data-htmx-error]").forEach((old) => old.remove());
    const box = document.createElement("div");
    box.className = "flash flash-error";
    box.dataset.htmxError = "";
    const words = document.createElement("p");
    words.textContent = text;
    box.appendChild(words);
    list.appendChild(box);
    box.scrollIntoView({ block: "nearest" });
  }

  function words(name) {
    return document.body.dataset[name];
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    const address = event.detail.xhr.responseURL;
    if (address && signIn && new URL(address).pathname === signIn.pathname) {
      event.preventDefault();
      location.assign(signIn.href);
    }
  });

  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 429) {
      tell(event.detail.xhr.responseText);
      return;
    }
    const code = event.detail.xhr.getResponseHeader("X-Request-Id") || String(event.detail.xhr.status);
    tell(words("textFault").replace("{kode}", code));
  });

  document.addEventListener("htmx:sendError", () => tell(words("textOffline")));
})();
