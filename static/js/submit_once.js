// A second click on a save button does nothing while the first is under way. The server is guarded as well.
(function () {
  "use strict";

  function isGuarded(form) {
    return form.method === "post" && !("many" in form.dataset) && !form.hasAttribute("hx-post");
  }

  function buttons(form) {
    return Array.from(form.elements).filter((element) => element.type === "submit");
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!isGuarded(form) || event.defaultPrevented) {
      return;
    }
    if ("sent" in form.dataset) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "";
    const pressed = event.submitter;
    if (pressed) {
      pressed.setAttribute("aria-busy", "true");
    }
    // after the browser has read the form: a disabled button would not be sent
    setTimeout(() => buttons(form).forEach((button) => { button.disabled = true; }), 0);
  });

  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      buttons(form).forEach((button) => {
        button.disabled = false;
        button.removeAttribute("aria-busy");
      });
    });
  });
})();
