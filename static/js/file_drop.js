// Files that are dropped or photographed join those that were chosen; each is listed and can be taken out again.
// Without this script the inputs work as the browser shows them.
(function () {
  "use strict";

  const MEGABYTE = 1024 * 1024;

  function sizeWords(bytes, language) {
    const megabytes = Math.max(0.1, bytes / MEGABYTE);
    return `${megabytes.toLocaleString(language, { maximumFractionDigits: 1 })} MB`;
  }

  function isSame(one, other) {
    return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
  }

  function joined(before, added) {
    return [...before, ...added.filter((file) => !before.some((known) => isSame(known, file)))];
  }

  function put(input, files) {
    const carrier = new DataTransfer();
    files.forEach((file) => carrier.items.add(file));
    input.files = carrier.files;
  }

  function line(file, texts, drop) {
    const item = document.createElement("li");
    const words = document.createElement("span");
    const isBig = file.size > texts.most;
    words.textContent = `${file.name} · ${isBig ? texts.big : sizeWords(file.size, document.documentElement.lang)}`;
    words.classList.toggle("file-big", isBig);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet btn-sm";
    button.textContent = texts.drop;
    button.setAttribute("aria-label", `${texts.drop}: ${file.name}`);
    button.addEventListener("click", drop);
    item.append(words, button);
    return item;
  }

  function enhance(zone) {
    const input = zone.querySelector("input[type=file]");
    const list = zone.querySelector("[data-file-list]");
    const camera = zone.closest("form").querySelector("input[capture]");
    const texts = { most: Number(zone.dataset.mostBytes), big: zone.dataset.textBig, drop: zone.dataset.textDrop };
    let files = [];

    function show() {
      put(input, files);
      list.replaceChildren(...files.map((file) => line(file, texts, () => {
        files = files.filter((other) => other !== file);
        show();
        input.focus();
      })));
      list.hidden = files.length === 0;
    }

    function add(more) {
      files = joined(files, Array.from(more));
      show();
    }

    function addFromCamera() {
      add(camera.files);
      camera.value = "";
    }

    // Files that were chosen before this script came, on a slow line, are among them too.
    add(input.files);
    input.addEventListener("change", () => add(input.files));
    if (camera) {
      addFromCamera();
      camera.addEventListener("change", addFromCamera);
    }
    zone.addEventListener("dragover", (event) => {
      event.preventDefault();
      zone.classList.add("file-drop-over");
    });
    zone.addEventListener("dragleave", () => zone.classList.remove("file-drop-over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("file-drop-over");
      add(event.dataTransfer.files);
    });
  }

  document.querySelectorAll("[data-file-drop]").forEach(enhance);
})();
