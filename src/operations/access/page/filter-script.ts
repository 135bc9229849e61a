/** Filters the table by principal or repository. Without the script, the table is complete. */
export const FILTER_SCRIPT = `
(() => {
  const [text, open, shown] = ["text", "open", "shown"].map((id) => document.getElementById(id));
  const rows = [...document.getElementById("access").tBodies[0].rows].map((row) => ({
    row,
    words: (row.cells[0].textContent + " " + row.cells[1].textContent).toLowerCase(),
    isOpen: row.dataset.open === "true",
  }));
  const update = () => {
    const wanted = text.value.trim().toLowerCase();
    let count = 0;
    for (const { row, words, isOpen } of rows) {
      row.hidden = !words.includes(wanted) || (open.checked && !isOpen);
      if (!row.hidden) count += 1;
    }
    shown.textContent = count + " of " + rows.length + " rows";
  };
  text.addEventListener("input", update);
  open.addEventListener("input", update);
  document.getElementById("filter").hidden = false;
  update();
})();
`;
