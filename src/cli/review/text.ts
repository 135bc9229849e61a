import { type Severity } from "../../operations/review/kinds";
import { type EnvironmentReview, type RatedFinding, type Review } from "../../operations/review/review";
import { costText, countsText, findingText, placeText, planTexts, summaryLine } from "../../operations/review/words";
import { colors, forTerminal } from "../support/terminal";

/** Findings of an environment on a terminal; `-o json` lists all. */
const MAX_FINDINGS = 50;

/** A review as text, worst environment first, with the summary in the last line. */
export function reviewText(review: Review, faults: readonly string[]): string {
  return `${[
    ...review.environments.flatMap((environment) => [...environmentLines(environment), ""]),
    ...faults,
    ...(faults.length === 0 ? [] : [""]),
    `Compared with ${review.base}.`,
    forTerminal(painted(summaryLine(review, faults))),
  ].join("\n")}\n`;
}

function environmentLines(review: EnvironmentReview): string[] {
  const { environment, findings, unknown } = review;
  const place = placeText(review);
  const more = findings.length - MAX_FINDINGS;
  const cost = costText(review);
  return [
    `${colors().bold(environment)}${place}: ${countsText(review)}`,
    ...findings.slice(0, MAX_FINDINGS).flatMap(findingLines),
    ...(more > 0 ? [`  and ${more.toLocaleString("en-US")} more (-o json)`] : []),
    ...[cost, ...planTexts(review), ...unknown].filter((text) => text !== "").map((text) => forTerminal(`  ${text}`)),
  ];
}

function findingLines(finding: RatedFinding): string[] {
  const { severity, details = [] } = finding;
  return [
    forTerminal(`  ${paint(severity)}  ${findingText(finding)}`),
    ...details.map((detail) => forTerminal(`          ${detail}`)),
  ];
}

const WIDTH = "medium".length;

function paint(severity: Severity): string {
  const text = severity.padEnd(WIDTH);
  const paints = colors();
  if (severity === "high") return paints.red(text);
  return severity === "medium" ? paints.yellow(text) : text;
}

function painted(line: string): string {
  const severity = /^(high|medium):/.exec(line)?.[1];
  if (severity === undefined) return line;
  return `${severity === "high" ? colors().red(severity) : colors().yellow(severity)}${line.slice(severity.length)}`;
}
