// Signing out while records are unsent asks: send first, delete, or cancel. Whoever signs out leaves nothing behind.
(function () {
  "use strict";
  const dialog = document.getElementById("unsent-dialog");
  const user = document.body.dataset.viewer || "";
  if (!dialog || !window.Outbox || !user) {
    return;
  }
  const say = dialog.querySelector("[data-result]");

  async function leave(form) {
    await window.Outbox.forget(user).catch(() => {});
    form.dataset.asked = "";
    form.requestSubmit();
  }

  async function sendFirst(form) {
    say.textContent = dialog.dataset.sending;
    await window.OutboxSender.run(user, () => {});
    const left = await window.Outbox.unsent(user);
    if (!left.own) {
      await leave(form);
    } else {
      say.textContent = dialog.dataset.left.replace("{n}", String(left.own));
    }
  }

  async function ask(form) {
    await window.Outbox.ready();
    const unsent = await window.Outbox.unsent(user).catch(() => ({ own: 0 }));
    if (!unsent.own) {
      await leave(form);
      return;
    }
    dialog.querySelector("[data-count]").textContent = dialog.dataset.count.replace("{n}", String(unsent.own));
    say.textContent = "";
    dialog.querySelector("[data-send]").onclick = () => sendFirst(form);
    dialog.querySelector("[data-delete]").onclick = () => leave(form);
    dialog.querySelector("[data-cancel]").onclick = () => dialog.close();
    dialog.showModal();
  }

  document.querySelectorAll("form[data-clears-drafts]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (!("asked" in form.dataset)) {
        event.preventDefault();
        event.stopImmediatePropagation();
        ask(form);
      }
    });
  });
})();
