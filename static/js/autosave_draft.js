// Keeps what is typed into <form data-keep="name"> in this tab, and a moment later on the server for this account
// alone, so that an ended session, a fault, a closed page or a lost phone loses nothing. It goes when the server says
// that it saved; in this tab also when the person signs out or another signs in (the server asks at sign-out).
// Never in localStorage: the input is about people.
(function () {
  "use strict";
  const PREFIX = "isian:";
  const body = document.body;
  const viewer = body.dataset.viewer || "";
  const server = viewer && body.dataset.drafts;
  const REMOTE_AFTER = 2000;
  let store;
  try {
    store = window.sessionStorage;
    store.length;
  } catch (error) {
    return;
  }

  function keys() {
    return Object.keys(store).filter((key) => key.startsWith(PREFIX));
  }

  function read(key) {
    try {
      return JSON.parse(store.getItem(key));
    } catch (error) {
      return null;
    }
  }

  function isKept(element) {
    const skipped = ["password", "file", "submit", "button", "reset"];
    const hidden = element.type === "hidden" && element.name !== "version";
    return element.name && !hidden && !skipped.includes(element.type) && !("noKeep" in element.dataset);
  }

  function valuesOf(form) {
    const values = {};
    Array.from(form.elements).filter(isKept).forEach((element) => {
      const chosen = element.type === "checkbox" || element.type === "radio" ? element.checked : true;
      const list = values[element.name] || (values[element.name] = []);
      if (element.multiple && element.options) {
        Array.from(element.selectedOptions).forEach((option) => list.push(option.value));
      } else if (chosen) {
        list.push(element.value);
      }
    });
    return values;
  }

  function fill(form, values) {
    const used = {};
    Array.from(form.elements).filter(isKept).forEach((element) => {
      const list = values[element.name];
      if (!list) {
        return;
      }
      if (element.type === "checkbox" || element.type === "radio") {
        element.checked = list.includes(element.value);
      } else if (element.multiple && element.options) {
        Array.from(element.options).forEach((option) => { option.selected = list.includes(option.value); });
      } else {
        const place = used[element.name] || 0;
        used[element.name] = place + 1;
        element.value = place < list.length ? list[place] : "";
      }
    });
  }

  function save(form, isSent) {
    const draft = { viewer, isSent: Boolean(isSent), values: valuesOf(form) };
    try {
      store.setItem(PREFIX + form.dataset.keep, JSON.stringify(draft));
    } catch (error) {
      // a full store only costs the draft
    }
  }

  function remote(name, method, content) {
    if (!server) {
      return Promise.resolve(null);
    }
    const headers = Object.assign({ Accept: "application/json" }, JSON.parse(body.getAttribute("hx-headers") || "{}"));
    const options = { method, headers, credentials: "same-origin", cache: "no-store", redirect: "manual" };
    if (content) {
      headers["Content-Type"] = "application/json";
      options.body = JSON.stringify(content);
      options.keepalive = options.body.length < 60000;
    }
    return fetch(server + encodeURIComponent(name) + "/", options).catch(() => null);
  }

  function saveRemote(form) {
    const content = { values: valuesOf(form), page: location.pathname + location.search, title: document.title };
    remote(form.dataset.keep, "POST", content);
  }

  function showNote(form) {
    const note = document.createElement("div");
    note.className = "draft-note";
    note.setAttribute("role", "status");
    const words = document.createElement("p");
    words.textContent = body.dataset.textDraft;
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "btn btn-secondary btn-sm";
    drop.textContent = body.dataset.textDraftDrop;
    drop.addEventListener("click", () => {
      store.removeItem(PREFIX + form.dataset.keep);
      remote(form.dataset.keep, "DELETE");
      form.reset();
      note.remove();
    });
    note.append(words, drop);
    form.prepend(note);
  }

  function put(form, values) {
    if (JSON.stringify(values) !== JSON.stringify(valuesOf(form))) {
      fill(form, values);
      showNote(form);
    }
  }

  async function restoreRemote(form) {
    const before = JSON.stringify(valuesOf(form));
    const answer = await remote(form.dataset.keep, "GET");
    if (!answer || answer.status !== 200) {
      return;
    }
    const found = await answer.json();
    if (found.values && JSON.stringify(valuesOf(form)) === before) {
      put(form, found.values);
    }
  }

  function restore(form) {
    const draft = read(PREFIX + form.dataset.keep);
    if ("bound" in form.dataset) {
      return;
    }
    if (draft) {
      put(form, draft.values);
    } else {
      restoreRemote(form);
    }
  }

  function clear(test, after) {
    keys().filter((key) => test(read(key))).forEach((key) => {
      store.removeItem(key);
      if (after) {
        after(key.slice(PREFIX.length));
      }
    });
  }

  function watch(form) {
    let timer = 0;
    let later = 0;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      clearTimeout(later);
      timer = setTimeout(() => save(form, false), 300);
      later = setTimeout(() => saveRemote(form), REMOTE_AFTER);
    });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      clearTimeout(later);
      save(form, true);
    });
  }

  if (viewer) {
    clear((draft) => !draft || draft.viewer !== viewer);
    if (document.querySelector('#pesan [data-level="success"]')) {
      clear((draft) => draft.isSent, (name) => remote(name, "DELETE"));
    }
  }
  document.querySelectorAll("form[data-keep]").forEach((form) => {
    restore(form);
    watch(form);
  });
  document.querySelectorAll("form[data-clears-drafts]").forEach((form) => {
    form.addEventListener("submit", () => clear(() => true));
  });
})();
