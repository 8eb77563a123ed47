// Light, dark or as the device says. Only this choice is kept in the browser; it says nothing about a person.
(function () {
  "use strict";
  const KEY = "tampilan";
  const root = document.documentElement;

  function stored() {
    try {
      return localStorage.getItem(KEY) || "auto";
    } catch (error) {
      return "auto";
    }
  }

  function apply(choice) {
    if (choice === "light" || choice === "dark") {
      root.dataset.bsTheme = choice;
    } else {
      delete root.dataset.bsTheme;
    }
  }

  function mark(box, choice) {
    box.querySelectorAll("button").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.value === choice));
    });
  }

  function choose(box, choice) {
    try {
      localStorage.setItem(KEY, choice);
    } catch (error) {
      // without storage the choice lasts for this page
    }
    apply(choice);
    mark(box, choice);
  }

  if (!root.dataset.bsTheme) { // a paper fixes its own look
    apply(stored());
  }
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-theme-choice]").forEach((box) => {
      box.hidden = false;
      mark(box, stored());
      box.addEventListener("click", (event) => {
        const button = event.target.closest("button[value]");
        if (button) {
          choose(box, button.value);
        }
      });
    });
  });
})();
