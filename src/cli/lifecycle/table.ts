import { type PreviewComparison, type PreviewChange } from "../../operations/lifecycle-preview/compare";
import { type LifecycleDecision } from "../../domain/lifecycle-policy/decision";
import { activeSince } from "../../domain/images/image";
import { type Preview } from "../../operations/lifecycle-preview/preview";
import { ruleWords } from "../../domain/lifecycle-policy/describe-rule";
import { TIE_TEXT } from "../../domain/lifecycle-policy/simulate";
import { type RuleTotals } from "../../operations/lifecycle-preview/rule-totals";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { byRule, previewSummary } from "../../operations/lifecycle-preview/summary";
import { bytesText, countText, dayText, listText, shortDigest } from "../../domain/text/format";
import { colors, columns, fitted, terminalWidth, forTerminal } from "../support/terminal";

/** Rows for each rule. -o json lists all images. */
const MAX_ROWS = 40;

/** A preview as text: deleted and archived images by rule, oldest first, then totals and a summary. */
export function previewTable(preview: Preview, policy: LifecyclePolicy): string {
  const { repository, now, decisions, totals, rules, findings, notes } = preview;
  const descriptions = new Map(policy.rules.map(({ rulePriority, description }) => [rulePriority, description]));
  const paint = colors();
  const lines = [`${repository === "" ? "Repository without a name" : repository} at ${now.toISOString()}`, ""];
  for (const { priority, action, images, bytes, decisions: changed } of byRule(decisions)) {
    const description = descriptions.get(priority);
    const label = action === "expire" ? paint.red("expires") : paint.yellow("archives");
    const heading = `Rule ${priority} ${label} ${countText(images, "image")}, ${bytesText(bytes)}${description === undefined ? "" : ` (${oneLine(description)})`}:`;
    lines.push(
      forTerminal(heading),
      ...rowLines([["pushed", "last pull", "due", "size", "digest", "tags"], ...changed.slice(0, MAX_ROWS).map(row)]),
    );
    if (changed.length > MAX_ROWS)
      lines.push(`  and ${countText(changed.length - MAX_ROWS, "more image")}; to list all, use -o json`);
    lines.push("");
  }
  lines.push(...ruleLines(rules), "");
  const total = (["expire", "archive", "keep"] as const).map((action) => [
    action,
    countText(totals[action].images, "image"),
    bytesText(totals[action].bytes),
  ]);
  lines.push(
    ...columns(total),
    "",
    ...paragraphs([
      ...findings.map((finding) => `Finding: ${finding}`),
      ...notes.map((note) => `Note: ${note}`),
      ...tieNotes(decisions),
    ]),
  );
  return `${[...lines, forTerminal(previewSummary(preview))].join("\n")}\n`;
}

/** What each rule selects, acts on and loses. */
function ruleLines(rules: readonly RuleTotals[]): readonly string[] {
  const heading = ["rule", "selects", "acts on", "lost to earlier rules", "action"];
  const rows = rules.map(({ rule, selected, actsOn, lost }) => [
    String(rule.rulePriority),
    ...[selected, actsOn, lost].map((count) => count.toLocaleString("en-US")),
    oneLine(ruleWords(rule)),
  ]);
  return fitted(columns([heading, ...rows]), terminalWidth());
}

/** Lines with an empty one after them, if there are any. */
function paragraphs(texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : [...texts.map((text) => forTerminal(text)), ""];
}

/** The images that a changed policy treats differently. */
export function comparisonTable({ repository, differences, totals }: PreviewComparison): string {
  const lines = [repository === "" ? "Repository without a name" : repository, ""];
  const kinds = new Map<string, PreviewChange[]>();
  for (const difference of differences) {
    const kind = `${VERBS[difference.before.action]} by the current policy, ${VERBS[difference.after.action]} by the changed policy`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), difference]);
  }
  for (const [kind, own] of kinds) {
    const rows = own
      .slice(-MAX_ROWS)
      .reverse()
      .map(({ image, before, after }) => [
        dayText(activeSince(image)),
        bytesText(image.bytes),
        ruleText(before.rulePriority),
        ruleText(after.rulePriority),
        shortDigest(image.digest),
        tagsText(image.tags),
      ]);
    lines.push(
      `${countText(own.length, "image")} ${kind}:`,
      ...rowLines([["pushed", "size", "rule", "new rule", "digest", "tags"], ...rows]),
    );
    if (own.length > MAX_ROWS)
      lines.push(`  and ${countText(own.length - MAX_ROWS, "more image")}; to list all, use -o json`);
    lines.push("");
  }
  const change = (action: "expire" | "archive" | "keep"): string =>
    `${action} ${totals.before[action].images} -> ${totals.after[action].images}`;
  const verdict =
    differences.length === 0
      ? "Both policies treat every image the same."
      : `The changed policy treats ${countText(differences.length, "image")} differently.`;
  return `${[...lines, `Images: ${change("expire")}, ${change("archive")}, ${change("keep")}`, verdict].join("\n")}\n`;
}

/** Rows of images. The tags are last, and are cut to the width of the terminal. */
function rowLines(rows: readonly (readonly string[])[]): readonly string[] {
  return fitted(
    columns(rows).map((line) => `  ${line}`),
    terminalWidth(),
  );
}

const VERBS = { keep: "kept", expire: "deleted", archive: "archived" } as const;

function row({ image, on }: LifecycleDecision): string[] {
  return [
    dayText(activeSince(image)),
    dayText(image.pulledAt),
    dayText(on),
    bytesText(image.bytes),
    shortDigest(image.digest),
    tagsText(image.tags),
  ];
}

function tieNotes(decisions: readonly LifecycleDecision[]): string[] {
  const undecided = decisions.filter(({ reason }) => reason.includes(TIE_TEXT)).length;
  return undecided === 0
    ? []
    : [
        `Note: the result for ${countText(undecided, "image")} is uncertain, because several images at the limit of a count rule have the same push time. ECR does not document which of them it keeps.`,
      ];
}

const MAX_TAGS = 4;

/** Tags of an image, without control characters, which a handwritten listing may contain. */
function tagsText(tags: readonly string[]): string {
  if (tags.length === 0) return "(untagged)";
  return listText(tags.map(oneLine), MAX_TAGS);
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ");
}

function ruleText(priority: number | null): string {
  return priority === null ? "-" : String(priority);
}
