import { parseArn, type AwsLocation } from "../../domain/aws/arn";
import { policyOf, policySize, type PolicyDocument } from "../../domain/iam/policy";
import { isCovered, type Manages } from "../../domain/operator/manages";
import { ownedArns } from "../../domain/operator/permissions";
import { foldRepositories, type Listing } from "./fold";
import { type SynthesizedStack } from "./stack";
import { stackPermissions } from "./stack-permissions";
import { statementsOf } from "./statements";
import { statePermissions } from "./state-permissions";

/** What a role plans, and how much room its policy has. */
export interface PlannedStacks {
  /** Stacks of one environment. */
  readonly stacks: readonly SynthesizedStack[];
  /** Names and prefixes of the repositories that the role may read. Prefixes stand for the repositories below them. */
  readonly repositories: Manages;
  /** Most characters of the policy, without whitespace. */
  readonly characters: number;
}

/**
 * What `terraform plan -lock=false` reads of the stacks and of their states, for a role that Terraform uses as it is, without
 * assuming another one. The same as `ecr runner-policy --plan-only` grants. If the names do not fit, patterns stand for them.
 */
export function planReads({ stacks, repositories, characters }: PlannedStacks): PolicyDocument {
  const permissions = stacks
    .flatMap((stack) => [...statePermissions(stack).permissions, ...stackPermissions(stack)])
    .filter(({ operation }) => operation === "read");
  const [{ location } = NOWHERE] = stacks;
  const exact = statementsOf(permissions).map((statement) => withPrefixes(statement, repositories, location));
  const fits = (statements: readonly Listing[]): boolean => policySize(policyOf(statements)) <= characters;
  const folded = fits(exact) ? exact : foldRepositories(exact, fits);
  return policyOf(fits(folded) ? folded : folded.map(withAllRoles));
}

const NOWHERE: { readonly location: AwsLocation } = { location: { account: "", region: "" } };

function withPrefixes<T extends Listing>(statement: T, repositories: Manages, location: AwsLocation): T {
  const prefixes = repositories.filter((entry) => entry.endsWith("/"));
  const patternOf = (arn: string): string => {
    const name = /^repository\/(.+)$/.exec(parseArn(arn)?.resource ?? "")?.[1];
    const prefix = name === undefined ? undefined : prefixes.find((entry) => isCovered(name, [entry]));
    return prefix === undefined ? arn : (ownedArns(location, [prefix])[0] ?? arn);
  };
  return { ...statement, Resource: [...new Set(statement.Resource.map(patternOf))] };
}

/** What roles are may be read of all of them. */
function withAllRoles<T extends Listing>(statement: T): T {
  const all = statement.Resource.map((arn) => arn.replace(/^(arn:[^:]+:iam::\d+:role\/).*$/, "$1*"));
  return { ...statement, Resource: [...new Set(all)] };
}
