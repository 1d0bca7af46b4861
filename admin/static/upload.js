// While the server works on a form: say so, and do not send it twice.
"use strict";
const waiting = new Set();
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", () => {
    const busy = form.querySelector(".busy");
    busy.textContent = form.dataset.busy;
    busy.hidden = false;
    for (const button of form.querySelectorAll("button:not([disabled])")) {
      waiting.add(button);
      button.disabled = true;
    }
  });
}
// A page that the browser kept comes back ready to be used.
addEventListener("pageshow", () => {
  for (const button of waiting) button.disabled = false;
  waiting.clear();
  for (const busy of document.querySelectorAll(".busy")) busy.hidden = true;
});
