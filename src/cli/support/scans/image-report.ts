import { unlisted } from "../../../operations/scan-gate/counts";
import { type ScanAnswer } from "../../../operations/scan-gate/scan";
import { SEVERITIES, type FindingSeverity } from "../../../domain/images/scan-kinds";
import { type JudgedFinding, type JudgedImage, judge } from "../../../operations/scan-gate/verdict";
import { colors, columns, terminalWidth, forTerminal } from "../terminal";
import { type Environment } from "../../../model/environment";
import { type ImageReference } from "../../../operations/scan-gate/reference";
import { jsonText, write } from "../write";
import { type ScannedPlatforms } from "./scanned";

/** The scan of an image as JSON, in the shape that `ecr scan-gate --help` documents. */
export function imageJson({ digest, platform, passed, problem, accepted, scan, findings }: JudgedImage): object {
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

/** The scan of an image as text, with the worst finding first. */
export function imageLines({ digest, platform, problem, accepted, scan, findings }: JudgedImage): string[] {
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
export function tally(findings: readonly JudgedFinding[]): Partial<Record<FindingSeverity, number>> {
  const counts: Partial<Record<FindingSeverity, number>> = {};
  for (const { severity, ignored } of findings) {
    if (ignored === undefined) counts[severity] = (counts[severity] ?? 0) + 1;
  }
  return counts;
}

/** @param more what AWS counts and does not list */
export function tallyText(findings: readonly JudgedFinding[], more: readonly string[] = []): string {
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

/** The findings of an image, with the image as the user named it. */
export interface FindingsRequest {
  readonly image: string;
  readonly environment: Environment;
  readonly reference: ImageReference;
  readonly output: string;
}

/**
 * Prints the findings of an image.
 * @returns whether every scan has a result
 */
export async function printFindings(request: FindingsRequest, scanned: ScannedPlatforms): Promise<boolean> {
  const { repositoryName } = request.reference;
  const { digest } = scanned;
  const { images, passed } = judge(scanned.images, { repositoryName, digest }, []);
  await write([request.output === "json" ? json(request, digest, images) : table(request, digest, images)]);
  return passed;
}

function json(
  { image, environment, reference }: FindingsRequest,
  digest: string,
  images: readonly JudgedImage[],
): string {
  const { account: registryId, region } = environment.location;
  const { repositoryName } = reference;
  const shape = {
    image: { reference: image, registryId, region, repositoryName, digest },
    images: images.map((judged) => {
      const findings = judged.findings.map(({ fails: _, ...finding }) => finding);
      return { ...imageJson(judged), passed: undefined, findings };
    }),
  };
  return jsonText(shape);
}

function table({ image }: FindingsRequest, digest: string, images: readonly JudgedImage[]): string {
  return `${[`${image} is ${digest}`, ...images.flatMap((judged) => ["", ...imageLines(judged)])].join("\n")}\n`;
}
