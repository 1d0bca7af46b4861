// While the server reads a workbook: say so, and do not send it twice.
"use strict";
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", () => {
    const busy = form.querySelector(".busy");
    busy.textContent = form.dataset.busy;
    busy.hidden = false;
    for (const button of form.querySelectorAll("button")) button.disabled = true;
  });
}
// A page kept by the browser comes back ready to be used.
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("form[data-busy] button")) button.disabled = false;
});
