import { countText, upperFirst } from "../../../domain/text/format";
import { escaped, headings, pageEnd, pageStart, phoneStyle } from "../../page/html";
import { hasAccess, type AccessReport, type PrincipalAccess } from "../matrix";
import { RIGHTS } from "../rights";
import { ANSWERS, principalText, reasons, RIGHT_NAMES } from "../words";
import { FILTER_SCRIPT } from "./filter-script";

/** Browsers stay responsive up to this number of rows. */
const MAX_ROWS = 5_000;
/** Repositories of a group that are shown without opening the list. */
const MAX_NAMES = 3;

const COLUMNS = ["Repositories", "Principal", ...RIGHTS.map((right) => upperFirst(RIGHT_NAMES[right])), "Why"];

/** A matrix as a self-contained page. JavaScript only filters the table. */
export function* accessPage({
  environment,
  location,
  source,
  groups,
  unread,
  faults,
}: AccessReport): Generator<string> {
  const rows = groups.flatMap(({ repositories, principals }) =>
    principals.map((principal) => ({ repositories, principal })),
  );
  const count = groups.reduce((sum, { repositories }) => sum + repositories.length, 0);
  const from = source === "aws" ? "Read from AWS" : "Based on the declarations";
  yield pageStart({
    title: `Access to the repositories in ${environment}`,
    style: `${STYLE}${phoneStyle("access", COLUMNS)}`,
  });
  yield `<h1>Who may access the repositories in ${escaped(environment)}</h1>
<p>Account ${escaped(location.account)}, region ${escaped(location.region)}. ${from}. ${countText(count, "repository", "repositories")}.</p>
<p id="filter" hidden><label>Principal or repository contains <input id="text" type="search"></label> <label><input id="open" type="checkbox"> only with access</label> <output id="shown"></output></p>
`;
  const missing = [...unread.map(({ repositoryName, why }) => `${repositoryName}: ${why}`), ...faults];
  if (missing.length > 0) {
    const items = missing.map((text) => `<li>${escaped(text)}</li>`);
    yield `<h2>Not read</h2>\n<ul>${items.join("")}</ul>\n`;
  }
  if (rows.length > MAX_ROWS)
    yield `<p>The first ${MAX_ROWS.toLocaleString("en-US")} of ${countText(rows.length, "row")}. To list all, use <code>-o json</code>.</p>\n`;
  yield `<div class="wide"><table id="access" aria-label="Access"><thead><tr>${headings(COLUMNS)}</tr></thead>\n<tbody>\n`;
  for (const { repositories, principal } of rows.slice(0, MAX_ROWS))
    yield rowOf(repositories, principal, location.account);
  yield `</tbody></table></div>
<p class="small">"depends": the answer depends on a condition, or on policies that <code>ecr access</code> cannot see, such as the policies in another account. Service control policies, session policies and VPC endpoint policies are not evaluated.</p>
`;
  yield pageEnd(FILTER_SCRIPT);
}

const STYLE = `
.allowed { font-weight: 600; }
.denied { opacity: .6; }
#filter input[type=search] { min-width: 18rem; font: inherit; }
#access summary { cursor: pointer; }
#access td { overflow-wrap: anywhere; }
`;

function rowOf(repositories: readonly string[], principal: PrincipalAccess, owner: string): string {
  const cells = RIGHTS.map((right) => {
    const { answer } = principal.access[right];
    return `<td class="${answer}">${ANSWERS[answer]}</td>`;
  });
  const why = reasons(principal).map(({ rights, text }) => `<div>${escaped(`${rights.join(", ")}: ${text}`)}</div>`);
  return `<tr data-open="${hasAccess(principal)}"><td>${namesOf(repositories)}</td><td>${escaped(principalText(principal, owner))}</td>${cells.join("")}<td>${why.join("")}</td></tr>\n`;
}

function namesOf(repositories: readonly string[]): string {
  const text = escaped(repositories.join(", "));
  if (repositories.length <= MAX_NAMES) return text;
  return `<details><summary>${countText(repositories.length, "repository", "repositories")}</summary>${text}</details>`;
}
