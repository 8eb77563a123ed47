// The screen "Catat kedatangan": the group once, then people one after the other. Everything is kept on the phone at
// each change and sent when there is signal; nothing here waits for the network.
(function () {
  "use strict";
  const root = document.getElementById("arrival");
  if (!root || !window.Outbox) {
    return;
  }
  const card = window.ArrivalCard;
  const words = document.getElementById("arrival-words").dataset;
  const groupForm = document.getElementById("arrival-group");
  const personForm = document.getElementById("arrival-person");
  const find = (name) => root.querySelector(`[data-part="${name}"]`);
  const clock = new RegExp(`^(?:${words.clock})$`, "i");
  // group: the one whose people are logged; editing: the group in the form; refused: one that the server sent back;
  // groupKept: a new group half typed while another is mended
  const state = {
    user: "", group: null, editing: "", refused: null, groupKept: null, card: null, isSaving: false, savedAt: 0, copied: false,
  };
  let draftTimer = 0;

  function say(text) {
    find("status").textContent = text;
  }

  function tone(name, text) {
    const box = find("line");
    box.hidden = !text;
    box.dataset.tone = name;
    find("line-text").textContent = text;
    find("sign-in").hidden = name !== "signed_out";
  }

  // --- draft -------------------------------------------------------------------------------------------------------

  function draft() {
    const isCard = !personForm.hidden;
    const values = isCard ? card.read(personForm) : (state.card || {}).values;
    return {
      id: `draft:${state.user}`,
      user: state.user,
      kind: "draft",
      isFilled: Boolean(values && card.isFilled(values, state.copied)),
      secret: {
        group: state.group,
        groupValues: groupForm.hidden || state.editing ? state.groupKept : card.read(groupForm),
        card: isCard ? Object.assign({}, state.card, { values, copied: state.copied }) : state.card,
      },
    };
  }

  function keepDraft() {
    clearTimeout(draftTimer);
    return state.user ? window.Outbox.put(draft()) : Promise.resolve();
  }

  function keepDraftSoon() {
    clearTimeout(draftTimer);
    draftTimer = setTimeout(keepDraft, 120);
  }

  // --- the list ----------------------------------------------------------------------------------------------------

  async function refresh() {
    const items = await window.Outbox.all(state.user);
    const group = state.group && items.find((item) => item.id === state.group.id);
    if (group && group.kind === "receipt") {
      Object.assign(state.group, { number: group.number, url: group.url, isSent: true });
    }
    const isShown = (item) => (
      (item.kind === "person" && item.state !== "held") ||
      (item.kind === "receipt" && item.of === "person" && state.group && item.group === state.group.id)
    );
    const people = items.filter(isShown);
    const counts = window.ArrivalList.show(find("people"), people, words, { edit: editPerson });
    find("count").textContent = String(people.length);
    find("none").hidden = people.length > 0;
    find("list").hidden = !people.length && groupForm.hidden === false;
    ["sent", "local", "mend"].forEach((name) => {
      const part = find(`count-${name}`);
      part.hidden = !counts[name];
      part.querySelector("b").textContent = String(counts[name]);
    });
    recall(people);
    showGroup(group);
    showRefused(items);
    showOthers();
    return { items, counts };
  }

  async function recall(people) {
    if (state.group && await window.ArrivalList.recall(`${words.sent}?rombongan=${state.group.id}`, people)) {
      refresh();
    }
  }

  async function showOthers() {
    const counts = await window.Outbox.unsent(state.user);
    const note = find("others");
    note.hidden = !counts.others;
    find("others-text").textContent = words.others.replace("{n}", counts.others);
  }

  function showGroup(item) {
    if (!state.group) {
      return;
    }
    find("group-line").textContent = state.group.line || words.group;
    find("group-number").textContent = state.group.number || "";
    find("group-edit").hidden = !(item && item.kind === "group" && item.state !== "mend" && !item.attempts);
  }

  // A group that the server sent back is said, and opened when the person wants to: nobody is torn from a card.
  function showRefused(items) {
    const refused = items.find((item) => item.kind === "group" && item.state === "mend") || null;
    state.refused = refused;
    find("refused").hidden = !refused || state.editing === refused.id;
    if (refused) {
      find("refused-name").textContent = summary(refused.id, refused.secret.values).line;
      find("refused-text").textContent = Object.values(refused.secret.errors || {}).flat().join(" ");
    }
  }

  // --- sending -----------------------------------------------------------------------------------------------------

  function heard(event, details) {
    if (event === "sent") {
      const answer = details.answer;
      const name = details.item.kind === "person" ? card.first(details.item.secret.values, "name") : "";
      const notes = [answer.state === "already" ? answer.message : "", ...(answer.warnings || [])].filter(Boolean);
      if (notes.length) {
        addNote(name, notes.join(" "));
      }
    }
    const sentences = {
      offline: words.offline, signed_out: words.signedOut, other_user: words.otherUser, forbidden: words.forbidden,
      fault: words.fault, sending: words.sending,
    };
    if (event in sentences) {
      tone(event, sentences[event]);
    } else if (event === "idle") {
      tone("idle", "");
    }
  }

  function addNote(name, text) {
    const line = document.createElement("p");
    line.textContent = name ? `${name}: ${text}` : text;
    find("notes").append(line);
    find("notes-box").hidden = false;
  }

  async function send() {
    if (!state.user) {
      return;
    }
    let sent = 0;
    await window.OutboxSender.run(state.user, (event, details) => {
      heard(event, details);
      sent += event === "sent" && details.item.kind === "person" ? 1 : 0;
      if (event === "sent" || event === "mend") {
        refresh();
      }
    });
    await refresh();
    if (sent) {
      say(words.sentSome.replace("{n}", String(sent)));
    }
  }

  // --- the group ---------------------------------------------------------------------------------------------------

  function summary(id, values) {
    const first = (name) => card.first(values, name);
    const day = [first("arrived_on"), first("arrival_time")].filter(Boolean).join(" ");
    return { id, cause: first("cause"), line: [first("vessel"), first("place_of_arrival"), day].filter(Boolean).join(" · ") };
  }

  function openGroup() {
    groupForm.hidden = false;
    personForm.hidden = true;
    find("group-head").hidden = true;
    card.clearErrors(groupForm);
  }

  // A group that stands in the outbox, in the form once more; what is half typed meanwhile is put aside.
  async function editGroup(id) {
    const item = await window.Outbox.get(id);
    if (!item || item.kind !== "group" || (item.state !== "mend" && item.attempts)) {
      refresh();
      return;
    }
    if (!personForm.hidden) {
      state.card = Object.assign({}, state.card, { values: card.read(personForm), copied: state.copied });
    } else if (!state.editing) {
      state.groupKept = card.read(groupForm);
    }
    state.editing = id;
    await window.Outbox.put(Object.assign({}, item, { state: "held" }));
    openGroup();
    card.fill(groupForm, item.secret.values);
    find("refused").hidden = true;
    if (item.secret.errors) {
      card.showErrors(groupForm, item.secret.errors);
    } else {
      groupForm.querySelector(".form-select, .form-control").focus({ preventScroll: true });
    }
  }

  function today() {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${two(now.getDate())}/${two(now.getMonth() + 1)}/${now.getFullYear()}`;
  }

  function newGroup() {
    Object.assign(state, { group: null, card: null, editing: "" });
    groupForm.reset();
    groupForm.elements.arrived_on.value = today();
    if (state.groupKept) {
      card.fill(groupForm, state.groupKept);
      state.groupKept = null;
    }
    openGroup();
  }

  function checkGroup(values) {
    const errors = {};
    const day = card.first(values, "arrived_on");
    const hour = card.first(values, "arrival_time");
    if (!day) {
      errors.arrived_on = [words.dayMissing];
    } else if (card.judgeDate(day) === "future") {
      errors.arrived_on = [words.future.replace("{tgl}", day)];
    }
    if (hour && !clock.test(hour)) {
      errors.arrival_time = [words.hour];
    }
    return errors;
  }

  async function saveGroup() {
    const values = card.read(groupForm);
    const errors = checkGroup(values);
    if (Object.keys(errors).length) {
      card.showErrors(groupForm, errors);
      return;
    }
    const id = state.editing || (state.group ? state.group.id : window.Outbox.newId());
    if (!state.group || state.group.id === id) {
      state.group = summary(id, values);
    }
    state.editing = "";
    const day = card.first(values, "arrived_on");
    await window.Outbox.put({
      id, user: state.user, kind: "group", seq: Date.now(), state: "waiting", attempts: 0,
      secret: { values, capturedAt: new Date().toISOString() },
    });
    if (card.judgeDate(day) === "impossible") {
      addNote("", words.noSuchDate.replace("{teks}", day));
    }
    openCard(state.card && state.card.values ? state.card : null);
    await keepDraft();
    await refresh();
    send();
  }

  // --- one person --------------------------------------------------------------------------------------------------

  function openCard(kept) {
    groupForm.hidden = true;
    find("group-head").hidden = false;
    personForm.hidden = false;
    state.card = { id: kept ? kept.id : window.Outbox.newId(), parent: kept ? kept.parent : "", isEdit: Boolean(kept && kept.isEdit) };
    state.copied = Boolean(kept && kept.copied);
    card.clearErrors(personForm);
    card.fill(personForm, kept ? kept.values : {});
    card.showPrinted(personForm);
    showCard();
    personForm.elements.name.focus({ preventScroll: true });
    personForm.scrollIntoView({ block: "start" });
    personForm.dispatchEvent(new Event("input"));
  }

  function showCard() {
    const parent = state.card.parent ? window.ArrivalList.nameOf(state.card.parent) || words.samePerson : "";
    find("family").hidden = !state.card.parent;
    find("family-name").textContent = parent;
    find("title").textContent = state.card.isEdit ? words.titleEdit : words.titleNew;
    find("drop").hidden = !state.card.isEdit;
    const reason = personForm.elements.deportation_reason;
    if (reason) {
      reason.closest(".field").hidden = state.group && state.group.cause !== words.deportation;
    }
  }

  async function savePerson(isFamily) {
    if (state.isSaving) {
      return;
    }
    const values = card.read(personForm);
    if (Date.now() - state.savedAt < 1000 && !card.isFilled(values, state.copied)) {
      return; // the second half of a double click meets the fresh card
    }
    const errors = card.check(personForm, values, words);
    if (Object.keys(errors).length) {
      card.showErrors(personForm, errors);
      say(words.fix.replace("{n}", String(Object.keys(errors).length)));
      return;
    }
    state.isSaving = true;
    try {
      await keepPerson(values, isFamily);
    } finally {
      state.isSaving = false;
    }
  }

  async function keepPerson(values, isFamily) {
    const saved = Object.assign({}, state.card);
    const earlier = await window.Outbox.get(saved.id);
    const name = card.first(values, "name");
    values.parent_client_id = [saved.parent || ""];
    await window.Outbox.put({
      id: saved.id, user: state.user, kind: "person", group: earlier ? earlier.group : state.group.id,
      parent: saved.parent || "", seq: earlier ? earlier.seq : Date.now(), state: "waiting", attempts: 0,
      secret: { values, capturedAt: new Date().toISOString() },
    });
    window.ArrivalList.remember(saved.id, name);
    const stash = saved.isEdit ? state.stash : null;
    state.stash = null;
    state.savedAt = Date.now();
    openCard(isFamily ? family(saved, values) : stash || null);
    await keepDraft();
    await refresh();
    say(words.kept.replace("{nama}", name));
    send();
  }

  function family(saved, values) {
    const copy = {};
    ["village", "village_code", "family_phone"].forEach((name) => { copy[name] = values[name] || [""]; });
    return { id: window.Outbox.newId(), parent: saved.parent || saved.id, values: copy, copied: true };
  }

  async function editPerson(item) {
    const held = await window.Outbox.get(item.id);
    if (!held || held.kind !== "person" || (held.state !== "mend" && held.attempts)) {
      refresh();
      return;
    }
    if (card.isFilled(card.read(personForm), state.copied) && !personForm.hidden && !state.card.isEdit) {
      state.stash = Object.assign({}, state.card, { values: card.read(personForm), copied: state.copied });
    }
    const { errors, kept } = held.secret;
    held.state = "held";
    await window.Outbox.put(held);
    openCard({ id: held.id, parent: held.parent, values: held.secret.values, isEdit: true });
    card.keepPrinted(personForm, (kept || {}).age);
    if (errors) {
      card.showErrors(personForm, errors);
    }
    await keepDraft();
    await refresh();
  }

  async function dropPerson() {
    await window.Outbox.remove(state.card.id);
    openCard(state.stash || null);
    state.stash = null;
    await keepDraft();
    await refresh();
  }

  async function finish() {
    if (!personForm.hidden && card.isFilled(card.read(personForm), state.copied)) {
      const errors = card.check(personForm, card.read(personForm), words);
      errors.__all__ = [words.unfinished];
      card.showErrors(personForm, errors);
      return;
    }
    const { counts } = await refresh();
    if (state.refused && state.group && state.refused.id === state.group.id) {
      find("refused-open").focus();
      return;
    }
    const url = state.group && state.group.url;
    if (url && !counts.local && !counts.mend && navigator.onLine) {
      await forgetGroup();
      window.location.assign(url);
      return;
    }
    await forgetGroup();
    newGroup();
    await keepDraft();
    await refresh();
  }

  async function forgetGroup() {
    const items = await window.Outbox.all(state.user);
    const done = items.filter((item) => item.kind === "receipt" || item.kind === "draft");
    await Promise.all(done.map((item) => window.Outbox.remove(item.id)));
    state.group = null;
    state.card = null;
  }

  // --- opening the page --------------------------------------------------------------------------------------------

  async function restore() {
    const items = await window.Outbox.all(state.user);
    const kept = (items.find((item) => item.kind === "draft") || { secret: {} }).secret;
    state.group = kept.group || null;
    const isSaved = (one) => one && !one.isEdit && items.some((item) => item.id === one.id);
    const open = kept.card && !isSaved(kept.card) ? kept.card : null;
    for (const item of items.filter((one) => one.state === "held" && (!open || open.id !== one.id))) {
      item.state = item.secret.errors ? "mend" : "waiting";
      await window.Outbox.put(item);
    }
    if (state.group) {
      openCard(open && open.values ? open : null);
      if (open && open.values && card.isFilled(open.values, open.copied)) {
        say(words.restored);
      }
    } else {
      newGroup();
      if (kept.groupValues) {
        card.fill(groupForm, kept.groupValues);
      }
    }
  }

  function listen() {
    groupForm.addEventListener("submit", (event) => {
      event.preventDefault();
      saveGroup();
    });
    personForm.addEventListener("submit", (event) => {
      event.preventDefault();
      savePerson(Boolean(event.submitter && event.submitter.value === "family"));
    });
    [groupForm, personForm].forEach((form) => {
      form.addEventListener("input", (event) => {
        card.clearError(event.target);
        keepDraftSoon();
      });
      form.addEventListener("change", keepDraftSoon);
      form.addEventListener("village", keepDraftSoon);
    });
    find("done").addEventListener("click", finish);
    find("drop").addEventListener("click", dropPerson);
    find("send").addEventListener("click", send);
    find("group-edit").addEventListener("click", () => editGroup(state.group.id));
    find("refused-open").addEventListener("click", () => editGroup(state.refused.id));
    window.addEventListener("online", send);
    window.addEventListener("pagehide", keepDraft);
    document.addEventListener("visibilitychange", () => (document.hidden ? keepDraft() : send()));
    setInterval(send, 8000);
  }

  async function start() {
    await window.Outbox.ready();
    const viewer = document.body.dataset.viewer || "";
    if (viewer) {
      await window.Outbox.rememberUser(viewer);
    }
    state.user = viewer || (await window.Outbox.lastUser()) || "";
    root.classList.add("is-ready");
    find("insecure").hidden = window.Outbox.isKeptOnPhone();
    if (!state.user) {
      groupForm.hidden = true;
      find("nobody").hidden = false;
      showOthers();
      return;
    }
    listen();
    await restore();
    await refresh();
    if (navigator.storage && navigator.storage.persist) {
      navigator.storage.persist().catch(() => {});
    }
    root.dataset.ready = "";
    send();
  }

  if (navigator.serviceWorker) {
    navigator.serviceWorker.register(words.worker, { scope: words.scope }).catch(() => {});
  }
  start();
})();
