import { type PreviewComparison, type PreviewChange } from "../../operations/lifecycle-preview/compare";
import { type LifecycleDecision } from "../../domain/lifecycle-policy/decision";
import { activeSince } from "../../domain/images/image";
import { type Preview } from "../../operations/lifecycle-preview/preview";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { byRule, previewSummary } from "../../operations/lifecycle-preview/summary";
import { bytesText, countText, dayText, shortDigest } from "../../domain/text/format";
import { colors } from "../support/colors";
import { columns, fitted, terminalWidth } from "../support/columns";

/** More rows of one rule are no reading matter; -o json has all of them. */
const MOST_ROWS = 40;

/** A preview for people: what goes, by rule and the oldest first, then the totals and what it comes to. */
export function previewTable(preview: Preview, policy: LifecyclePolicy): string {
  const { repository, now, decisions, totals, notes } = preview;
  const descriptions = new Map(policy.rules.map(({ rulePriority, description }) => [rulePriority, description]));
  const paint = colors();
  const lines = [`${repository === "" ? "Repository without a name" : repository} at ${now.toISOString()}`, ""];
  for (const { priority, action, images, bytes, decisions: going } of byRule(decisions)) {
    const description = descriptions.get(priority);
    const label = action === "expire" ? paint.red("expires") : paint.yellow("archives");
    lines.push(
      `Rule ${priority} ${label} ${countText(images, "image")}, ${bytesText(bytes)}${description === undefined ? "" : ` (${oneLine(description)})`}:`,
      ...rowLines([["pushed", "due", "size", "digest", "tags"], ...going.slice(0, MOST_ROWS).map(row)]),
    );
    if (going.length > MOST_ROWS)
      lines.push(`  and ${countText(going.length - MOST_ROWS, "more image")}; -o json lists all`);
    lines.push("");
  }
  const total = (["expire", "archive", "keep"] as const).map((action) => [
    action,
    countText(totals[action].images, "image"),
    bytesText(totals[action].bytes),
  ]);
  lines.push(
    ...columns(total),
    "",
    ...notes.map((note) => `Note: ${note}`),
    ...open(decisions),
    ...(notes.length > 0 ? [""] : []),
  );
  return `${[...lines, previewSummary(preview)].join("\n")}\n`;
}

/** What a changed policy does differently. */
export function comparisonTable({ repository, differences, totals }: PreviewComparison): string {
  const lines = [repository === "" ? "Repository without a name" : repository, ""];
  const kinds = new Map<string, PreviewChange[]>();
  for (const difference of differences) {
    const kind = `${VERBS[difference.before.action]} so far, ${VERBS[difference.after.action]} by the changed policy`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), difference]);
  }
  for (const [kind, own] of kinds) {
    const rows = own
      .slice(-MOST_ROWS)
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
    if (own.length > MOST_ROWS)
      lines.push(`  and ${countText(own.length - MOST_ROWS, "more image")}; -o json lists all`);
    lines.push("");
  }
  const change = (action: "expire" | "archive" | "keep"): string =>
    `${action} ${totals.before[action].images} -> ${totals.after[action].images}`;
  const verdict =
    differences.length === 0
      ? "Both policies do the same with every image."
      : `The changed policy does otherwise with ${countText(differences.length, "image")}.`;
  return `${[...lines, `Images: ${change("expire")}, ${change("archive")}, ${change("keep")}`, verdict].join("\n")}\n`;
}

/** Rows of images; the tags come last, and a terminal shows as many of them as fit. */
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
    dayText(on),
    bytesText(image.bytes),
    shortDigest(image.digest),
    tagsText(image.tags),
  ];
}

function open(decisions: readonly LifecycleDecision[]): string[] {
  const undecided = decisions.filter(({ reason }) => reason.includes("does not say which")).length;
  return undecided === 0
    ? []
    : [
        `Note: ${countText(undecided, "image")} at a count's limit have equal push times; ECR does not say which of them stay.`,
      ];
}

const MOST_TAGS = 4;

/** Tags of an image; control characters that a hand-made listing may have do not reach the terminal. */
function tagsText(tags: readonly string[]): string {
  if (tags.length === 0) return "(untagged)";
  const more = tags.length > MOST_TAGS ? ` and ${tags.length - MOST_TAGS} more` : "";
  return `${tags.slice(0, MOST_TAGS).map(oneLine).join(", ")}${more}`;
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ");
}

function ruleText(priority: number | null): string {
  return priority === null ? "-" : String(priority);
}
