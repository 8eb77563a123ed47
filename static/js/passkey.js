// Passkeys: [data-passkey="get|create"] on a button asks the server what to ask the device, asks it, and sends the answer.
// Where it cannot be used, or without JavaScript, the other ways stand beside it.
(function () {
  "use strict";
  const buttons = document.querySelectorAll("[data-passkey]");
  if (!window.PublicKeyCredential || !navigator.credentials) {
    document.querySelectorAll("[data-no-passkey]").forEach((element) => { element.hidden = false; });
    return;
  }

  function toBytes(text) {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  }

  function toText(buffer) {
    const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
    return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function withBytes(list) {
    return (list || []).map((key) => Object.assign({}, key, { id: toBytes(key.id) }));
  }

  function post(url, body) {
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    return fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token ? token.value : "" },
      body: JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
    }).then((answer) => answer.json().then((json) => ({ ok: answer.ok, json })));
  }

  function show(options) {
    return navigator.credentials.get({
      publicKey: Object.assign({}, options, {
        challenge: toBytes(options.challenge),
        allowCredentials: withBytes(options.allowCredentials),
      }),
    });
  }

  function create(options) {
    return navigator.credentials.create({
      publicKey: Object.assign({}, options, {
        challenge: toBytes(options.challenge),
        user: Object.assign({}, options.user, { id: toBytes(options.user.id) }),
        excludeCredentials: withBytes(options.excludeCredentials),
      }),
    });
  }

  function asJson(found) {
    const response = { clientDataJSON: toText(found.response.clientDataJSON) };
    ["attestationObject", "authenticatorData", "signature", "userHandle"].forEach((name) => {
      if (found.response[name]) {
        response[name] = toText(found.response[name]);
      }
    });
    return {
      id: found.id, rawId: toText(found.rawId), type: found.type, response,
      authenticatorAttachment: found.authenticatorAttachment || null, clientExtensionResults: {},
    };
  }

  function say(button, words) {
    const place = document.getElementById(button.dataset.says);
    if (place) {
      place.textContent = words;
      place.hidden = !words;
    }
  }

  function goOn(button, json) {
    if (button.dataset.then === "submit") {
      button.form.dataset.passkeyShown = "";
      button.form.submit();
    } else {
      location.assign(json.next || button.dataset.next);
    }
  }

  async function run(button) {
    const isNew = button.dataset.passkey === "create";
    const begun = await post(button.dataset.begin, {});
    if (!begun.ok) {
      if (begun.json.url) {
        location.assign(begun.json.url + "?next=" + encodeURIComponent(location.pathname));
      } else {
        say(button, begun.json.message || button.dataset.failed);
      }
      return;
    }
    const found = asJson(await (isNew ? create(begun.json) : show(begun.json)));
    const name = button.form && button.form.elements.name;
    const done = await post(button.dataset.finish, isNew ? { credential: found, name: name ? name.value : "" } : found);
    if (done.ok) {
      goOn(button, done.json);
    } else {
      say(button, done.json.message || button.dataset.failed);
    }
  }

  buttons.forEach((button) => {
    button.closest("[data-passkey-part]").hidden = false;
    button.addEventListener("click", (event) => {
      event.preventDefault();
      say(button, "");
      button.setAttribute("aria-busy", "true");
      button.disabled = true;
      run(button)
        .catch((error) => say(button, error && error.name === "InvalidStateError" ? button.dataset.known : button.dataset.failed))
        .then(() => {
          button.removeAttribute("aria-busy");
          button.disabled = false;
        });
    });
  });
})();
