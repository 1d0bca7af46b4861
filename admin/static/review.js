// Remarks on cells: a click or Enter opens the box, arrow keys go from cell to cell.
"use strict";
(() => {
  const dialog = document.getElementById("remark");
  const grid = document.querySelector("table[data-remarks]");
  if (!dialog || !grid) return;
  const form = dialog.querySelector("form");
  let opener;

  const open = (cell) => {
    opener = cell;
    form.row_id.value = cell.dataset.remark;
    form.field.value = cell.dataset.field ?? "";
    dialog.querySelector("[data-place]").textContent = ` ${cell.dataset.name}`;
    const row = cell.closest("tr").querySelector("a[data-remark]");
    dialog.querySelector("[data-row]").href = row.href;
    const history = dialog.querySelector("[data-history]");
    history.hidden = !cell.dataset.field;
    history.href = `${row.href}/history/${cell.dataset.field}`;
    dialog.showModal();
    form.text.focus();
  };

  // One cell is in the tab order; the arrow keys move it.
  const rows = [...grid.tBodies[0].rows].map((row) => [...row.querySelectorAll("[data-remark]")]);
  const put = (cell) => {
    for (const other of grid.querySelectorAll("td[tabindex='0']")) other.tabIndex = -1;
    cell.tabIndex = 0;
  };
  for (const row of rows) for (const cell of row) if (cell.tagName === "TD") cell.tabIndex = -1;
  if (rows[0]?.[1]) put(rows[0][1]);

  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  grid.addEventListener("keydown", (event) => {
    const cell = event.target.closest("[data-remark]");
    if (!cell) return;
    if (event.key === "Enter" || (event.key === " " && cell.tagName === "TD")) {
      event.preventDefault();
      open(cell);
    } else if (event.key in steps) {
      event.preventDefault();
      const y = rows.findIndex((row) => row.includes(cell));
      const [down, right] = steps[event.key];
      const next = rows[y + down]?.[rows[y].indexOf(cell) + right];
      if (next) { if (next.tagName === "TD") put(next); next.focus(); }
    }
  });
  grid.addEventListener("click", (event) => {
    const cell = event.target.closest("[data-remark]");
    if (!cell || event.ctrlKey || event.metaKey || getSelection().toString()) return;
    event.preventDefault();
    if (cell.tagName === "TD") put(cell);
    open(cell);
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => opener?.focus());
})();
