// Keeps what is typed into <form data-keep="name"> for this tab alone, so that an ended session, a fault or a
// closed page loses nothing. It goes when the server says that it saved, when the person signs out, when another
// person signs in, and with the tab. Never in localStorage: the input is about people.
(function () {
  "use strict";
  const PREFIX = "isian:";
  const body = document.body;
  const viewer = body.dataset.viewer || "";
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
      form.reset();
      note.remove();
    });
    note.append(words, drop);
    form.prepend(note);
  }

  function restore(form) {
    const draft = read(PREFIX + form.dataset.keep);
    if (!draft || "bound" in form.dataset || JSON.stringify(draft.values) === JSON.stringify(valuesOf(form))) {
      return;
    }
    fill(form, draft.values);
    showNote(form);
  }

  function clear(test) {
    keys().filter((key) => test(read(key))).forEach((key) => store.removeItem(key));
  }

  function watch(form) {
    let timer = 0;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => save(form, false), 300);
    });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      save(form, true);
    });
  }

  if (viewer) {
    clear((draft) => !draft || draft.viewer !== viewer);
    if (document.querySelector('#pesan [data-level="success"]')) {
      clear((draft) => draft.isSent);
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
