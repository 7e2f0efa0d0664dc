"use strict";
// Part of a page that is XML too: no "less than" and no ampersand in here.
const collator = new Intl.Collator(undefined, { numeric: true });

function sort(table, head, column) {
  const descending = head.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", descending ? "descending" : "ascending");
  const rows = Array.from(table.tBodies[0].rows, row => {
    const cell = row.cells[column];
    return { row, key: cell.dataset.key === undefined ? cell.textContent : Number(cell.dataset.key) };
  });
  const sign = descending ? -1 : 1;
  rows.sort((a, b) => sign * (typeof a.key === "number" ? a.key - b.key : collator.compare(a.key, b.key)));
  for (const { row } of rows) table.tBodies[0].appendChild(row);
}

for (const table of document.querySelectorAll("table")) {
  Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(table, head, column));
    head.replaceChildren(button);
  });
}
