import { oneLine } from "../../domain/text/format";
import { type Right } from "../access/rights";
import { type ReviewKind } from "./kinds";
import { type DriftedResource } from "./plan/cloudtrail";

/** Rights that a principal gains or loses, or has under other conditions. */
export interface AccessChange {
  /** ARN, account ID, service, or `*`. */
  readonly principal: string;
  readonly change: "gained" | "lost" | "conditions";
  readonly rights: readonly Right[];
}

/** One consequence of a change. */
export interface Finding {
  readonly kind: ReviewKind;
  /** The repositories that it concerns, in order; empty if it concerns the environment. */
  readonly repositories: readonly string[];
  /** The additional region that it concerns. @default - the environment's own region, or all of its regions */
  readonly region?: string;
  /** Terraform addresses of the resources that it concerns. @default - a finding about declarations, not about a plan */
  readonly resources?: readonly string[];
  /** Resources that were changed outside Terraform, to find out by whom. @default - none */
  readonly drifted?: readonly DriftedResource[];
  /** What happens, as a sentence without the repositories' names and without a period: `acme/web may push, ...`. */
  readonly message: string;
  /** Further facts, a sentence each. @default - none */
  readonly details?: readonly string[];
  /** The finding in a few words for the line that sums a review up: `1,204 images would be deleted`. @default - the message */
  readonly short?: string;
  /** Images that are deleted in addition. @default 0 */
  readonly images?: number;
  /** Who gains or loses what. @default - the finding is not about access */
  readonly access?: AccessChange;
}

/** Findings that differ in their repositories only, as one each, in texts of one line. */
export function mergedFindings(findings: readonly Finding[]): Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of findings.map(onOneLine)) {
    const { repositories, images, ...same } = finding;
    const key = JSON.stringify(same);
    const known = merged.get(key);
    if (known === undefined) merged.set(key, finding);
    else {
      const all = [...known.repositories, ...repositories];
      const count = (known.images ?? 0) + (images ?? 0);
      merged.set(key, { ...known, repositories: all, ...(count === 0 ? {} : { images: count }) });
    }
  }
  return [...merged.values()];
}

/** Texts contain values from files of a pull request. */
function onOneLine(finding: Finding): Finding {
  const { message, short, details } = finding;
  return {
    ...finding,
    message: oneLine(message),
    ...(short === undefined ? {} : { short: oneLine(short) }),
    ...(details === undefined ? {} : { details: details.map(oneLine) }),
  };
}
