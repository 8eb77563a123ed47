// The people logged on this phone, each with its state: kept on the phone, sent, or to be mended.
window.ArrivalList = (function () {
  "use strict";
  const known = new Map(); // id -> {name, facts}, as long as the page is open
  const ASK_AGAIN = 30000;
  let askedAt = 0;

  function piece(name) {
    return document.getElementById("arrival-row").content.querySelector(`[data-piece="${name}"]`).cloneNode(true);
  }

  function stateOf(item) {
    if (item.kind === "receipt") {
      return "sent";
    }
    return item.state === "mend" ? "mend" : "local";
  }

  function describe(item, words) {
    const values = item.secret.values;
    if (!values) {
      return known.get(item.id) || { name: "", facts: "" };
    }
    const first = (name) => window.ArrivalCard.first(values, name);
    const sexes = { L: words.male, P: words.female };
    const facts = [sexes[first("sex")], first("age"), first("village").split(",")[0]];
    return { name: first("name"), facts: facts.filter(Boolean).join(" · ") };
  }

  function row(item, position, words, on) {
    const line = piece("row");
    const told = describe(item, words);
    const state = stateOf(item);
    if (told.name) {
      known.set(item.id, told);
    }
    line.dataset.id = item.id;
    line.dataset.state = state;
    line.querySelector("[data-name]").textContent = told.name || words.person.replace("{n}", position);
    line.querySelector("[data-facts]").textContent = told.facts;
    line.querySelector("[data-state]").append(piece(`state-${state}`));
    const isOpen = item.kind !== "receipt" && (state === "mend" || !item.attempts);
    const edit = line.querySelector("[data-edit]");
    edit.hidden = !isOpen;
    edit.textContent = state === "mend" ? words.mend : words.edit;
    edit.setAttribute("aria-label", `${edit.textContent}: ${told.name}`);
    edit.addEventListener("click", () => on.edit(item));
    if (item.kind === "receipt" && item.url) {
      const name = line.querySelector("[data-name]");
      const link = document.createElement("a");
      link.href = item.url;
      link.textContent = name.textContent;
      name.replaceChildren(link);
    }
    if (state === "mend") {
      const errors = Object.values(item.secret.errors || {});
      line.querySelector("[data-reason]").textContent = errors.length ? errors[0][0] : "";
    }
    return line;
  }

  return {
    remember: (id, name) => known.set(id, { name, facts: "" }),
    nameOf: (id) => (known.get(id) || { name: "" }).name,

    // The phone keeps no name of whom the server has; a page that is opened anew asks for those of its group.
    // Answers whether somebody has a name now who had none.
    async recall(url, items) {
      const isUnnamed = items.some((item) => item.kind === "receipt" && !known.has(item.id));
      if (!isUnnamed || !navigator.onLine || Date.now() - askedAt < ASK_AGAIN) {
        return false;
      }
      askedAt = Date.now();
      const answer = await window.OutboxSender.ask(url, { headers: { Accept: "application/json" } }).catch(() => null);
      const found = answer && answer.ok ? await answer.json() : { people: {} };
      Object.keys(found.people).forEach((id) => known.set(id, found.people[id]));
      return Object.keys(found.people).length > 0;
    },

    // items: people of this account, in the order they were logged. Newest on top. Answers the counts by state.
    show(box, items, words, on) {
      const rows = items.map((item, index) => row(item, index + 1, words, on));
      box.replaceChildren(...rows.reverse());
      const counts = { sent: 0, local: 0, mend: 0 };
      items.forEach((item) => { counts[stateOf(item)] += 1; });
      return counts;
    },
  };
})();
