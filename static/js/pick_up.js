// The list of a pick-up: each tick is kept on the phone first and sent when there is signal, once, under its own
// identifier. Nothing here waits for the network. Without this script the same buttons are plain forms.
(function () {
  "use strict";
  const words = document.getElementById("pick-up-words");
  const user = document.body.dataset.viewer || "";
  if (!words || !window.Outbox || !user) {
    return;
  }
  const told = words.dataset;
  const part = (name) => document.querySelector(`[data-part="${name}"]`);
  const ticks = part("ticks");
  const dialog = document.getElementById("quay-reason");
  const rows = () => Array.from(ticks.querySelectorAll(".quay-row"));
  let lastSeq = 0;

  function nameOf(row) {
    return row.querySelector("[data-name]").textContent;
  }

  function rowOf(key) {
    return rows().find((row) => row.dataset.key === key || row.dataset.before === key);
  }

  function wordOf(state) {
    const [base, reason] = state.split(".");
    if (base !== "NOT_ARRIVED") {
      return base === "ARRIVED" ? told.arrived : told.expected;
    }
    const button = dialog.querySelector(`[data-reason="${reason}"]`);
    return `${told.absent} (${button ? button.textContent : reason})`;
  }

  function paint(row, state, label, who) {
    const tone = state.split(".")[0];
    row.dataset.state = state;
    row.dataset.tone = tone;
    row.querySelector("[data-label]").textContent = label || wordOf(state);
    row.querySelector("[data-who]").textContent = who;
    const hadFocus = row.contains(document.activeElement);
    row.querySelectorAll("[data-do]").forEach((button) => {
      button.hidden = (button.dataset.do === "EXPECTED") === (tone === "EXPECTED");
    });
    if (hadFocus) {
      row.querySelector("[data-do]:not([hidden])").focus({ preventScroll: true });
    }
  }

  function say(text) {
    part("status").textContent = text;
  }

  function tone(name, text) {
    const line = part("line");
    line.hidden = !text;
    line.dataset.tone = name;
    part("line-text").textContent = text;
    part("sign-in").hidden = name !== "signed_out";
  }

  // What the server did not take stays on the phone and on the row until somebody has read it.
  function refuse(row, item) {
    const box = row ? row.querySelector("[data-told]") : part("told");
    const reasons = Object.values(item.secret.errors || {}).flat().filter(Boolean);
    const again = document.createElement("button");
    again.type = "button";
    again.className = "btn btn-secondary btn-sm";
    again.textContent = told.reload;
    again.addEventListener("click", async () => {
      await window.Outbox.remove(item.id);
      window.location.reload();
    });
    box.replaceChildren(`${reasons.join(" ") || told.ended} `, again);
    box.hidden = false;
    if (row) {
      row.dataset.tone = "REFUSED";
      row.querySelectorAll("[data-do]").forEach((button) => { button.hidden = true; });
      row.querySelector("[data-label]").textContent = "";
      row.querySelector("[data-who]").textContent = "";
    }
  }

  function keyOf(item) {
    return item.secret.values.tanda.split("|")[0];
  }

  function wantedOf(item) {
    return item.secret.values.tanda.split("|")[1];
  }

  async function mine() {
    const items = await window.Outbox.all(user);
    return items.filter((item) => item.kind === "tick" && item.group === told.group);
  }

  async function showPending() {
    const items = await mine();
    const waiting = items.filter((item) => item.state === "waiting").length;
    part("pending").hidden = !waiting;
    part("pending").textContent = told.pending.replace("{n}", String(waiting));
    return items;
  }

  async function answered(item, answer) {
    const row = rowOf(keyOf(item));
    if (answer.numbers) {
      const page = new DOMParser().parseFromString(answer.numbers, "text/html");
      part("numbers").replaceWith(document.importNode(page.body.firstElementChild, true));
    }
    if (!row) {
      return;
    }
    if (answer.key && answer.key !== row.dataset.key) {
      row.dataset.before = row.dataset.key;
      row.dataset.key = answer.key;
      row.id = answer.key;
    }
    const items = await showPending();
    const isLast = !items.some((other) => [row.dataset.key, row.dataset.before].includes(keyOf(other)));
    if (answer.now && isLast) {
      paint(row, answer.now, answer.label, answer.who);
      say(answer.message || told.said.replace("{nama}", nameOf(row)).replace("{keadaan}", answer.label));
    }
  }

  function heard(event, details) {
    const sentences = {
      offline: told.offline, signed_out: told.signedOut, other_user: told.otherUser, forbidden: told.forbidden,
      fault: told.fault, sending: told.sending, idle: "",
    };
    if (event in sentences) {
      tone(event, sentences[event]);
    }
    if (event === "sent" && details.item.kind === "tick" && details.item.group === told.group) {
      answered(details.item, details.answer);
    }
    if (event === "mend" && details.item.kind === "tick" && details.item.group === told.group) {
      refuse(rowOf(keyOf(details.item)), details.item);
    }
  }

  async function send() {
    await window.OutboxSender.run(user, heard);
    await showPending();
  }

  async function tick(row, wanted) {
    const seq = Math.max(Date.now(), lastSeq + 1);
    lastSeq = seq;
    const item = {
      id: window.Outbox.newId(), user, kind: "tick", group: told.group, url: told.send, seq, state: "waiting", attempts: 0,
      secret: {
        values: { tanda: `${row.dataset.key}|${wanted}|${row.dataset.state}` },
        capturedAt: new Date().toISOString(),
      },
    };
    paint(row, wanted, "", told.waiting);
    say(told.said.replace("{nama}", nameOf(row)).replace("{keadaan}", wordOf(wanted)));
    await window.Outbox.put(item);
    await showPending();
    send();
  }

  function askReason(row) {
    part("reason-name").textContent = nameOf(row);
    dialog.returnValue = "";
    dialog.onclose = () => {
      if (dialog.returnValue) {
        tick(row, `NOT_ARRIVED.${dialog.returnValue}`);
      }
    };
    dialog.showModal();
  }

  function filter() {
    const sought = document.getElementById("quay-seek").value.trim().toLowerCase();
    const onlyOpen = part("search").elements.tampil.checked;
    let shown = 0;
    rows().forEach((row) => {
      const fits = nameOf(row).toLowerCase().includes(sought) && (!onlyOpen || row.dataset.tone === "EXPECTED");
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    part("none").hidden = shown > 0;
    part("none").textContent = told.none;
  }

  function listen() {
    ticks.addEventListener("submit", (event) => {
      const button = event.submitter;
      const row = button && button.closest(".quay-row");
      if (!row) {
        return;
      }
      event.preventDefault();
      tick(row, button.dataset.do);
    });
    ticks.addEventListener("click", (event) => {
      const link = event.target.closest("[data-do='NOT_ARRIVED']");
      if (link && dialog.showModal) {
        event.preventDefault();
        askReason(link.closest(".quay-row"));
      }
    });
    dialog.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) {
        dialog.close(button.dataset.reason || "");
      }
    });
    part("send").addEventListener("click", send);
    window.addEventListener("online", send);
    document.addEventListener("visibilitychange", () => (document.hidden ? null : send()));
    setInterval(async () => ((await showPending()).some((item) => item.state === "waiting") ? send() : null), 8000);
    const search = part("search");
    if (!window.location.search) {
      search.classList.add("is-live");
      search.addEventListener("submit", (event) => event.preventDefault());
      search.addEventListener("input", filter);
    }
  }

  async function start() {
    await window.Outbox.ready();
    await window.Outbox.rememberUser(user);
    ticks.dataset.many = "";
    listen();
    for (const item of await showPending()) {
      const row = rowOf(keyOf(item));
      if (item.state === "mend") {
        refuse(row, item);
      } else if (row) {
        paint(row, wantedOf(item), "", told.waiting);
      }
    }
    document.body.dataset.ready = "";
    send();
  }

  start();
})();
