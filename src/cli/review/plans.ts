import { isDeepStrictEqual } from "node:util";
import { oneLine } from "../../domain/text/format";
import { isMoved } from "../../operations/review/environment";
import { comparePlan } from "../../operations/review/plan/compare";
import { repositoriesById } from "../../operations/review/plan/declared-stack";
import { expectedChanges } from "../../operations/review/plan/expected";
import { isOfPlace, namesOf, stackOf, type StackRevisions } from "../../operations/review/plan/match";
import { UnreadablePlan, type TerraformPlan } from "../../operations/review/plan/terraform-plan";
import { type PlanFacts } from "../../operations/review/review";
import { planArgument, readPlan, type PlanArgument } from "./read-plan";
import { Stacks, type ReviewedRevisions } from "./stacks";

export interface PlanRequest extends ReviewedRevisions {
  /** Values of `--plan`. */
  readonly plans: readonly string[];
}

export interface FoundPlans {
  /** What the plans say about an environment. */
  readonly facts: (environment: string) => PlanFacts;
  /** The files that are not the plan of a stack, with what to do, a text each. */
  readonly faults: readonly string[];
}

/** A plan that is matched to its stack. */
interface MatchedPlan {
  readonly file: string;
  readonly environment: string;
  readonly stack: StackRevisions;
  readonly plan: TerraformPlan;
}

/** Reads plans, and compares each with what its stack declares. A plan that cannot be read does not hide the others. */
export function findPlans(request: PlanRequest): FoundPlans {
  const stacks = new Stacks(request);
  const matched: MatchedPlan[] = [];
  const faults: string[] = [];
  for (const text of request.plans) {
    const argument = planArgument(text, process.cwd());
    try {
      const found = matchedPlan(argument, readPlan(argument, process.cwd()), stacks);
      const other = matched.find(({ stack }) => stack.name === found.stack.name);
      if (other !== undefined)
        throw new UnreadablePlan(`expected one plan for ${found.stack.name}, found a second one in ${other.file}`);
      matched.push(found);
    } catch (cause) {
      if (!(cause instanceof UnreadablePlan)) throw cause;
      faults.push(oneLine(`--plan ${argument.file}: ${cause.message}`));
    }
  }
  const facts = (environment: string): PlanFacts =>
    planFacts(
      environment,
      matched.filter((plan) => plan.environment === environment),
      stacks,
    );
  return { facts, faults };
}

/** The stacks of an environment may be in several regions. */
function isInPlace(plan: TerraformPlan, { before, after }: StackRevisions): boolean {
  return [before, after].some((stack) => stack !== undefined && isOfPlace(plan, stack.location));
}

function matchedPlan({ file, stack: name }: PlanArgument, plan: TerraformPlan, stacks: Stacks): MatchedPlan {
  if (name === undefined) {
    const environments = stacks.environmentsOf(plan);
    const stack = stackOf(
      plan,
      environments.flatMap((environment) => stacks.of(environment)).filter((stack) => isInPlace(plan, stack)),
    );
    return { file, environment: (stack.after ?? stack.before)?.environment ?? "", stack, plan };
  }
  const environment = stacks.environmentOf(name);
  stacks.requirePlace(plan, environment);
  const stack = stacks.of(environment).find((candidate) => candidate.name === name);
  if (stack === undefined) throw new UnreadablePlan(`expected a stack, found ${name}`);
  return { file, environment, stack, plan };
}

function planFacts(environment: string, plans: readonly MatchedPlan[], stacks: Stacks): PlanFacts {
  const { before, after, isBaseKnown } = stacks.revisionsOf(environment);
  if (plans.length === 0) {
    const isChanged = !isDeepStrictEqual(before, after);
    return {
      findings: [],
      plans: [],
      unknown: isChanged ? ["There is no plan for this environment, so only its declarations are reviewed."] : [],
    };
  }
  if (before !== undefined && after !== undefined && isMoved(before, after))
    return {
      findings: [],
      plans: [],
      unknown: ["The environment moves to a different registry, so its plans cannot be compared with the base."],
    };
  const repositories = repositoriesById([before, after]);
  const compared = plans.map(({ stack, plan }) => comparePlan({ ...stack, plan, isBaseKnown }, repositories));
  const given = new Set(plans.map(({ stack }) => stack.name));
  const missing = stacks
    .of(environment)
    .filter((stack) => !given.has(stack.name) && expectedChanges(stack.before, stack.after).size > 0);
  return {
    findings: compared.flatMap(({ findings }) => findings),
    plans: compared.map(({ summary }) => summary),
    unknown: [
      ...(isBaseKnown
        ? []
        : ["The base cannot be read, so the plans are compared only with what the working tree declares."]),
      ...(missing.length === 0 ? [] : [`There is no plan for ${namesOf(missing)}, which the change also affects.`]),
    ],
  };
}
