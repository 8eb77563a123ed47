// Ctrl+Enter (or Cmd+Enter) in an input sends its form, for whoever types while somebody speaks.
(function () {
  "use strict";

  document.addEventListener("keydown", (event) => {
    const form = event.target.form;
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !form || !("keep" in form.dataset)) {
      return;
    }
    event.preventDefault();
    form.requestSubmit();
  });
})();
