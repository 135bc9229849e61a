import { listText } from "../../domain/text/format";
import { type EnvironmentReview, type RatedFinding, type Review } from "./review";
import { costText, countsText, findingText, placeText, planTexts, summaryLine } from "./words";

/** Marks the comment, so that a workflow finds and updates it. */
export const COMMENT_MARK = "<!-- ecr review -->";

/** GitHub accepts 65,536 characters in a comment. */
const MAX_LENGTH = 60_000;
/** Findings of an environment; the terminal and `-o json` show all. */
const MAX_FINDINGS = 100;

const ICONS = { high: "🔴", medium: "🟠", low: "🟡", note: "⚪" } as const;

/** A review as the comment of a pull request: the same text for the same review, at most 60,000 characters. */
export function reviewMarkdown(review: Review, faults: readonly string[]): string {
  const head = [
    COMMENT_MARK,
    "### What this change does to the registries",
    "",
    `**${escaped(summaryLine(review, faults))}**`,
  ];
  const notRead = faults.length === 0 ? [] : ["", "Not reviewed:", "", ...faults.map((fault) => `- ${escaped(fault)}`)];
  const foot = ["", `Compared with ${escaped(review.base)}.`, ""];
  const frame = [...head, ...notRead, ...foot].join("\n");
  const sections = review.environments
    .filter(({ findings, unknown, plans = [] }) => findings.length + unknown.length + plans.length > 0)
    .map((environment) => ({ name: environment.environment, text: sectionOf(environment) }));
  const shown = fitting(sections, MAX_LENGTH - frame.length);
  return [...head, ...notRead, ...shown, ...foot].join("\n");
}

interface Section {
  readonly name: string;
  readonly text: string;
}

const REST_LENGTH = 500;

/** The sections that fit, worst first, and the names of the others. */
function fitting(sections: readonly Section[], room: number): string[] {
  const shown: string[] = [];
  let left = room - REST_LENGTH;
  for (const [index, { text }] of sections.entries()) {
    if (text.length + 1 > left) {
      const names = sections.slice(index).map(({ name }) => name);
      return [
        ...shown,
        "",
        `The review of ${listText(names)} is too long for a comment. To see the rest, run \`npx ecr review\`.`,
      ];
    }
    shown.push(text);
    left -= text.length + 1;
  }
  return shown;
}

function sectionOf(review: EnvironmentReview): string {
  const { environment, findings, unknown } = review;
  const place = placeText(review);
  const isOpen = findings.some(({ severity }) => severity === "high");
  const cost = costText(review);
  const more = findings.length - MAX_FINDINGS;
  return [
    "",
    `<details${isOpen ? " open" : ""}><summary><b>${escaped(environment)}</b>${escaped(place)}: ${countsText(review)}</summary>`,
    "",
    ...findings.slice(0, MAX_FINDINGS).flatMap(itemOf),
    ...(more > 0 ? [`- and ${more.toLocaleString("en-US")} more (\`npx ecr review ${escaped(environment)}\`)`] : []),
    ...(cost === "" ? [] : ["", cost]),
    ...[...planTexts(review), ...unknown].flatMap((text) => ["", escaped(text)]),
    "",
    "</details>",
  ].join("\n");
}

function itemOf(finding: RatedFinding): string[] {
  const { severity, details = [] } = finding;
  return [
    `- ${ICONS[severity]} **${severity}** ${escaped(findingText(finding))}`,
    ...details.map((detail) => `  - ${escaped(detail)}`),
  ];
}

/** Names and reasons come from files of a pull request, so nothing in them may be markup or mention a user. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>|~#&]/g, (character) => (character === "&" ? "&amp;" : `\\${character}`))
    .replace(/@/g, "@\u200B");
}
