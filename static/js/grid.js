// The keyboard in the grid: Enter goes to the beginning of the next line, a table that is pasted fills cells from here
// on. Lines are added as they are needed. Without this script the page has its fixed lines and a button for more.
(function () {
  "use strict";

  function enhance(form) {
    const lines = form.querySelector("[data-grid-lines]");
    const many = form.querySelector("[data-grid-many]");
    const said = form.querySelector("[data-grid-said]");
    const blank = document.querySelector("[data-grid-blank]");
    const most = Number(form.dataset.most);

    function rows() {
      return Array.from(lines.rows);
    }

    function cellsOf(row) {
      return Array.from(row.querySelectorAll("input[data-cell]"));
    }

    function say(text, number) {
      said.textContent = text.replace("{n}", String(number));
    }

    function numbered(row, number) {
      row.querySelector(".grid-number").textContent = String(number);
      cellsOf(row).forEach((input) => {
        input.name = `b${number}-${input.dataset.cell}`;
        input.id = input.name;
        input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/\d+$/, String(number)));
      });
      return row;
    }

    // The line with this index, made where there is none yet; nothing beyond the most.
    function lineAt(index) {
      while (rows().length <= index) {
        if (rows().length >= most) {
          say(said.dataset.textMost, most);
          return null;
        }
        const number = rows().length + 1;
        lines.append(numbered(blank.content.firstElementChild.cloneNode(true), number));
        many.value = String(number);
      }
      return rows()[index];
    }

    function placeOf(input) {
      const row = input.closest("tr");
      return { line: rows().indexOf(row), column: cellsOf(row).indexOf(input) };
    }

    function goTo(line, column) {
      const row = lineAt(line);
      if (row) {
        cellsOf(row)[column].focus();
        cellsOf(row)[column].select();
      }
    }

    // Cells of a copied table: lines and tabs, with quotes around cells that hold either.
    function table(text) {
      const found = [[""]];
      let isQuoted = false;
      for (let at = 0; at < text.length; at += 1) {
        const sign = text[at];
        const line = found[found.length - 1];
        if (sign === '"' && (isQuoted || line[line.length - 1] === "")) {
          if (isQuoted && text[at + 1] === '"') {
            line[line.length - 1] += '"';
            at += 1;
          } else {
            isQuoted = !isQuoted;
          }
        } else if (!isQuoted && sign === "\t") {
          line.push("");
        } else if (!isQuoted && sign === "\n") {
          found.push([""]);
        } else if (sign !== "\r") {
          line[line.length - 1] += sign === "\n" ? " " : sign;
        }
      }
      return found.filter((line, index) => index < found.length - 1 || line.some((cell) => cell));
    }

    function fill(start, cells) {
      let filled = 0;
      cells.forEach((line, down) => {
        const row = lineAt(start.line + down);
        if (!row) {
          return;
        }
        filled += 1;
        const inputs = cellsOf(row);
        line.forEach((text, right) => {
          const input = inputs[start.column + right];
          if (input) {
            input.value = text.trim();
            input.dispatchEvent(new Event("input", { bubbles: true }));
          }
        });
      });
      say(said.dataset.textPasted, filled);
    }

    lines.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || !event.target.matches("input[data-cell]")) {
        return;
      }
      event.preventDefault();
      const place = placeOf(event.target);
      goTo(Math.max(0, place.line + (event.shiftKey ? -1 : 1)), event.shiftKey ? place.column : 0);
    });

    lines.addEventListener("paste", (event) => {
      const text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
      if (!event.target.matches("input[data-cell]") || !/[\t\n]/.test(text.trim())) {
        return;
      }
      event.preventDefault();
      fill(placeOf(event.target), table(text));
    });

    form.querySelector("[data-grid-more]").addEventListener("click", (event) => {
      event.preventDefault();
      const next = rows().length;
      goTo(next, 0);
      if (rows().length > next) {
        say(said.dataset.textAdded, next + 1);
      }
    });
  }

  document.querySelectorAll("[data-grid]").forEach(enhance);
})();
