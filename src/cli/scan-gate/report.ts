import { unlisted } from "../../operations/scan-gate/counts";
import { entryText, isUnscannable, type IgnoreEntry } from "../../operations/scan-gate/ignore";
import { type ScanAnswer } from "../../operations/scan-gate/scan";
import { SEVERITIES, type FindingSeverity } from "../../domain/images/scan-kinds";
import { type JudgedFinding, type JudgedImage, type GateVerdict } from "../../operations/scan-gate/verdict";
import { countText } from "../../domain/text/format";
import { colors } from "../support/colors";
import { columns, terminalWidth } from "../support/columns";
import { forTerminal } from "../support/wrapped";

/** The verdict of a gate, with its image. */
export interface GateResult extends GateVerdict {
  readonly image: {
    readonly reference: string;
    readonly registryId: string;
    readonly region: string;
    readonly repositoryName: string;
    readonly digest: string;
  };
  readonly failOn: readonly FindingSeverity[];
  /** Attestations in a manifest list. */
  readonly leftOut: number;
}

/** The result as JSON, in the shape that `--help` documents. */
export function gateJson({ image, failOn, passed, images, unused }: GateResult): string {
  const shape = { image, failOn, passed, images: images.map(imageJson), unused };
  return `${JSON.stringify(shape, undefined, 2)}\n`;
}

function imageJson({ digest, platform, passed, problem, accepted, scan, findings }: JudgedImage): object {
  return {
    digest,
    platform,
    passed,
    problem,
    accepted,
    scan: scan && { kind: scan.kind, status: scan.status, completedAt: scan.completedAt, counts: tally(findings) },
    findings: findings.map(({ settled, ...rest }) => rest),
  };
}

/** The result as text. */
export function gateTable(result: GateResult): string {
  const { image, images, unused, leftOut, passed } = result;
  const paint = colors();
  const lines = [`${image.reference} is ${image.digest}`];
  const [first] = images;
  if (images.length !== 1 || first?.digest !== image.digest) {
    const others = leftOut === 0 ? "" : ` ${countText(leftOut, "attestation")} skipped.`;
    lines.push(`Multi-platform image: all ${images.length} platform images must pass.${others}`);
  }
  for (const judged of images) lines.push("", ...imageLines(judged));
  lines.push(...unratedLines(result));
  if (unused.length > 0) lines.push("");
  for (const entry of unused) lines.push(forTerminal(unusedText(entry)));
  lines.push("", passed ? paint.green("Passed.") : forTerminal(paint.red("Failed: ") + reasons(result)));
  return `${lines.join("\n")}\n`;
}

function unusedText(entry: IgnoreEntry): string {
  const name = entryText(entry);
  if (isUnscannable(entry))
    return `Note: the entry for ${name} on the ignore list was not needed. Remove it, unless another image needs it.`;
  return `Note: ${name} is on the ignore list, but the scan did not find it. Remove the entry.`;
}

function imageLines({ digest, platform, problem, accepted, scan, findings }: JudgedImage): string[] {
  const title = platform === undefined ? digest : `${platform}  ${digest}`;
  const lines = scan === undefined ? [title] : [title, `  ${scanText(scan)}: ${tallyText(findings, unlisted(scan))}`];
  if (problem !== undefined) lines.push(forTerminal(`  ${problem}`));
  if (accepted !== undefined) {
    const { why, reason, expires } = accepted;
    lines.push(forTerminal(`  not scanned: ${why}`), forTerminal(`  accepted: ${reason} (until ${expires})`));
  }
  const open = findings.filter(({ ignored }) => ignored === undefined);
  const ignored = findings.filter((finding) => finding.ignored !== undefined);
  if (open.length > 0) {
    const rows = open.map((finding) => ["", ...cells(finding)]);
    const [heading = "", ...findingLines] = columns([
      ["", "severity", "finding", "package", "version", "fixed in"],
      ...rows,
    ]);
    lines.push(heading, ...findingLines.map((line, index) => withUri(painted(line), open[index]?.uri)));
  }
  if (ignored.length > 0) {
    const rows = ignored.map((finding) => ["", ...cells(finding).slice(0, 3), reasonText(finding)]);
    lines.push("  ignored:", ...columns(rows).map((line) => forTerminal(line)));
  }
  return lines;
}

/** On a terminal, a link has a line of its own, because it would exceed the width. */
function withUri(line: string, uri: string | undefined): string {
  if (uri === undefined) return line;
  return terminalWidth() === undefined ? `${line}  ${uri}` : `${line}\n    ${uri}`;
}

function cells({ severity, id, package: name = "-", version = "-", fixedIn = "-" }: JudgedFinding): string[] {
  return [severity, id === "" ? "(no name)" : id, name, version, fixedIn];
}

function reasonText({ ignored }: JudgedFinding): string {
  const { reason = "", expires } = ignored ?? {};
  return expires === undefined ? reason : `${reason} (until ${expires})`;
}

function scanText({ kind, completedAt }: ScanAnswer): string {
  return `${kind} scan${completedAt === undefined ? "" : ` of ${completedAt}`}`;
}

/** Paints the severity after the columns are aligned, because color codes would misalign them. */
function painted(line: string): string {
  const paint = colors();
  return line.replace(/^ *(CRITICAL|HIGH|MEDIUM)/, (word) =>
    word.trim() === "MEDIUM" ? paint.yellow(word) : paint.red(word),
  );
}

/** Findings that are not ignored, by severity. */
function tally(findings: readonly JudgedFinding[]): Partial<Record<FindingSeverity, number>> {
  const counts: Partial<Record<FindingSeverity, number>> = {};
  for (const { severity, ignored } of findings) {
    if (ignored === undefined) counts[severity] = (counts[severity] ?? 0) + 1;
  }
  return counts;
}

/** @param more what AWS counts and does not list */
function tallyText(findings: readonly JudgedFinding[], more: readonly string[] = []): string {
  const counts = tally(findings);
  const parts = SEVERITIES.flatMap((severity) => {
    const count = counts[severity];
    return count === undefined ? [] : [`${count} ${severity.toLowerCase()}`];
  });
  const ignored = findings.filter((finding) => finding.ignored !== undefined).length;
  return [
    ...(parts.length === 0 && more.length === 0 ? ["no findings"] : parts),
    ...(more.length === 0 ? [] : [`counted by AWS but not listed: ${more.join(", ")}`]),
    ...(ignored === 0 ? [] : [`${ignored} ignored`]),
  ].join(", ");
}

/** Findings without a severity pass, unless `--fail-on` names them. */
function unratedLines({ images, failOn }: GateResult): string[] {
  if (failOn.includes("UNDEFINED")) return [];
  const findings = images.flatMap((image) => image.findings);
  const count = tally(findings).UNDEFINED ?? 0;
  if (count === 0) return [];
  return [
    "",
    `Note: ${countText(count, "finding")} not rated yet (undefined). To fail on them, add undefined to --fail-on.`,
  ];
}

function reasons({ images, failOn }: GateResult): string {
  if (images.length === 0) return "the manifest list has no platform image.";
  const failing = images.flatMap(({ findings }) => findings.filter(({ fails }) => fails));
  const problems = images.filter(({ problem }) => problem !== undefined).length;
  return [
    ...(problems === 0 ? [] : [`${countText(problems, "image")} without a valid result`]),
    ...(failing.length === 0
      ? []
      : [`${tallyText(failing)} (fails on ${failOn.map((severity) => severity.toLowerCase()).join(", ")})`]),
  ]
    .join("; ")
    .concat(".");
}
