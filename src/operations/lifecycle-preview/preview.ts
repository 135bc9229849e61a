import { type Action, type LifecycleDecision } from "../../domain/lifecycle-policy/decision";
import { assumptionsOf } from "./assumptions";
import { type Image } from "../../domain/images/image";
import { type LifecycleRule } from "../../domain/lifecycle-policy/schema";
import { evaluate } from "../../domain/lifecycle-policy/simulate";
import { findingsOf } from "./findings";
import { isoTime } from "./iso-time";
import { ruleRecord, ruleTotals, type RuleTotals } from "./rule-totals";

export interface Total {
  readonly images: number;
  /** Stored bytes. A manifest list adds nothing to the size of its parts. */
  readonly bytes: number;
}

export type Totals = Readonly<Record<Action, Total>>;

/** What a policy does to a repository at a given time. */
export interface Preview {
  readonly repository: string;
  readonly now: Date;
  readonly decisions: readonly LifecycleDecision[];
  readonly totals: Totals;
  /** One for each rule, in the order of priority. */
  readonly rules: readonly RuleTotals[];
  /** Results that are easy to miss in the list of images, one or more sentences each. */
  readonly findings: readonly string[];
  /** Assumptions about the listing, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Previews a policy.
 * @param images in any order, each digest once
 * @param notes assumptions made while the images were read
 */
export function previewOf(
  repository: string,
  rules: readonly LifecycleRule[],
  images: readonly Image[],
  now: Date,
  notes: readonly string[] = [],
): Preview {
  const evaluation = evaluate(rules, images, now);
  const { decisions } = evaluation;
  const totals = ruleTotals(evaluation.rules, decisions);
  return {
    repository,
    now,
    decisions,
    totals: totalsOf(decisions),
    rules: totals,
    findings: findingsOf(evaluation, totals, now),
    notes: [...notes, ...assumptionsOf(images, now)],
  };
}

export function totalsOf(decisions: readonly LifecycleDecision[]): Totals {
  const totals = { keep: { images: 0, bytes: 0 }, expire: { images: 0, bytes: 0 }, archive: { images: 0, bytes: 0 } };
  for (const { action, bytes } of decisions) {
    totals[action].images += 1;
    totals[action].bytes += bytes;
  }
  return totals;
}

/** Decisions in one chunk of text. */
const BATCH = 200;

/** The preview as JSON text in chunks, because a million images exceed the length limit of a string. */
export function* previewJson({ repository, now, decisions, totals, rules, findings }: Preview): Generator<string> {
  yield `{"repository":${JSON.stringify(repository)},"now":${JSON.stringify(now.toISOString())},"decisions":[`;
  for (let start = 0; start < decisions.length; start += BATCH) {
    yield `${start === 0 ? "\n" : ",\n"}${lines(decisions.slice(start, start + BATCH).map(decisionRecord))}`;
  }
  yield `\n],"totals":${JSON.stringify(totals)},"rules":${JSON.stringify(rules.map(ruleRecord))},"findings":${JSON.stringify(findings)}}\n`;
}

/** Where a record follows another. JSON escapes the quotes in a text, so no text contains this. */
const BETWEEN = '},{"imageDigest":';

/** Records on a line each. One call for all of them takes half the time of one call each. */
function lines(records: readonly object[]): string {
  return JSON.stringify(records).slice(1, -1).replaceAll(BETWEEN, BETWEEN.replace(",", ",\n"));
}

function decisionRecord({ image, action, rulePriority, claimedBy, reason, on }: LifecycleDecision): object {
  return {
    imageDigest: image.digest,
    imageTags: image.tags,
    action,
    rulePriority,
    claimedBy,
    reason,
    on: on === null ? null : isoTime(on),
    lastRecordedPullTime: image.pulledAt === undefined ? null : isoTime(image.pulledAt),
  };
}
