// Says two minutes before the session ends, and offers to stay. Times are counted from the last answer of the server.
// A session also ends some hours after it began, whatever is done; then staying is not offered.
(function () {
  "use strict";
  const WARN_SECONDS = 120;
  const total = Number(document.body.dataset.sessionSeconds);
  const box = document.getElementById("peringatan-sesi");
  if (!total || !box || !document.body.dataset.viewer) {
    return;
  }
  const text = box.querySelector("[data-text]");
  const stay = box.querySelector("[data-stay]");
  const signIn = box.querySelector("[data-sign-in]");
  const opened = Date.now();
  const whole = Number(document.body.dataset.sessionLeft) || Infinity;
  let last = Date.now();

  function restart() {
    last = Date.now();
    box.hidden = true;
  }

  function say(words) {
    if (text.textContent !== words) {
      text.textContent = words;
    }
    box.hidden = false;
  }

  function look() {
    const idleLeft = total - (Date.now() - last) / 1000;
    const wholeLeft = whole - (Date.now() - opened) / 1000;
    const left = Math.min(idleLeft, wholeLeft);
    if (left <= 0) {
      say(box.dataset.ended);
      stay.hidden = true;
      signIn.hidden = false;
    } else if (wholeLeft <= WARN_SECONDS) {
      stay.hidden = true;
      say(box.dataset.limit.replace("{n}", String(Math.ceil(wholeLeft / 60))));
    } else if (left <= Math.min(WARN_SECONDS, total / 2)) {
      say(box.dataset.soon.replace("{n}", String(Math.ceil(left / 60))));
    }
  }

  stay.addEventListener("click", () => {
    const token = JSON.parse(document.body.getAttribute("hx-headers") || "{}");
    stay.setAttribute("aria-busy", "true");
    fetch(stay.dataset.stay, { method: "POST", headers: token, credentials: "same-origin", redirect: "manual" })
      .then((answer) => {
        if (answer.ok) {
          restart();
        } else {
          last = Date.now() - total * 1000;
        }
      })
      .catch(() => {})
      .then(() => {
        stay.removeAttribute("aria-busy");
        look();
      });
  });

  // An answer to the person's own click prolongs the session; a polling element does not.
  document.addEventListener("htmx:afterRequest", (event) => {
    const trigger = event.target.getAttribute && event.target.getAttribute("hx-trigger");
    if (event.detail.successful && !(trigger || "").includes("every")) {
      restart();
    }
  });

  setInterval(look, 5000);
  document.addEventListener("visibilitychange", look);
})();
