// "Salin": puts the text of a field on the clipboard and says so. Without this script, or where the browser gives no
// clipboard, the button stays hidden: the field is there to be marked by hand.
(function () {
  "use strict";

  async function copy(button) {
    const field = document.getElementById(button.dataset.copies);
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.focus();
      field.select();
      return;
    }
    const words = button.querySelector("span");
    const before = words.textContent;
    words.textContent = button.dataset.done;
    button.setAttribute("aria-live", "polite");
    window.setTimeout(() => { words.textContent = before; }, 3000);
  }

  if (!navigator.clipboard) return;
  document.querySelectorAll("[data-copies]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  });
})();
