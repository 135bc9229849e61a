/** Style sheet for light and dark mode, and for print. */
export const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
.summary { font-size: 1.2rem; }
h1 { font-size: clamp(1.4rem, 6vw, 2rem); overflow-wrap: anywhere; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 1rem; margin: 1.5rem 0; }
.figures div { border: 1px solid #8886; border-radius: 6px; padding: .5rem 1rem; }
.figures dt { font-size: .9rem; }
.figures dd { margin: 0; font-size: 1.3rem; font-weight: 600; }
.figures small { display: block; font-size: .9rem; font-weight: 400; }
figure { margin: 0; }
figcaption, .axis { font-size: .9rem; }
.chart { display: grid; grid-template-columns: auto minmax(0, 1fr); column-gap: .4rem; }
.counts { display: flex; flex-direction: column; justify-content: space-between; text-align: right; font-size: .9rem; line-height: 1; }
.axis { grid-column: 2; display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: .5rem; border-top: 1px solid; }
svg { display: block; width: 100%; height: 14rem; border-left: 1px solid; }
.legend { display: flex; flex-wrap: wrap; gap: 1rem; list-style: none; padding: 0; }
.dot { display: inline-block; width: .8em; height: .8em; border-radius: 50%; margin-right: .4em; print-color-adjust: exact; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid #8884; vertical-align: top; }
th button { all: unset; cursor: pointer; font-weight: 600; }
th button:focus-visible { outline: 2px solid; }
th[aria-sort=ascending] button::after { content: " \\25B2"; }
th[aria-sort=descending] button::after { content: " \\25BC"; }
th { position: sticky; top: 0; background: Canvas; }
.short { white-space: nowrap; }
.tags { overflow-wrap: anywhere; min-width: 10rem; }
#images code { display: inline-block; max-width: 20ch; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; vertical-align: bottom; }
code { font-size: .8rem; }
@media screen and (max-width: 64rem) { .wide { overflow-x: auto; } .wide #images { min-width: 60rem; } }
.small { font-size: .9rem; }
`;

/**
 * Shows each row of a table as a block of named values on a phone. The headings stay, since they sort the table.
 * @param id of the table
 */
export function phoneStyle(id: string, columns: readonly string[]): string {
  const names = columns.map((name, index) => `#${id} td:nth-child(${index + 1})::before { content: "${name}"; }`);
  return `
@media screen and (max-width: 40rem) {
.wide #${id} { min-width: 0; }
#${id}, #${id} :is(thead, tbody, tr, td) { display: block; }
#${id} thead tr { display: flex; flex-wrap: wrap; }
#${id} th { position: static; }
#${id} tbody tr { border-bottom: 1px solid #8888; padding: .5rem 0; }
#${id} td { position: relative; border: 0; padding: .1rem 0 .1rem 8rem; overflow-wrap: anywhere; }
#${id} td:empty { display: none; }
#${id} td::before { position: absolute; left: 0; width: 7.5rem; font-weight: 600; }
${names.join("\n")}
}
`;
}

/** Sorts the image table by its headings. Without the script, the table is in the order of deletion. */
export const SORT_SCRIPT = `
(() => {
  const table = document.getElementById("images");
  const body = table.tBodies[0];
  const valueOf = (row, column) => {
    const cell = row.cells[column];
    const sort = cell.getAttribute("data-sort");
    return sort === null ? cell.textContent : sort === "" ? -Infinity : Number(sort);
  };
  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    heading.replaceChildren(button);
    button.addEventListener("click", () => {
      const sign = heading.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", sign === 1 ? "ascending" : "descending");
      const rows = [...body.rows].map((row) => [valueOf(row, column), row]);
      rows.sort(([a], [b]) => sign * (a < b ? -1 : a > b ? 1 : 0));
      body.append(...rows.map(([, row]) => row));
    });
  });
})();
`;
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes text for HTML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
