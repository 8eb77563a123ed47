// Village inputs (data-village names the hidden input of the code) suggest from the list kept on the phone.
// A place that is not in the list stays as typed.
(function () {
  "use strict";
  const LIST = "/wilayah/desa.json";
  const CACHE = "catat-desa";
  const MOST = 6;
  const NUMBERS = { 1: "satu", 2: "dua", 3: "tiga", 4: "empat", 5: "lima", 6: "enam", i: "satu", ii: "dua", iii: "tiga", iv: "empat", v: "lima", vi: "enam" };
  let loading = null;
  const recent = new Set();

  function words(text) {
    const plain = text.normalize("NFD").replace(/[\u0300-\u036f'’`]/g, "").toLowerCase();
    return (plain.match(/[a-z]+|[0-9]+/g) || []).map((word, index) => (index ? NUMBERS[word] : null) || word);
  }

  function readRow(row) {
    const [code, name, subdistrict, district, others] = row;
    return {
      code,
      text: `${name}, ${subdistrict}, ${district}`,
      name,
      around: `${subdistrict}, ${district}`,
      district,
      names: [name].concat(others ? others.split(", ") : []).map((text) => words(text).join(" ")),
      wide: words(`${subdistrict} ${district}`),
    };
  }

  async function read() {
    const box = window.caches ? await window.caches.open(CACHE).catch(() => null) : null;
    const kept = box && await box.match(LIST, { ignoreVary: true });
    const fresh = fetch(LIST, { credentials: "same-origin" }).then((answer) => {
      if (!answer.ok || answer.redirected) {
        throw new Error("list");
      }
      if (box) {
        box.put(LIST, answer.clone());
      }
      return answer;
    });
    fresh.catch(() => {});
    const answer = kept || await fresh;
    return (await answer.json()).map(readRow);
  }

  function list() {
    loading = loading || read().catch(() => {
      loading = null;
      return [];
    });
    return loading;
  }

  // The name must begin with what was typed; words behind it may name the sub-district or district.
  function fit(row, typed) {
    let best = 0;
    row.names.forEach((name) => {
      for (let length = typed.length; length > 0; length -= 1) {
        const start = typed.slice(0, length).join(" ");
        const rest = typed.slice(length).filter((word) => !["kec", "kab", "kota", "desa", "kel"].includes(word));
        if (name.startsWith(start) && rest.every((word) => row.wide.some((wide) => wide.startsWith(word)))) {
          best = Math.max(best, (name === start ? 8 : 4) + (recent.has(row.district) ? 2 : 0));
        }
      }
    });
    return best;
  }

  function search(rows, text) {
    let typed = words(text);
    if (["desa", "kel", "kelurahan"].includes(typed[0]) && typed.length > 1) {
      typed = typed.slice(1);
    }
    if (typed.join("").length < 2) {
      return [];
    }
    const found = rows.map((row) => ({ row, score: fit(row, typed) })).filter((hit) => hit.score);
    found.sort((one, other) => other.score - one.score || one.row.name.length - other.row.name.length);
    return found.slice(0, MOST).map((hit) => hit.row);
  }

  function attach(input) {
    const code = input.form.elements[input.dataset.village];
    const box = document.createElement("ul");
    const hint = document.createElement("p");
    let shown = [];
    let active = -1;
    box.id = `${input.id}_saran`;
    box.className = "suggestions";
    box.setAttribute("role", "listbox");
    box.setAttribute("aria-label", input.labels[0] ? input.labels[0].textContent.trim() : "");
    box.hidden = true;
    hint.className = "field-warn";
    hint.id = `${input.id}_tempat`;
    hint.hidden = true;
    input.after(box, hint);
    Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": box.id })
      .forEach(([name, value]) => input.setAttribute(name, value));

    function close() {
      box.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function mark(position) {
      active = position;
      Array.from(box.children).forEach((row, index) => row.setAttribute("aria-selected", String(index === active)));
      if (active >= 0) {
        input.setAttribute("aria-activedescendant", box.children[active].id);
      }
    }

    function choose(row) {
      input.value = row.text;
      code.value = row.code;
      recent.add(row.district);
      hint.hidden = true;
      close();
      input.dispatchEvent(new CustomEvent("village", { bubbles: true }));
      code.dispatchEvent(new Event("change", { bubbles: true }));
    }

    function line(row, index) {
      const item = document.createElement("li");
      const name = document.createElement("b");
      const around = document.createElement("small");
      item.id = `${box.id}_${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      name.textContent = row.name;
      around.textContent = row.around;
      item.append(name, around);
      item.addEventListener("pointerdown", (event) => event.preventDefault());
      item.addEventListener("click", () => choose(row));
      return item;
    }

    async function suggest() {
      const text = input.value;
      const rows = await list();
      if (text !== input.value) {
        return;
      }
      shown = document.activeElement === input ? search(rows, text) : [];
      box.replaceChildren(...shown.map(line));
      box.hidden = !shown.length;
      active = -1;
      input.setAttribute("aria-expanded", String(Boolean(shown.length)));
    }

    function sayOpenPlace() {
      const text = input.value.trim();
      const words = input.form.dataset.placeOpen || "";
      hint.hidden = !text || Boolean(code.value) || !words;
      hint.textContent = words.replace("{teks}", text);
    }

    input.addEventListener("focus", list);
    input.addEventListener("input", () => {
      code.value = "";
      hint.hidden = true;
      suggest();
    });
    input.addEventListener("blur", () => {
      close();
      sayOpenPlace();
    });
    input.form.addEventListener("reset", () => {
      hint.hidden = true;
      close();
    });
    input.addEventListener("keydown", (event) => {
      if (box.hidden) {
        return;
      }
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        mark((active + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % shown.length);
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        choose(shown[active]);
      } else if (event.key === "Escape") {
        close();
      }
    });
  }

  document.querySelectorAll("input[data-village]").forEach(attach);
  if (document.querySelector("input[data-village]")) {
    (window.requestIdleCallback || window.setTimeout)(list);
  }
})();
