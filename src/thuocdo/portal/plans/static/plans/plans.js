/* Plans: the queue by keyboard, and reading that starts by itself. Every act also has its link or button. */
(() => {
  "use strict";
  const current = () => document.querySelector(".queue-list a[aria-current]");
  const list = () => [...document.querySelectorAll(".queue-list a")];
  const shown = current();
  if (shown) shown.scrollIntoView({ block: "nearest" });

  const step = (by) => {
    const links = list();
    const next = links[links.indexOf(current()) + by];
    if (next) next.click();
  };
  const press = (key) => {
    const target = document.querySelector(`[data-key="${key}"]`);
    if (!target) return false;
    if (target.tagName === "FORM") target.querySelector("button[type=submit]").click();
    else target.click();
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !document.querySelector(".queue")) return;
    if (event.target.closest("input, textarea, select, dialog")) return;
    const key = event.key.toLowerCase();
    if (key === "j" && !event.shiftKey) step(1);
    else if (key === "k" && !event.shiftKey) step(-1);
    else if (key === "a" && press(event.shiftKey ? "shift+a" : "a")) event.preventDefault();
    else if (key === "s" && !event.shiftKey && press("s")) event.preventDefault();
  });

  /* A file that is too large is told before it is sent; without scripts the server says the same afterwards. */
  document.querySelectorAll("form[data-most-bytes]").forEach((form) => {
    const input = form.querySelector("input[type=file]");
    const words = document.createElement("div");
    words.className = "td-wrong";
    words.setAttribute("role", "alert");
    const tooLarge = () => [...input.files].some((file) => file.size > Number(form.dataset.mostBytes));
    const tell = () => {
      words.textContent = tooLarge() ? form.dataset.tooLarge : "";
      input.classList.toggle("is-invalid", tooLarge());
      if (!words.isConnected) input.after(words);
    };
    input.addEventListener("change", tell);
    form.addEventListener("submit", (event) => { if (tooLarge()) { event.preventDefault(); tell(); input.focus(); } });
  });

  /* The file was received: read it now, saying so; the button stays for those without scripts. */
  const waiting = document.querySelector("form[data-read-now]");
  if (waiting) {
    const words = document.querySelector("[data-reading]");
    if (words) words.textContent = words.dataset.words;
    const button = waiting.querySelector("button");
    window.setTimeout(() => button.click(), 50);
  }
})();
