import { unlisted } from "../../operations/scan-gate/counts";
import { type ScanAnswer } from "../../operations/scan-gate/scan";
import { SEVERITIES, type FindingSeverity } from "../../domain/images/scan-kinds";
import { type JudgedFinding, type JudgedImage, type GateVerdict } from "../../operations/scan-gate/verdict";
import { countText } from "../../domain/text/format";
import { colors } from "../support/colors";
import { columns } from "../support/columns";

/** What a gate found, and which image it is about. */
export interface GateResult extends GateVerdict {
  readonly image: {
    readonly reference: string;
    readonly registryId: string;
    readonly region: string;
    readonly repositoryName: string;
    readonly digest: string;
  };
  readonly failOn: readonly FindingSeverity[];
  /** Entries of a manifest list that are no images. */
  readonly leftOut: number;
}

/** The result for machines: the shape that the command's help tells. */
export function gateJson({ image, failOn, passed, images, unused }: GateResult): string {
  const shape = { image, failOn, passed, images: images.map(imageJson), unused };
  return `${JSON.stringify(shape, undefined, 2)}\n`;
}

function imageJson({ digest, platform, passed, problem, scan, findings }: JudgedImage): object {
  return {
    digest,
    platform,
    passed,
    problem,
    scan: scan && { kind: scan.kind, status: scan.status, completedAt: scan.completedAt, counts: tally(findings) },
    findings: findings.map(({ settled, ...rest }) => rest),
  };
}

/** The result for people. */
export function gateTable(result: GateResult): string {
  const { image, images, unused, leftOut, passed } = result;
  const paint = colors();
  const lines = [`${image.reference} is ${image.digest}`];
  const [first] = images;
  if (images.length !== 1 || first?.digest !== image.digest) {
    const others = leftOut === 0 ? "" : ` ${countText(leftOut, "attestation")} left out.`;
    lines.push(`An image of several platforms: each of the ${images.length} has to pass.${others}`);
  }
  for (const each of images) lines.push("", ...imageLines(each));
  lines.push(...unratedLines(result));
  if (unused.length > 0) lines.push("");
  for (const { id, package: name } of unused) {
    lines.push(`Note: ${name === undefined ? id : `${id} in ${name}`} is ignored but not found; take the entry out.`);
  }
  lines.push("", passed ? paint.green("Passed.") : paint.red("Not passed: ") + reasons(result));
  return `${lines.join("\n")}\n`;
}

function imageLines({ digest, platform, problem, scan, findings }: JudgedImage): string[] {
  const title = platform === undefined ? digest : `${platform}  ${digest}`;
  const lines = scan === undefined ? [title] : [title, `  ${scanText(scan)}: ${tallyText(findings, unlisted(scan))}`];
  if (problem !== undefined) lines.push(`  ${problem}`);
  const open = findings.filter(({ ignored }) => ignored === undefined);
  const ignored = findings.filter((finding) => finding.ignored !== undefined);
  if (open.length > 0) {
    const rows = open.map((finding) => ["", ...cells(finding), finding.uri ?? ""]);
    lines.push(...columns([["", "severity", "finding", "package", "version", "fixed in", ""], ...rows]).map(painted));
  }
  if (ignored.length > 0) {
    const rows = ignored.map((finding) => ["", ...cells(finding).slice(0, 3), reasonText(finding)]);
    lines.push("  ignored:", ...columns(rows));
  }
  return lines;
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

/** Paints the severity, after the columns are laid out: colours have a length of their own. */
function painted(line: string): string {
  const paint = colors();
  return line.replace(/^ *(CRITICAL|HIGH|MEDIUM)/, (word) =>
    word.trim() === "MEDIUM" ? paint.yellow(word) : paint.red(word),
  );
}

/** Findings that count, by severity. */
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
    ...(parts.length === 0 && more.length === 0 ? ["nothing found"] : parts),
    ...(more.length === 0 ? [] : [`counted by AWS but not listed: ${more.join(", ")}`]),
    ...(ignored === 0 ? [] : [`${ignored} ignored`]),
  ].join(", ");
}

/** Findings that nobody has rated yet are on no scale, so that they pass unless they are named. */
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
  if (images.length === 0) return "there is no image for any platform in it.";
  const failing = images.flatMap(({ findings }) => findings.filter(({ fails }) => fails));
  const problems = images.filter(({ problem }) => problem !== undefined).length;
  return [
    ...(problems === 0 ? [] : [`${countText(problems, "image")} without a result to go by`]),
    ...(failing.length === 0
      ? []
      : [`${tallyText(failing)} (fails on ${failOn.map((severity) => severity.toLowerCase()).join(", ")})`]),
  ]
    .join("; ")
    .concat(".");
}
