// Keeps what is typed into <form data-keep="name"> in this tab, and a moment later on the server for this account
// alone, so that an ended session, a fault, a closed page or a lost phone loses nothing. A draft belongs to one form at
// one address: what was typed about one record never comes into another. It holds only what was changed, beside what
// stood there, and no hidden input (a version least of all), so that an edit of somebody else meanwhile is seen. It goes
// when the server says that it saved and with "Batal"; in this tab also when the person signs out (what becomes of it
// on the server is asked then), when another person signs in, and with the tab. Never in localStorage: the input is
// about people.
(function () {
  "use strict";
  const PREFIX = "isian:";
  const body = document.body;
  const viewer = body.dataset.viewer || "";
  const server = viewer && body.dataset.drafts;
  const REMOTE_AFTER = 2000;
  const timers = new WeakMap();
  const laterTimers = new WeakMap();
  const bases = new WeakMap();
  const underWay = new Map();
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

  function addressOf(form) {
    const address = new URL(form.getAttribute("action") || "", location.href);
    return address.pathname + address.search;
  }

  // Form and address: where it is sent to, which names the record.
  function keyOf(form) {
    return `${PREFIX}${form.dataset.keep}@${addressOf(form)}`;
  }

  function read(key) {
    try {
      return JSON.parse(store.getItem(key));
    } catch (error) {
      return null;
    }
  }

  function write(key, draft) {
    try {
      store.setItem(key, JSON.stringify(draft));
    } catch (error) {
      // a full store only costs the draft
    }
  }

  function isKept(element) {
    const skipped = ["hidden", "password", "file", "submit", "button", "reset"];
    return element.name && !skipped.includes(element.type) && !("noKeep" in element.dataset);
  }

  function isBox(element) {
    return element.type === "checkbox" || element.type === "radio";
  }

  function valuesOf(form) {
    const values = {};
    Array.from(form.elements).filter(isKept).forEach((element) => {
      const list = values[element.name] || (values[element.name] = []);
      if (element.multiple && element.options) {
        Array.from(element.selectedOptions).forEach((option) => list.push(option.value));
      } else if (!isBox(element) || element.checked) {
        list.push(element.value);
      }
    });
    return values;
  }

  function isSame(one, other) {
    return JSON.stringify(one || []) === JSON.stringify(other || []);
  }

  function fill(form, values) {
    const used = {};
    Array.from(form.elements).filter(isKept).forEach((element) => {
      const list = values[element.name];
      if (!list) {
        return;
      }
      if (isBox(element)) {
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

  // What was changed, beside what stood there; nothing when all stands as it stood.
  function changesOf(form) {
    const base = bases.get(form);
    const values = valuesOf(form);
    const changed = Object.keys(values).filter((name) => !isSame(values[name], base[name]));
    const pick = (from) => Object.fromEntries(changed.map((name) => [name, from[name] || []]));
    return changed.length ? { values: pick(values), base: pick(base) } : null;
  }

  function save(form, isSent) {
    const changes = changesOf(form);
    if (changes) {
      write(keyOf(form), Object.assign({ viewer, isSent }, changes));
    } else {
      store.removeItem(keyOf(form));
    }
  }

  // How the server names a draft: a question in the address may hold a name, so only a mark of it stands there.
  function remoteName(key) {
    const [place, question] = key.slice(PREFIX.length).split("?");
    const mark = Array.from(question || "").reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)) >>> 0, 0);
    return (question ? `${place}~${mark.toString(36)}` : place).replaceAll("/", ":");
  }

  function remote(key, method, content) {
    if (!server) {
      return Promise.resolve(null);
    }
    const headers = Object.assign({ Accept: "application/json" }, JSON.parse(body.getAttribute("hx-headers") || "{}"));
    const options = { method, headers, credentials: "same-origin", cache: "no-store", redirect: "manual" };
    if (content) {
      headers["Content-Type"] = "application/json";
      options.body = JSON.stringify(content);
    }
    const call = () => fetch(`${server}${encodeURIComponent(remoteName(key))}/`, options).catch(() => null);
    if (method === "GET") {
      return Promise.resolve(underWay.get(key)).then(call); // never before what is being removed
    }
    options.keepalive = (options.body || "").length < 60000;
    underWay.set(key, call());
    return underWay.get(key);
  }

  function saveRemote(form) {
    const changes = changesOf(form);
    if (changes) {
      const page = location.pathname + location.search;
      remote(keyOf(form), "POST", Object.assign({ page, title: document.title }, changes));
    } else {
      remote(keyOf(form), "DELETE");
    }
  }

  function stop(form) {
    clearTimeout(timers.get(form));
    clearTimeout(laterTimers.get(form));
  }

  function forget(key) {
    store.removeItem(key);
    remote(key, "DELETE");
  }

  function drop(form) {
    stop(form);
    forget(keyOf(form));
  }

  // What stands in an input, as a person reads it: "Umur: 7".
  function words(form, name) {
    const inputs = Array.from(form.elements).filter((element) => element.name === name && isKept(element));
    const field = inputs[0].closest(".field") || form;
    const title = field.querySelector("legend, label");
    const texts = inputs.map((element) => {
      if (isBox(element)) {
        return element.checked && element.labels.length ? element.labels[0].textContent.trim() : "";
      }
      return element.options ? Array.from(element.selectedOptions, (option) => option.text).join(", ") : element.value;
    });
    const label = title ? title.firstChild.textContent.trim() : name;
    return `${label}: ${texts.filter(Boolean).join(", ").slice(0, 200) || "–"}`;
  }

  function showNote(form, lines) {
    const note = document.createElement("div");
    note.className = "draft-note";
    note.setAttribute("role", "status");
    const text = document.createElement("p");
    text.textContent = lines.length ? `${body.dataset.textDraftOld} ${lines.join("; ")}.` : body.dataset.textDraft;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-secondary btn-sm";
    button.textContent = body.dataset.textDraftDrop;
    button.addEventListener("click", () => {
      drop(form);
      form.reset();
      note.remove();
    });
    note.append(text, button);
    form.prepend(note);
  }

  function put(form, draft) {
    const now = valuesOf(form);
    const names = Object.keys(draft.values).filter((name) => name in now && !isSame(draft.values[name], now[name]));
    if (!names.length) {
      forget(keyOf(form));
      return;
    }
    const lines = names.filter((name) => !isSame(draft.base[name], now[name])).map((name) => words(form, name));
    fill(form, draft.values);
    showNote(form, lines);
  }

  // What was kept on another device; what is typed here meanwhile goes before it.
  async function restoreRemote(form) {
    const answer = await remote(keyOf(form), "GET");
    const found = answer && answer.status === 200 ? await answer.json() : null;
    if (found && !changesOf(form)) {
      put(form, found);
    }
  }

  function restore(form) {
    const draft = read(keyOf(form));
    const now = valuesOf(form);
    bases.set(form, now);
    if ("bound" in form.dataset) {
      bases.set(form, Object.assign({}, now, (draft || {}).base)); // the page itself brings back what was typed
      save(form, false);
    } else if (draft) {
      put(form, draft);
    } else {
      restoreRemote(form);
    }
  }

  function watch(form) {
    form.addEventListener("input", () => {
      stop(form);
      timers.set(form, setTimeout(() => save(form, false), 300));
      laterTimers.set(form, setTimeout(() => saveRemote(form), REMOTE_AFTER));
    });
    form.addEventListener("submit", () => {
      stop(form);
      save(form, true);
    });
    form.querySelectorAll("[data-drops-draft]").forEach((link) => link.addEventListener("click", () => drop(form)));
  }

  function start(place) {
    const inside = Array.from(place.querySelectorAll("form[data-keep]"));
    const forms = place.matches("form[data-keep]") ? [place, ...inside] : inside;
    forms.filter((form) => !bases.has(form)).forEach((form) => {
      restore(form);
      watch(form);
    });
  }

  // The page that answers: what was sent is saved, or it is a draft again, or it waits on a page that sends it on when
  // the person has said who they are. Others' drafts go.
  function land() {
    const passedOn = Array.from(document.querySelectorAll("form[data-passes-on]"), addressOf);
    const isSaved = Boolean(document.querySelector('#pesan [data-level="success"]'));
    keys().forEach((key) => {
      const draft = read(key);
      if (!draft || draft.viewer !== viewer) {
        store.removeItem(key);
      } else if (draft.isSent && isSaved) {
        forget(key);
      } else if (draft.isSent && !passedOn.includes(key.slice(key.indexOf("@") + 1))) {
        write(key, Object.assign(draft, { isSent: false }));
      }
    });
  }

  if (viewer) {
    land();
  }
  start(body);
  document.addEventListener("htmx:load", (event) => start(event.detail.elt));
  document.addEventListener("htmx:afterRequest", (event) => {
    const { requestConfig, successful, pathInfo } = event.detail;
    const sent = requestConfig.elt;
    if (successful && sent.matches("form[data-keep]") && pathInfo.responsePath === pathInfo.finalRequestPath) {
      drop(sent);
    }
  });
  document.querySelectorAll("[data-draft-kept]").forEach((element) => { element.hidden = !keys().length; });
  document.querySelectorAll("form[data-clears-drafts]").forEach((form) => {
    form.addEventListener("submit", () => keys().forEach((key) => store.removeItem(key)));
  });
})();
