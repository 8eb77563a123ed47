// Ctrl+K and "/" go to the search box of the top bar; on the phone to the search page.
(function () {
  "use strict";

  function isTyping(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  document.addEventListener("keydown", (event) => {
    const hotkey = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
    if (!hotkey && !slash) {
      return;
    }
    const box = document.querySelector("[data-search]");
    if (!box) {
      return;
    }
    event.preventDefault();
    if (box.offsetParent === null) {
      location.assign(box.form.action);
    } else {
      box.focus();
      box.select();
    }
  });
})();
