// The inputs of the arrival forms: reading and filling them, one-tap "unknown", and errors next to the field.
window.ArrivalCard = (function () {
  "use strict";

  function inputs(form) {
    const skipped = ["submit", "button", "reset", "file"];
    return Array.from(form.elements).filter((element) => (
      element.name && element.name !== "csrfmiddlewaretoken" && !skipped.includes(element.type)
    ));
  }

  // {name: [texts]} as the browser would post it.
  function read(form) {
    const values = {};
    inputs(form).forEach((element) => {
      const isBox = element.type === "checkbox" || element.type === "radio";
      if (!isBox || element.checked) {
        (values[element.name] = values[element.name] || []).push(element.value);
      }
    });
    return values;
  }

  function fill(form, values) {
    form.reset();
    inputs(form).forEach((element) => {
      const given = values[element.name];
      if (element.type === "checkbox" || element.type === "radio") {
        element.checked = Boolean(given && given.includes(element.value));
      } else if (given) {
        element.value = given[0];
      } else if (element.type === "hidden") {
        element.value = "";
      }
    });
    showUnknown(form);
  }

  function first(values, name) {
    return ((values[name] || [])[0] || "").trim();
  }

  // Whether a person has typed or chosen anything that would be missed.
  function isFilled(values, copied) {
    return Object.keys(values).some((name) => {
      const isOurs = ["client_id", "parent_client_id", "village_code", "match", "match_seen"].includes(name);
      return !isOurs && !(copied && ["village", "family_phone"].includes(name)) && values[name].some((text) => text.trim());
    });
  }

  function showUnknown(form) {
    form.querySelectorAll("[data-unknown]").forEach((button) => {
      const input = document.getElementById(button.dataset.unknown);
      button.setAttribute("aria-pressed", String(input.value === button.dataset.text));
    });
  }

  function toggleUnknown(button) {
    const input = document.getElementById(button.dataset.unknown);
    input.value = input.value === button.dataset.text ? "" : button.dataset.text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function wrapper(form, name) {
    const element = form.elements[name];
    const one = element && (element.length && !element.options ? element[0] : element);
    return one ? one.closest(".field") : null;
  }

  // What is being corrected is no longer marked.
  function clearError(element) {
    const field = element.closest && element.closest(".field.has-error");
    if (field) {
      clearErrors(field);
    }
  }

  // Takes the marks away from a form, or from one field of it.
  function clearErrors(place) {
    const fields = place.matches(".field") ? [place] : place.querySelectorAll(".field.has-error");
    place.querySelectorAll("[data-made-error]").forEach((box) => box.remove());
    fields.forEach((field) => field.classList.remove("has-error"));
    place.querySelectorAll("[data-error-of]").forEach((element) => {
      element.classList.remove("is-invalid");
      element.removeAttribute("aria-invalid");
      element.setAttribute("aria-describedby", element.dataset.errorOf);
      if (!element.dataset.errorOf) {
        element.removeAttribute("aria-describedby");
      }
      delete element.dataset.errorOf;
    });
  }

  function errorBox(id, sentences) {
    const box = document.getElementById("arrival-error").content.firstElementChild.cloneNode(true);
    const text = box.querySelector("[data-sentences]");
    box.id = id;
    box.dataset.madeError = "";
    sentences.forEach((sentence) => {
      const line = document.createElement("p");
      line.textContent = sentence;
      text.append(line);
    });
    return box;
  }

  function showError(form, name, sentences) {
    const field = wrapper(form, name);
    if (!field) {
      return null;
    }
    const group = field.querySelector("fieldset");
    const input = group || field.querySelector(".form-control, .form-select, input");
    const id = `${field.id}_salah`;
    const place = group ? group.querySelector("legend") : field.querySelector("label");
    (place || field).after(errorBox(id, sentences));
    field.classList.add("has-error");
    input.dataset.errorOf = input.getAttribute("aria-describedby") || "";
    input.setAttribute("aria-describedby", `${id} ${input.dataset.errorOf}`.trim());
    if (!group) {
      input.classList.add("is-invalid");
      input.setAttribute("aria-invalid", "true");
    }
    const later = field.closest("details");
    if (later) {
      later.open = true;
    }
    return group ? group.querySelector("input") : input;
  }

  // Marks the inputs and goes to the first one; what belongs to no input stands at the top.
  function showErrors(form, errors) {
    clearErrors(form);
    const top = [];
    let goal = null;
    Object.keys(errors).forEach((name) => {
      const element = showError(form, name, errors[name]);
      if (!element) {
        top.push(...errors[name]);
      } else if (!goal || goal.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) {
        goal = element;
      }
    });
    if (top.length) {
      form.prepend(errorBox(`${form.id}_salah`, top));
    }
    if (goal) {
      goal.focus();
    }
    return goal;
  }

  // Midnight of the day in the office's time zone, whatever the clock of the phone is set to.
  function today() {
    const words = document.getElementById("arrival-words");
    const parts = { timeZone: words ? words.dataset.zone : undefined, year: "numeric", month: "numeric", day: "numeric" };
    const found = new Intl.DateTimeFormat("en", parts).formatToParts(new Date());
    const at = (type) => Number(found.find((part) => part.type === type).value);
    return new Date(at("year"), at("month") - 1, at("day"));
  }

  function dayText(day) {
    const two = (number) => String(number).padStart(2, "0");
    return `${two(day.getDate())}/${two(day.getMonth() + 1)}/${day.getFullYear()}`;
  }

  const DAY = /^(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})$/;

  // "good", "impossible" (31/04/2025), "future", or "" for what is no date of digits; the server reads the rest.
  function judgeDate(text) {
    const found = DAY.exec(text.trim());
    if (!found) {
      return "";
    }
    const [day, month] = [Number(found[1]), Number(found[2])];
    const now = today();
    let year = Number(found[3]);
    if (found[3].length === 2) {
      year += year > now.getFullYear() % 100 ? 1900 : 2000;
    }
    const date = new Date(year, month - 1, day);
    if (date.getMonth() !== month - 1 || date.getDate() !== day) {
      return "impossible";
    }
    return date > now ? "future" : "good";
  }

  // What can be said at once, without the server: the three that are asked for, and dates.
  function check(form, values, words) {
    const errors = {};
    const age = first(values, "age");
    if (!/\p{L}/u.test(first(values, "name"))) {
      errors.name = [words.name];
    } else if (first(values, "name").length > 200) {
      errors.name = [words.nameLong];
    }
    if (!values.sex) {
      errors.sex = [words.sex];
    }
    if (!age) {
      errors.age = [words.age];
    } else if (judgeDate(age) === "impossible") {
      errors.age = [words.noSuchDate.replace("{teks}", age)];
      keepPrinted(form, age);
    } else if (judgeDate(age) === "future") {
      errors.age = [words.future.replace("{tgl}", age)];
    }
    return errors;
  }

  // The writing of a date that cannot be stays beside the corrected one.
  function keepPrinted(form, text) {
    const kept = form.elements.age_tertulis;
    if (kept && text) {
      kept.value = text;
    }
    showPrinted(form);
  }

  function showPrinted(form) {
    const kept = form.elements.age_tertulis;
    const note = form.querySelector("[data-printed]");
    if (kept && note) {
      note.hidden = !kept.value;
      note.querySelector("q").textContent = kept.value;
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-unknown]");
    if (button) {
      toggleUnknown(button);
    }
  });
  document.addEventListener("input", (event) => {
    if (event.target.form) {
      showUnknown(event.target.form);
    }
  });
  document.querySelectorAll("[data-unknown]").forEach((button) => {
    button.hidden = false;
    showUnknown(button.form || button.closest("form"));
  });

  return { read, fill, first, isFilled, check, today, dayText, judgeDate, showErrors, clearError, clearErrors, keepPrinted, showPrinted };
})();
