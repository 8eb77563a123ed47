// One tap copies one value. Without this script the value is selected as a whole by a tap on it.
(function () {
  "use strict";

  const WORDS_STAY = 2000;

  // What stands in the line: a plain value, or a number that was shown on request.
  function source(line) {
    return line.querySelector("[data-copy-value], .revealed");
  }

  function select(element) {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  // Pages that are not served over HTTPS have no clipboard of their own.
  function copy(element) {
    if (window.isSecureContext && navigator.clipboard) {
      return navigator.clipboard.writeText(element.textContent.trim());
    }
    select(element);
    return document.execCommand("copy") ? Promise.resolve() : Promise.reject(new Error("copy"));
  }

  function enhance(list) {
    const said = list.parentElement.querySelector("[data-copy-said]");
    const texts = list.dataset;

    function say(button, text, isDone) {
      const word = button.querySelector("span");
      const before = button.dataset.word || word.textContent;
      button.dataset.word = before;
      word.textContent = text;
      said.textContent = text;
      button.classList.toggle("copied", isDone);
      setTimeout(() => {
        word.textContent = before;
        button.classList.remove("copied");
      }, WORDS_STAY);
    }

    list.querySelectorAll("[data-copy]").forEach((button) => {
      const line = button.closest("li");
      button.hidden = false;
      button.addEventListener("click", () => {
        const value = source(line);
        if (!value) {
          say(button, texts.textHidden, false);
          return;
        }
        copy(value).then(
          () => say(button, texts.textCopied, true),
          () => {
            select(value);
            say(button, texts.textFailed, false);
          },
        );
      });
    });
  }

  document.querySelectorAll("[data-copy-lines]").forEach(enhance);
})();
