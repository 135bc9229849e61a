import { escaped, pageEnd, pageStart } from "../page/html";
import { type EnvironmentReview, type RatedFinding, type Review } from "./review";
import { costText, countsText, findingText, placeText, planTexts, summaryLine } from "./words";

const STYLE = `
.high { color: #b42318; font-weight: 600; }
.medium { color: #b54708; font-weight: 600; }
@media (prefers-color-scheme: dark) { .high { color: #ff8a80; } .medium { color: #ffb74d; } }
li { margin: .4rem 0; overflow-wrap: anywhere; }
summary { cursor: pointer; font-size: 1.1rem; margin: 1rem 0 .5rem; }
`;

/** Names of repositories in a finding of the page. */
const MAX_NAMES = 20;

/** A review as a self-contained page. */
export function* reviewPage(review: Review, faults: readonly string[]): Generator<string> {
  yield pageStart({ title: "What a change does to the registries", style: STYLE });
  yield `<h1>What this change does to the registries</h1>
<p class="summary">${escaped(summaryLine(review, faults))}</p>
<p>Compared with ${escaped(review.base)}.</p>
`;
  if (faults.length > 0) yield `<h2>Not reviewed</h2>\n<ul>${faults.map(item).join("")}</ul>\n`;
  for (const environment of review.environments) yield section(environment);
  yield pageEnd("");
}

function section(review: EnvironmentReview): string {
  const { environment, findings, unknown } = review;
  const place = placeText(review);
  const notes = [costText(review), ...planTexts(review), ...unknown].filter((text) => text !== "");
  return `<details${findings.length > 0 ? " open" : ""}><summary><b>${escaped(environment)}</b>${escaped(place)}: ${countsText(review)}</summary>
<ul>${findings.map(findingItem).join("\n")}</ul>
${notes.map((note) => `<p>${escaped(note)}</p>`).join("\n")}
</details>
`;
}

function findingItem(finding: RatedFinding): string {
  const { severity, details = [] } = finding;
  const below = details.length === 0 ? "" : `<ul>${details.map(item).join("")}</ul>`;
  return `<li><span class="${severity}">${severity}</span> ${escaped(findingText(finding, MAX_NAMES))}${below}</li>`;
}

function item(text: string): string {
  return `<li>${escaped(text)}</li>`;
}
