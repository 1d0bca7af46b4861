// Choosing all of a list at once, for those who have a script; one by one works without.
"use strict";
for (const list of document.querySelectorAll("[data-choose]")) {
  const button = list.querySelector("[data-choose-all]");
  const boxes = [...list.querySelectorAll("input[type=checkbox]")];
  button.hidden = boxes.length < 2;
  button.addEventListener("click", () => {
    const all = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !all;
  });
}
