// A generated form: fields shown by condition, references looked up while typing, nothing lost.
"use strict";
(() => {
  const form = document.querySelector("form[data-guard]");
  if (!form) return;
  const rows = [...form.querySelectorAll("[data-shown]")].map((row) => [row, JSON.parse(row.dataset.shown)]);

  const values = (name) =>
    [...form.querySelectorAll(`[name="${name}"]`)]
      .filter((input) => !input.disabled && (input.type !== "checkbox" || input.checked))
      .map((input) => input.value.trim())
      .filter((value) => value !== "");

  const holds = (condition) =>
    Object.entries(condition).every(([name, wanted]) => {
      const found = values(name);
      return wanted === "filled" ? found.length > 0 : found.some((value) => wanted.includes(value));
    });

  // A hidden field is not sent; one that holds an error stays in sight.
  const show = () => {
    for (const [row, condition] of rows) {
      const shown = holds(condition);
      const readonly = row.querySelector("[readonly]");
      row.hidden = !shown && !row.classList.contains("wrong") && !readonly;
      for (const input of row.querySelectorAll("input, select, textarea")) input.disabled = row.hidden;
    }
    for (const part of form.querySelectorAll("fieldset.section")) part.hidden = !part.querySelector(".field:not([hidden])");
  };
  form.addEventListener("change", show);
  form.addEventListener("input", (event) => { if (rows.length && event.target.name) show(); });
  show();

  // Who was signed out meanwhile, or has no network, keeps what was typed and saves it later.
  let state = "";
  const say = (id) => {
    state = "";
    for (const one of ["signed-out", "unreachable"]) document.getElementById(one).hidden = one !== id;
    document.getElementById(id).scrollIntoView({ block: "center" });
  };
  form.addEventListener("submit", async (event) => {
    if (state === "sending") {
      state = "sent";
      return;
    }
    event.preventDefault();
    if (state) return;
    state = "asking";
    let answer, page;
    try {
      answer = await fetch(location.href);
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      say("unreachable");
      return;
    }
    const token = page.querySelector("form[data-guard] [name=csrf_token]");
    if (answer.redirected && !token) {
      say("signed-out");
      return;
    }
    if (token) form.querySelector("[name=csrf_token]").value = token.value;
    state = "sending";
    changed = false;
    form.requestSubmit(event.submitter);
  });
  window.addEventListener("pageshow", () => { state = ""; });

  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

  const lookUp = (input) => {
    const list = document.getElementById(`${input.id}-list`);
    const many = input.dataset.many;
    let waiting, asked = "";
    const behind = form.querySelector(`[data-behind="${input.id}"]`);
    input.addEventListener("input", () => {
      const meant = [...list.options].find((option) => option.value === input.value);
      if (behind) behind.textContent = meant && !many ? meant.label.replace(input.value, "").trim() : "";
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        const parts = many ? input.value.split(/[；;]/) : [input.value];
        const last = parts.pop().trim();
        const url = new URL(input.dataset.lookup, location.origin);
        url.searchParams.set("search", last);
        for (const name of input.dataset.match.split(" ").filter(Boolean)) url.searchParams.set(name, values(name).join("；"));
        if (!last || url.href === asked) return;
        asked = url.href;
        const answer = await fetch(url, { headers: { Accept: "application/json" } });
        if (!answer.ok) return;
        const before = parts.map((part) => part.trim() + many).join("");
        list.replaceChildren(...(await answer.json()).found.map(({ value, label }) => {
          const option = document.createElement("option");
          option.value = before + value;
          option.label = label;
          return option;
        }));
      }, 200);
    });
  };
  form.querySelectorAll("[data-lookup]").forEach(lookUp);
  document.getElementById("summary")?.focus();
})();
