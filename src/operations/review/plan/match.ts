import { type AwsLocation } from "../../../domain/aws/arn";
import { ANY_REGISTRY_STACK } from "../../../domain/repository/groups-schema";
import { guardKind } from "../../../domain/repository/retention";
import { listText } from "../../../domain/text/format";
import { type DeclaredStack } from "./declared-stack";
import { printable, UnreadablePlan, type TerraformPlan } from "./terraform-plan";

/** A stack at both revisions. */
export interface StackRevisions {
  readonly name: string;
  /** @default - the base does not have it */
  readonly before?: DeclaredStack;
  /** @default - the change removes it */
  readonly after?: DeclaredStack;
}

/** Names in a message. */
const MAX_NAMES = 5;

/** Whether a plan may be of a place, by its provider. A plan that does not say it may be of any. */
export function isOfPlace({ account, region }: TerraformPlan, location: AwsLocation): boolean {
  return (account ?? location.account) === location.account && (region ?? location.region) === location.region;
}

/**
 * The stack that a plan belongs to: the one that shares the most resources with it.
 * @param stacks the stacks of the plan's account and region
 * @throws UnreadablePlan if no stack fits, or several fit equally
 */
export function stackOf(plan: TerraformPlan, stacks: readonly StackRevisions[]): StackRevisions {
  const addresses = addressesOf(plan);
  const isTelling = [...addresses].some((address) => !isCommon(address));
  const scored = stacks
    .map((stack) => ({ stack, score: scoreOf(addresses, stack) }))
    .filter(({ score }) => score.named > 0 || (!isTelling && score.common > 0))
    .sort((a, b) => b.score.named - a.score.named || a.score.others - b.score.others);
  const [best, second] = scored;
  if (best === undefined)
    throw new UnreadablePlan(
      `expected a plan for ${namesOf(stacks)}, found one that does not share any resource with ${stacks.length === 1 ? "it" : "any of them"}${examples(addresses)}. If it is a plan for ${stacks.length === 1 ? "that stack" : "one of these stacks"}, name the stack: --plan <stack>=<file>`,
    );
  if (second !== undefined && isTie(best.score, second.score))
    throw new UnreadablePlan(
      `expected a plan for one stack, found one that may be for ${best.stack.name} or ${second.stack.name}. Name the stack: --plan ${best.stack.name}=<file>`,
    );
  return best.stack;
}

/** `dev-registry, dev-access and 3 more`. */
export function namesOf(stacks: readonly { readonly name: string }[]): string {
  return listText(
    stacks.map(({ name }) => name),
    MAX_NAMES,
  );
}

function examples(addresses: ReadonlySet<string>): string {
  const [address] = addresses;
  return address === undefined ? "" : ` (it has ${printable(address)})`;
}

/** The addresses of a plan's resources; instances of the guards count by name. */
function addressesOf({ changes, configured }: TerraformPlan): ReadonlySet<string> {
  return new Set([...changes.map(({ address }) => address), ...configured]);
}

interface Score {
  /** Resources in both that are named after a repository, a role or another setting. */
  readonly named: number;
  /** Resources in the plan that each stack of this kind can have. */
  readonly common: number;
  /** Declared resources that the plan does not have. */
  readonly others: number;
}

function scoreOf(addresses: ReadonlySet<string>, { name, before, after }: StackRevisions): Score {
  const all = [...(before?.resources.keys() ?? []), ...(after?.resources.keys() ?? [])];
  const declared = new Set(all.filter((address) => !isCommon(address)));
  const named = [...declared].filter((address) => addresses.has(address)).length;
  const common = isRegistryStack(name, (after ?? before)?.environment) ? [...addresses].filter(isCommon).length : 0;
  return { named, common, others: declared.size - named };
}

function isRegistryStack(name: string, environment = ""): boolean {
  return ANY_REGISTRY_STACK.test(name.slice(environment.length + 1));
}

/** Whether a resource says nothing about which registry stack it belongs to: a guard without a name, or a setting of the registry. */
function isCommon(address: string): boolean {
  const [type = "", name = ""] = address.split(".");
  return guardKind(type, name) !== undefined || name === "registry";
}

function isTie(one: Score, other: Score): boolean {
  return one.named === other.named && (one.named === 0 || one.others === other.others);
}
