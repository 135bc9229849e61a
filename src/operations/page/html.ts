/** Style sheet for light and dark mode, and for print. */
const STYLE = `
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

export interface PageFrame {
  readonly title: string;
  /** Style sheet in addition to `STYLE`. @default - none */
  readonly style?: string;
}

/** The start of a self-contained page, up to its content. A policy forbids it to load anything. */
export function pageStart({ title, style = "" }: PageFrame): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${STYLE}${style}</style>
</head>
<body>
`;
}

/** The end of a page. */
export function pageEnd(script: string): string {
  return `<script>${script}</script>
</body>
</html>
`;
}

/** The headings of a table's columns. */
export function headings(names: readonly string[]): string {
  return names.map((name) => `<th scope="col">${name}</th>`).join("");
}
