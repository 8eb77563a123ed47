// What a dropped letter says of itself is proposed in the inputs that are still empty. Without this script they are typed.
(function () {
  "use strict";

  function propose(form, fields) {
    const filled = Object.entries(fields).filter(([name, value]) => {
      const input = form.elements.namedItem(name);
      if (!input || input.value.trim()) {
        return false;
      }
      input.value = value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      return true;
    });
    return filled.length;
  }

  function read(form, file) {
    const status = form.querySelector("[data-letter-status]");
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
    body.append("file", file);
    window.fetch(form.dataset.letterReader, { method: "POST", body, headers: { Accept: "application/json" } })
      .then((answer) => (answer.ok ? answer.json() : { fields: {} }))
      .then((found) => { status.textContent = propose(form, found.fields) ? found.sentence : ""; })
      .catch(() => { status.textContent = ""; });
  }

  function enhance(form) {
    const input = form.querySelector("input[type=file]");
    let last = null;

    function look() {
      const file = Array.from(input.files).find((one) => one.type === "application/pdf");
      if (file && file !== last) {
        last = file;
        read(form, file);
      }
    }

    // after file_drop.js has put what was dropped into the input
    ["change", "drop"].forEach((event) => form.addEventListener(event, () => setTimeout(look, 0)));
    look(); // a file may be chosen before this script is there
  }

  document.querySelectorAll("form[data-letter-reader]").forEach(enhance);
})();
