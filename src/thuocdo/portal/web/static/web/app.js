/* Small conveniences on pages that work without them: search palette, menu fold, charts, one submit at a time. */
(() => {
  "use strict";
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  /* Search: Ctrl+K anywhere; arrows walk the hits. */
  const palette = one("#palette");
  if (palette) {
    const input = one("input", palette);
    const open = (typed = "") => {
      if (palette.open) return;
      input.value = typed;
      palette.showModal();
      input.focus();
      if (typed) input.dispatchEvent(new Event("input"));
    };
    document.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        open();
      }
    });
    all("[data-palette-open]").forEach((box) => box.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      open(box.value);
    }));
    palette.addEventListener("click", (event) => { if (event.target === palette) palette.close(); });
    palette.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const stops = [input, ...all("#palette-hits a", palette)];
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length];
      event.preventDefault();
      next.focus();
    });
    one("form", palette).addEventListener("submit", (event) => {
      const first = one("#palette-hits a", palette);
      if (!first) return;
      event.preventDefault();
      window.location.assign(first.href);
    });
  }

  /* The menu folds to icons and stays so. */
  const fold = one("[data-fold]");
  if (fold) {
    const set = (folded) => {
      document.body.classList.toggle("td-folded", folded);
      fold.setAttribute("aria-expanded", String(!folded));
    };
    const kept = () => { try { return localStorage.getItem("td-folded") === "1"; } catch { return false; } };
    fold.hidden = false;
    set(kept());
    fold.addEventListener("click", () => {
      const folded = !document.body.classList.contains("td-folded");
      set(folded);
      try { localStorage.setItem("td-folded", folded ? "1" : "0"); } catch { /* a private window: not kept */ }
    });
  }

  /* A sheet closes by Escape or a click elsewhere. */
  document.addEventListener("click", (event) => all("details.td-who[open]").forEach((sheet) => {
    if (!sheet.contains(event.target)) sheet.open = false;
  }));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") all("details.td-who[open]").forEach((sheet) => { sheet.open = false; one("summary", sheet).focus(); });
  });

  /* One press, one submit; the button comes back when the page does. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    form.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }));

  /* A search or filter that changes by itself: <select data-submit>. */
  document.addEventListener("change", (event) => { if (event.target.matches("[data-submit]")) event.target.form.requestSubmit(); });

  /* Files can be dropped where they can be chosen. */
  all(".td-drop").forEach((zone) => {
    const input = one("input[type=file]", zone);
    ["dragover", "dragleave", "drop"].forEach((name) => zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.toggle("over", name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }));
  });

  /* Printing from a button. */
  all("[data-print]").forEach((button) => { button.hidden = false; button.addEventListener("click", () => window.print()); });

  /* Charts: <div class="td-chart" data-chart="id of a json_script">; the table beside them says the same in words. */
  const charts = () => all("[data-chart]").forEach((box) => {
    const source = document.getElementById(box.dataset.chart);
    if (!source || !window.echarts || box.dataset.drawn) return;
    box.dataset.drawn = "1";
    box.textContent = " ";
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const chart = window.echarts.init(box, null, { renderer: "svg", locale: "EN" });
    chart.setOption({ animation: !still, animationDuration: 200, color: ["#0b5394", "#8a5a00", "#586776", "#1b7a43"], textStyle: { fontFamily: "Be Vietnam Pro, Segoe UI, sans-serif", fontSize: 13 }, ...JSON.parse(source.textContent) });
    new ResizeObserver(() => chart.resize()).observe(box);
  });
  charts();
  document.addEventListener("htmx:afterSwap", charts);

  /* A failed form: bring the reader to what must be mended. */
  const problems = one(".td-problems");
  if (problems) problems.focus();
})();
