import { z } from "zod";
import { groupBy } from "../../domain/collections/group-by";
import { oneLine } from "../../domain/text/format";
import { RIGHTS } from "../access/rights";
import { type ReviewKind } from "./kinds";
import { type DriftedResource } from "./plan/cloudtrail";

/** Rights that a principal gains or loses, or has under other conditions. */
export const accessChangeSchema = z.object({
  /** ARN, account ID, service, or `*`. */
  principal: z.string(),
  change: z.enum(["gained", "lost", "conditions"]),
  rights: z.array(z.enum(RIGHTS)),
});
export type AccessChange = Readonly<z.output<typeof accessChangeSchema>>;

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

/** A finding about the environment as a whole. */
export function environmentFinding(kind: ReviewKind, message: string, details: readonly string[] = []): Finding {
  return { kind, repositories: [], message, ...(details.length === 0 ? {} : { details }) };
}

/** Findings that differ in their repositories only, as one each, in texts of one line. */
export function mergedFindings(findings: readonly Finding[]): Finding[] {
  const groups = groupBy(findings.map(onOneLine), ({ repositories: _, images: _images, ...same }) => same);
  return groups.map((group) => {
    const count = group.reduce((sum, { images = 0 }) => sum + images, 0);
    const repositories = group.flatMap((finding) => finding.repositories);
    return { ...group[0], repositories, ...(count === 0 ? {} : { images: count }) };
  });
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
