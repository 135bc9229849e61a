import { entryText, isUnscannable, type IgnoreEntry } from "../../operations/scan-gate/ignore";
import { type FindingSeverity } from "../../domain/images/scan-kinds";
import { type GateVerdict } from "../../operations/scan-gate/verdict";
import { countText } from "../../domain/text/format";
import { colors, forTerminal } from "../support/terminal";
import { imageJson, imageLines, tally, tallyText } from "../support/scans/image-report";
import { jsonText } from "../support/write";

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
  return jsonText(shape);
}

export function gateTable(result: GateResult): string {
  const { image, images, unused, leftOut, passed } = result;
  const paint = colors();
  const lines = [`${image.reference} is ${image.digest}`];
  const [first] = images;
  if (images.length !== 1 || first?.digest !== image.digest) {
    const others = leftOut === 0 ? "" : ` ${countText(leftOut, "attestation")} skipped.`;
    lines.push(`Multi-platform image: ${whatMustPass(images.length)}.${others}`);
  }
  for (const judged of images) lines.push("", ...imageLines(judged));
  lines.push(...unratedLines(result));
  if (unused.length > 0) lines.push("");
  for (const entry of unused) lines.push(forTerminal(unusedText(entry)));
  lines.push("", passed ? paint.green("Passed.") : forTerminal(paint.red("Failed: ") + reasons(result)));
  return `${lines.join("\n")}\n`;
}

function whatMustPass(count: number): string {
  if (count === 0) return "no platform images";
  return count === 1 ? "the only platform image must pass" : `all ${count} platform images must pass`;
}

function unusedText(entry: IgnoreEntry): string {
  const name = entryText(entry);
  if (isUnscannable(entry))
    return `Note: the entry for ${name} on the ignore list was not needed. Remove the entry, unless another image needs it.`;
  return `Note: ${name} is on the ignore list, but the scan did not find it. Remove the entry.`;
}

/** Findings without a severity pass, unless `--fail-on` names them. */
function unratedLines({ images, failOn }: GateResult): string[] {
  if (failOn.includes("UNDEFINED")) return [];
  const findings = images.flatMap((image) => image.findings);
  const count = tally(findings).UNDEFINED ?? 0;
  if (count === 0) return [];
  return [
    "",
    `Note: ${countText(count, "finding is", "findings are")} not rated yet (undefined). To fail on unrated findings, add undefined to --fail-on.`,
  ];
}

function reasons({ images, failOn }: GateResult): string {
  if (images.length === 0) return "the manifest list does not contain any platform image.";
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
