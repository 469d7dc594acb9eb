/* What was typed in <form data-draft="name"> outlives a reload, a lost session, a lost network. Never passwords, never files.

   A draft is kept from the first key on. Sent, it waits for the next page: one inside the frame took it; one outside, such as the
   login, did not, and the draft comes back with the form, saying so. Forms that save themselves (hx-post) drop it once saved.
   A draft is its writer's: whoever uses the same browser next does not get it. After two weeks it is dropped. */
(() => {
  "use strict";
  const PREFIX = "td-draft:";
  const SKIPPED = ["password", "file", "submit", "button", "hidden"];
  const KEPT_FOR = 14 * 24 * 60 * 60 * 1000;
  const words = document.body.dataset;
  const own = `${PREFIX}${words.draftOwner}:`;
  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const write = (key, draft) => { try { localStorage.setItem(key, JSON.stringify({ ...draft, at: Date.now() })); } catch { /* no room: the form still works */ } };

  /* The version goes along, so that what somebody else saved meanwhile is shown and not overwritten. */
  const fields = (form) => [...form.elements].filter((field) => field.name && (!SKIPPED.includes(field.type) || (field.name === "version" && !form.hasAttribute("hx-post"))));
  const ticked = (field) => field.type === "checkbox" || field.type === "radio";
  const nameOf = (field) => (ticked(field) ? `${field.name}=${field.value}` : field.name);
  const valueOf = (field) => (ticked(field) ? field.checked : field.value);
  const values = (form) => Object.fromEntries(fields(form).map((field) => [nameOf(field), valueOf(field)]));

  const tell = (form, key) => {
    const note = document.createElement("div");
    note.className = "td-note warning";
    note.setAttribute("role", "status");
    note.textContent = `${words.draftKept} `;
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "btn";
    drop.textContent = words.draftDrop;
    drop.addEventListener("click", () => { localStorage.removeItem(key); window.location.reload(); });
    note.append(drop);
    form.before(note);
  };
  const restore = (form, key, kept) => {
    const changed = fields(form).filter((field) => nameOf(field) in kept && kept[nameOf(field)] !== valueOf(field));
    if (!changed.some((field) => field.type !== "hidden")) return;
    changed.forEach((field) => { if (ticked(field)) field.checked = kept[nameOf(field)]; else field.value = kept[nameOf(field)]; });
    form.closest("details")?.setAttribute("open", "");
    tell(form, key);
  };

  try {
    const inFrame = document.querySelector(".td-shell") !== null;
    const refused = document.querySelector(".td-problems") !== null;
    keys().forEach((key) => {
      const draft = read(key);
      if (!draft || !draft.values || !(Date.now() - draft.at < KEPT_FOR)) localStorage.removeItem(key);
      else if (!draft.sent || (inFrame && !key.startsWith(own))) return;
      else if (inFrame && !refused) localStorage.removeItem(key);
      else write(key, { ...draft, sent: false });
    });
    document.querySelectorAll("form[data-draft]").forEach((form) => {
      const key = own + form.dataset.draft;
      const draft = read(key);
      if (draft && !refused) restore(form, key, draft.values);
      form.addEventListener("input", () => write(key, { values: values(form), sent: false }));
      form.addEventListener("submit", () => { const typed = read(key); if (typed) write(key, { ...typed, sent: true }); });
      form.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful && !event.detail.target.querySelector(".bad")) localStorage.removeItem(key); });
    });
  } catch { /* no storage: the forms still work */ }

  /* A form that saves itself when nobody is logged in any more says so, and keeps what is on the page. */
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status !== 401) return;
    const status = event.detail.target.querySelector("[role=status]") || event.detail.target.appendChild(document.createElement("small"));
    status.className = "bad";
    status.setAttribute("role", "status");
    status.textContent = words.sessionGone;
  });
})();
