import { type Environment } from "../../model/environment";
import { type Finding } from "../../operations/review/finding";
import {
  authorText,
  lookupAdvice,
  type ChangeAnswer,
  type DriftedResource,
} from "../../operations/review/plan/cloudtrail";
import { printable } from "../../operations/review/plan/terraform-plan";
import { type PlanFacts } from "../../operations/review/review";
import { counting } from "../support/counter";
import { withInterrupts } from "../support/interrupts";

/** Resources that CloudTrail is asked about in an environment. AWS allows two lookups a second. */
const MAX_LOOKUPS = 20;

/** Adds how to find out who changed what outside Terraform. */
export function withAdvice(facts: PlanFacts): PlanFacts {
  return withDetails(facts, ({ drifted: [first] = [] }) => (first === undefined ? [] : [lookupAdvice(first)]));
}

/**
 * Adds who changed what outside Terraform, according to CloudTrail.
 * @param environment the environment as AWS is asked for it
 */
export async function withAuthors(environment: Environment, facts: PlanFacts, now: Date): Promise<PlanFacts> {
  const all = facts.findings.flatMap(({ drifted = [] }) => drifted);
  if (all.length === 0) return facts;
  const answers = await lookedUp(environment, all.slice(0, MAX_LOOKUPS), now);
  return withDetails(facts, ({ drifted = [] }) => {
    const known = drifted.filter((resource) => answers.has(resource));
    const unasked = drifted.find((resource) => !answers.has(resource));
    const texts = known.map((resource) => authorText(resource, answers.get(resource) ?? { known: true }));
    const [failed] = known.filter((resource) => answers.get(resource)?.known === false);
    const manual = failed ?? unasked;
    return [...new Set(texts), ...(manual === undefined ? [] : [lookupAdvice(manual)])];
  });
}

/** One lookup after the other. A refusal would be repeated for each resource. */
async function lookedUp(
  environment: Environment,
  resources: readonly DriftedResource[],
  now: Date,
): Promise<Map<DriftedResource, ChangeAnswer>> {
  const { lastChange } = require("../../aws/change-events") as typeof import("../../aws/change-events");
  const answers = new Map<DriftedResource, ChangeAnswer>();
  let refusal: ChangeAnswer | undefined;
  await counting("changes looked up", (progress) =>
    withInterrupts(async (signal) => {
      for (const resource of resources) {
        signal.throwIfAborted();
        const answer = refusal ?? (await lastChange(environment, resource, now));
        if (!answer.known) refusal = answer;
        answers.set(resource, answer);
        progress.update(answers.size, resources.length);
      }
    }),
  );
  return answers;
}

function withDetails(facts: PlanFacts, more: (finding: Finding) => readonly string[]): PlanFacts {
  const findings = facts.findings.map(({ details = [], ...finding }) => ({
    ...finding,
    details: [...details, ...more(finding).map(printable)],
  }));
  return { ...facts, findings };
}
