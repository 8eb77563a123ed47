// Areas offered below an input while a place is typed; the chosen one goes into the hidden input that it names.
// Without JavaScript the server reads the text itself.
"use strict";

(function () {
  const WAIT = 250;

  function offer(input, hidden, list, results) {
    list.textContent = "";
    list.hidden = results.length === 0;
    results.slice(0, 6).forEach(function (area) {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = area.full_name;
      button.addEventListener("click", function () {
        input.value = area.full_name;
        hidden.value = area.code;
        list.hidden = true;
        input.focus();
      });
      item.appendChild(button);
      list.appendChild(item);
    });
  }

  function attach(input) {
    const hidden = document.getElementById(input.dataset.areaSearch);
    if (!hidden) { return; }
    const list = document.createElement("ul");
    list.className = "area-hits";
    list.hidden = true;
    input.insertAdjacentElement("afterend", list);
    let timer = 0;
    let asked = 0;
    input.addEventListener("input", function () {
      hidden.value = "";
      window.clearTimeout(timer);
      if (input.value.trim().length < 3) { list.hidden = true; return; }
      timer = window.setTimeout(function () {
        const turn = asked += 1;
        window.fetch("/wilayah/cari/?format=json&q=" + encodeURIComponent(input.value), { headers: { Accept: "application/json" } })
          .then(function (answer) { return answer.ok ? answer.json() : { results: [] }; })
          .then(function (found) { if (turn === asked) { offer(input, hidden, list, found.results); } })
          .catch(function () { list.hidden = true; });
      }, WAIT);
    });
    input.addEventListener("keydown", function (event) { if (event.key === "Escape") { list.hidden = true; } });
  }

  document.querySelectorAll("[data-area-search]").forEach(attach);
}());
