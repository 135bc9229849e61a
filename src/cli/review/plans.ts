import { isDeepStrictEqual } from "node:util";
import { type Environment } from "../../model/environment";
import { stackKinds } from "../../model/stack-kinds";
import { isMoved } from "../../operations/review/environment";
import { comparePlan } from "../../operations/review/plan/compare";
import { declaredStack, repositoriesById, type DeclaredStack } from "../../operations/review/plan/declared-stack";
import { expectedChanges } from "../../operations/review/plan/expected";
import { isOfPlace, namesOf, stackOf, type StackRevisions } from "../../operations/review/plan/match";
import { UnreadablePlan, type TerraformPlan } from "../../operations/review/plan/terraform-plan";
import { type PlanFacts, type Revision } from "../../operations/review/review";
import { planArgument, readPlan, type PlanArgument } from "./read-plan";

export interface PlanRequest {
  /** Values of `--plan`. */
  readonly plans: readonly string[];
  readonly before: Revision;
  readonly after: Revision;
  /** Names of the environments to review; all if empty. */
  readonly names: readonly string[];
}

/** A plan that is matched to its stack. */
interface MatchedPlan {
  readonly file: string;
  readonly environment: string;
  readonly stack: StackRevisions;
  readonly plan: TerraformPlan;
}

/**
 * Reads plans, and compares each with what its stack declares.
 * @returns what the plans say about an environment
 * @throws Error that lists the files that are not the plan of a stack, with what to do
 */
export function findPlans(request: PlanRequest): (environment: string) => PlanFacts {
  const stacks = new Stacks(request);
  const matched: MatchedPlan[] = [];
  const faults: string[] = [];
  for (const text of request.plans) {
    const argument = planArgument(text, process.cwd());
    try {
      const found = matchedPlan(argument, readPlan(argument, process.cwd()), stacks);
      const other = matched.find(({ stack }) => stack.name === found.stack.name);
      if (other !== undefined)
        throw new UnreadablePlan(`expected one plan of ${found.stack.name}, found another in ${other.file}`);
      matched.push(found);
    } catch (cause) {
      if (!(cause instanceof UnreadablePlan)) throw cause;
      faults.push(`--plan ${argument.file}: ${cause.message}`);
    }
  }
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return (environment) =>
    planFacts(
      environment,
      matched.filter((plan) => plan.environment === environment),
      stacks,
    );
}

function matchedPlan({ file, stack: name }: PlanArgument, plan: TerraformPlan, stacks: Stacks): MatchedPlan {
  if (name === undefined) {
    const environments = stacks.environmentsOf(plan);
    const stack = stackOf(
      plan,
      environments.flatMap((environment) => stacks.of(environment)),
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
      unknown: isChanged ? ["No plan of this environment was given, so only its declarations are reviewed."] : [],
    };
  }
  if (before !== undefined && after !== undefined && isMoved(before, after))
    return {
      findings: [],
      plans: [],
      unknown: ["The environment moves to another registry, so its plans cannot be compared with its base."],
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
      ...(missing.length === 0 ? [] : [`No plan was given for ${namesOf(missing)}, which the change affects too.`]),
    ],
  };
}

interface EnvironmentRevisions {
  readonly before: Environment | undefined;
  readonly after: Environment | undefined;
  readonly isBaseKnown: boolean;
}

/** The stacks of the reviewed environments, synthesized when they are needed. */
class Stacks {
  private readonly names: readonly string[];
  private readonly synthesized = new Map<string, readonly StackRevisions[]>();

  constructor(private readonly request: PlanRequest) {
    const all = [...request.after.environments, ...request.before.environments].map(({ name }) => name);
    this.names = [...new Set(all)].filter((name) => request.names.length === 0 || request.names.includes(name));
  }

  revisionsOf(name: string): EnvironmentRevisions {
    const { before, after } = this.request;
    return {
      before: before.environments.find((environment) => environment.name === name),
      after: after.environments.find((environment) => environment.name === name),
      isBaseKnown: !before.unreadable.has(name),
    };
  }

  /** The environments in the place of a plan. @throws UnreadablePlan if there is none */
  environmentsOf(plan: TerraformPlan): string[] {
    const found = this.names.filter((name) => this.isOfPlace(plan, name));
    if (found.length > 0) return found;
    throw new UnreadablePlan(
      `expected a plan of ${this.names.map((name) => `${name} (${this.placeOf(name)})`).join(" or ")}, found one of ${placeText(plan)}`,
    );
  }

  /** The environment of a stack. @throws UnreadablePlan if no environment has it */
  environmentOf(stack: string): string {
    const found = this.names.find((name) => this.stackNames(name).includes(stack));
    if (found !== undefined) return found;
    const all = this.names.flatMap((name) => this.stackNames(name)).map((name) => ({ name }));
    throw new UnreadablePlan(`expected the name of a stack (${namesOf(all)}), found ${JSON.stringify(stack)}`);
  }

  /** @throws UnreadablePlan if a plan is not of an environment's account and region */
  requirePlace(plan: TerraformPlan, environment: string): void {
    if (this.isOfPlace(plan, environment)) return;
    throw new UnreadablePlan(
      `expected a plan of ${environment} (${this.placeOf(environment)}), found one of ${placeText(plan)}`,
    );
  }

  of(environment: string): readonly StackRevisions[] {
    const known = this.synthesized.get(environment);
    if (known !== undefined) return known;
    const { before, after } = this.revisionsOf(environment);
    const [old, now] = [declaredStacks(before), declaredStacks(after)];
    const stacks = [...new Set([...now.keys(), ...old.keys()])].map((name) => {
      const [was, is] = [old.get(name), now.get(name)];
      return { name, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) };
    });
    this.synthesized.set(environment, stacks);
    return stacks;
  }

  private isOfPlace(plan: TerraformPlan, name: string): boolean {
    const { before, after } = this.revisionsOf(name);
    return [before, after].some((environment) => environment !== undefined && isOfPlace(plan, environment.location));
  }

  private placeOf(name: string): string {
    const { before, after } = this.revisionsOf(name);
    return placeText((after ?? before)?.location ?? {});
  }

  private stackNames(name: string): string[] {
    const { before, after } = this.revisionsOf(name);
    const kinds = [after, before].flatMap((environment) => (environment === undefined ? [] : stackKinds(environment)));
    return [...new Set(kinds)].map((kind) => `${name}-${kind}`);
  }
}

function placeText({ account = "unknown", region = "unknown region" }: Partial<Environment["location"]>): string {
  return `account ${account}, ${region}`;
}

/** Any folder: paths of local states and kubeconfigs are not compared. */
const PROJECT_FOLDER = "../../..";

function declaredStacks(environment: Environment | undefined): ReadonlyMap<string, DeclaredStack> {
  if (environment === undefined) return new Map();
  const { synthesizedStacks } =
    require("../support/synthesis/synthesized-stacks") as typeof import("../support/synthesis/synthesized-stacks");
  return new Map(
    synthesizedStacks(environment, PROJECT_FOLDER).map(({ stack, json }) => {
      const name = stack.node.id;
      return [name, declaredStack(name, environment, json)];
    }),
  );
}
