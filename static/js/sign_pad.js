// A signature drawn with finger, pen or mouse. The drawing goes into the hidden field `drawing` when the form is sent;
// without this script, or for who cannot draw, the form takes a photo of a signature on paper.
(function () {
  "use strict";

  const SHARPEST = 2;
  const INK = "#10233f";

  function start(block) {
    const pad = block.querySelector("[data-sign-pad]");
    const state = block.querySelector("[data-sign-state]");
    const field = block.closest("form").querySelector("input[name=drawing]");
    const pen = pad.getContext("2d");
    let strokes = [];
    let active = null;

    function tell() {
      state.textContent = strokes.length ? state.dataset.drawn : state.dataset.empty;
    }

    function draw(stroke) {
      const width = pad.width;
      const height = pad.height;
      pen.beginPath();
      stroke.forEach(([x, y], place) => {
        if (place === 0) pen.moveTo(x * width, y * height);
        pen.lineTo(x * width + (stroke.length === 1 ? 1 : 0), y * height);
      });
      pen.stroke();
    }

    function redraw() {
      const scale = Math.min(SHARPEST, window.devicePixelRatio || 1);
      pad.width = Math.round(pad.clientWidth * scale);
      pad.height = Math.round(pad.clientHeight * scale);
      pen.lineWidth = 2.4 * scale;
      pen.lineCap = "round";
      pen.lineJoin = "round";
      pen.strokeStyle = INK;
      strokes.forEach(draw);
    }

    function at(event) {
      const box = pad.getBoundingClientRect();
      return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    }

    pad.addEventListener("pointerdown", (event) => {
      if (active !== null || event.button > 0) return;
      event.preventDefault();
      active = event.pointerId;
      pad.setPointerCapture(active);
      strokes.push([at(event)]);
      draw(strokes[strokes.length - 1]);
      tell();
    });
    pad.addEventListener("pointermove", (event) => {
      if (event.pointerId !== active) return;
      const stroke = strokes[strokes.length - 1];
      const events = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
      (events.length ? events : [event]).forEach((one) => stroke.push(at(one)));
      draw(stroke.slice(-Math.max(2, events.length + 1)));
    });
    ["pointerup", "pointercancel"].forEach((name) => pad.addEventListener(name, (event) => {
      if (event.pointerId === active) active = null;
    }));
    block.querySelector("[data-sign-clear]").addEventListener("click", () => {
      strokes = [];
      redraw();
      tell();
    });
    block.closest("form").addEventListener("submit", () => {
      field.value = strokes.length ? pad.toDataURL("image/png") : "";
    });
    block.hidden = false;
    redraw();
    window.addEventListener("resize", redraw);
  }

  document.querySelectorAll("[data-signature]").forEach(start);
})();
