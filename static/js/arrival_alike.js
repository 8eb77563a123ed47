// While a card is filled and there is signal: people that look like this one, with why, and a choice.
// Without signal nothing is asked; the server then keeps the likenesses to be decided later.
(function () {
  "use strict";
  const panel = document.getElementById("arrival-alike");
  const form = panel && panel.closest("form");
  if (!panel || !window.OutboxSender) {
    return;
  }
  const PAUSE = 700;
  let timer = 0;
  let asked = "";
  let turn = 0;

  function typed() {
    const values = window.ArrivalCard.read(form);
    const wanted = ["name", "sex", "age", "village", "village_code", "nik", "passport_number", "phone", "family_phone"];
    const one = Object.fromEntries(wanted.map((name) => [name, window.ArrivalCard.first(values, name)]));
    const isWhole = one.name.trim().includes(" ");
    const isEnough = one.name.length > 2 && (one.age || one.village || one.family_phone || isWhole);
    return isEnough || one.nik.length === 16 || one.passport_number ? one : null;
  }

  function clear() {
    asked = "";
    turn += 1;
    panel.replaceChildren();
  }

  async function look(fields) {
    turn += 1;
    const mine = turn;
    const who = await window.OutboxSender.session();
    if (!who.signed_in) {
      return;
    }
    const headers = { "X-CSRFToken": who.csrf, Accept: "application/json, text/html" };
    const body = new URLSearchParams(fields);
    const answer = await window.OutboxSender.ask(panel.dataset.url, { method: "POST", headers, body });
    const html = answer.ok ? await answer.text() : "";
    if (mine === turn) {
      const chosen = form.querySelector("input[name=match]:checked");
      panel.replaceChildren(document.createRange().createContextualFragment(html));
      const same = chosen && panel.querySelector(`input[name=match][value="${chosen.value}"]`);
      if (same) {
        same.checked = true;
      }
    }
  }

  form.addEventListener("input", (event) => {
    if (panel.contains(event.target)) {
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(() => {
      const fields = typed();
      const key = fields ? JSON.stringify(fields) : "";
      if (!fields && panel.childElementCount) {
        clear();
      }
      if (key && key !== asked && navigator.onLine) {
        asked = key;
        look(fields).catch(() => { asked = ""; });
      }
    }, PAUSE);
  });
  form.addEventListener("village", () => form.dispatchEvent(new Event("input")));
  form.addEventListener("reset", clear);
})();
