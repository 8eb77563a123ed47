// The print button of a paper; and what is folded on the screen stands open on paper.
(function () {
  "use strict";
  const FOLDED = "main details:not(.card-fold):not(.form-later):not([open])";
  let opened = [];

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.addEventListener("click", () => window.print());
  });
  window.addEventListener("beforeprint", () => {
    opened = Array.from(document.querySelectorAll(FOLDED));
    opened.forEach((details) => { details.open = true; });
  });
  window.addEventListener("afterprint", () => {
    opened.forEach((details) => { details.open = false; });
    opened = [];
  });
})();
