// <details data-menu>: closes on Escape, on a click elsewhere, and when the focus leaves. The phone's menu closes on Escape.
(function () {
  "use strict";

  function openMenus() {
    return document.querySelectorAll("details[data-menu][open]");
  }

  document.addEventListener("click", (event) => {
    openMenus().forEach((menu) => {
      if (!menu.contains(event.target)) {
        menu.open = false;
      }
    });
  });

  document.addEventListener("focusin", (event) => {
    openMenus().forEach((menu) => {
      if (!menu.contains(event.target)) {
        menu.open = false;
      }
    });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      return;
    }
    openMenus().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    if (location.hash === "#menu") {
      location.hash = "#isi";
    }
  });

  // An error summary takes the focus, so that it is read and seen first.
  document.addEventListener("DOMContentLoaded", () => {
    const summary = document.querySelector("[data-error-summary]");
    if (summary) {
      summary.focus();
    }
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const summary = event.target.querySelector && event.target.querySelector("[data-error-summary]");
    if (summary) {
      summary.focus();
    }
  });
})();
