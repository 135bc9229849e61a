import { type Environment } from "../../model/environment";
import { regionalEnvironments } from "../../model/regions";
import { registryParts } from "../../model/registry-parts";
import { stackKinds } from "../../model/stack-kinds";
import { isMoved } from "../../operations/review/environment";
import { declaredStack, type DeclaredStack } from "../../operations/review/plan/declared-stack";
import { expectedChanges } from "../../operations/review/plan/expected";
import { isOfPlace, namesOf, type StackRevisions } from "../../operations/review/plan/match";
import { UnreadablePlan, type TerraformPlan } from "../../operations/review/plan/terraform-plan";
import { type Revision } from "../../operations/review/review";

/** The two revisions, and what is reviewed of them. */
export interface ReviewedRevisions {
  readonly before: Revision;
  readonly after: Revision;
  /** Names of the environments to review; all if empty. */
  readonly names: readonly string[];
}

/** The stacks of the reviewed environments, synthesized when they are needed. */
export class Stacks {
  private readonly names: readonly string[];
  private readonly synthesized = new Map<string, readonly StackRevisions[]>();

  constructor(private readonly request: ReviewedRevisions) {
    const all = [...request.after.environments, ...request.before.environments].map(({ name }) => name);
    this.names = [...new Set(all)].filter((name) => request.names.length === 0 || request.names.includes(name));
  }

  /** Names of the stacks to plan: those that the change creates or changes. Of an unreadable base, all count as changed. */
  changed(): string[] {
    return this.names.flatMap((environment) => {
      const { before, after, isBaseKnown } = this.revisionsOf(environment);
      if (after === undefined || (before !== undefined && isMoved(before, after))) return [];
      return this.of(environment)
        .filter((stack) => stack.after !== undefined)
        .filter((stack) => !isBaseKnown || expectedChanges(stack.before, stack.after).size > 0)
        .map(({ name }) => name);
    });
  }

  revisionsOf(name: string) {
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
      `expected a plan for ${this.names.map((name) => `${name} (${this.placeOf(name)})`).join(" or ")}, found one for ${placeText(plan)}`,
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
      `expected a plan for ${environment} (${this.placeOf(environment)}), found one for ${placeText(plan)}`,
    );
  }

  /** The stacks of an environment at either revision. */
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
    return [before, after].some(
      (environment) =>
        environment !== undefined &&
        regionalEnvironments(environment).some(({ location }) => isOfPlace(plan, location)),
    );
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

function placeText({ account, region = "unknown region" }: Partial<Environment["location"]>): string {
  return `${account === undefined ? "unknown account" : `account ${account}`}, ${region}`;
}

/** Any folder: paths of local states and kubeconfigs are not compared. */
const PROJECT_FOLDER = "../../..";

function declaredStacks(environment: Environment | undefined): ReadonlyMap<string, DeclaredStack> {
  if (environment === undefined) return new Map();
  const { synthesizedStacks } =
    require("../support/synthesis/synthesized-stacks") as typeof import("../support/synthesis/synthesized-stacks");
  const regional = new Map(
    registryParts(environment).map((part) => [`${environment.name}-${part.kind}`, part.environment]),
  );
  return new Map(
    synthesizedStacks(environment, PROJECT_FOLDER).map(({ stack, json }) => {
      const name = stack.node.id;
      return [name, declaredStack(name, regional.get(name) ?? environment, json)];
    }),
  );
}
