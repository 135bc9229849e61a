import { MANAGED_POLICY_QUOTA, packPolicies } from "../../domain/iam/managed-policies";
import { listOf, policySize, type PolicyDocument } from "../../domain/iam/policy";
import { foldRepositories, type Listing } from "./fold";
import { type Permission } from "./permission";
import { type SynthesizedStack } from "./stack";
import { stackPermissions } from "./stack-permissions";
import { statementsOf, type RunnerStatement } from "./statements";
import { statePermissions } from "./state-permissions";

/**
 * How many managed policies may list every repository of a stack. A role can have ten, and an environment has several stacks. What
 * does not fit is folded to namespaces.
 */
const MOST_EXACT_POLICIES = 3;

/** A managed policy for one stack. */
export interface RunnerPolicy {
  /** `dev-registry`, with a suffix if the stack needs several policies: `dev-registry-2`, `dev-registry-state`. */
  readonly name: string;
  readonly stack: string;
  /** ARN of the role that Terraform assumes and that needs the policy. @default - the role that runs Terraform */
  readonly role?: string;
  readonly document: PolicyDocument;
  /** Characters, as IAM counts them. */
  readonly size: number;
}

export interface StackPolicies {
  readonly stack: string;
  readonly policies: readonly RunnerPolicy[];
  /** Patterns in place of repositories' ARNs, because those would not fit. Empty if every repository is listed. */
  readonly folded: readonly string[];
}

/**
 * The least-privilege policies for a stack: one for the role that runs Terraform, and one for each role that Terraform assumes
 * for the provider or for the state.
 * @param planOnly whether the role only plans: it then may read the stack's objects and its state, and write nothing
 * @throws Error if the AWS actions of a resource type are not known
 */
export function runnerPolicies(stack: SynthesizedStack, { planOnly }: { readonly planOnly: boolean }): StackPolicies {
  const state = statePermissions(stack);
  const holders = new Map<string | undefined, Permission[]>();
  const give = (role: string | undefined, permissions: readonly Permission[]): void => {
    const needed = permissions.filter(({ operation }) => !planOnly || operation === "read");
    if (needed.length > 0) holders.set(role, [...(holders.get(role) ?? []), ...needed]);
  };
  give(undefined, assumptions([state.role, stack.providerRole]));
  give(state.role, state.permissions);
  give(stack.providerRole, stackPermissions(stack));
  const purposes = new Map([
    [state.role, "state"],
    [stack.providerRole, "provider"],
  ]);
  const written = [...holders].map(([role, permissions]) => {
    const { documents, folded } = documentsFor(permissions);
    const purpose = role === undefined ? undefined : purposes.get(role);
    const name = [stack.name, planOnly ? "plan" : undefined, purpose].filter((part) => part !== undefined).join("-");
    const policies = documents.map((document, index) => ({
      name: index === 0 ? name : `${name}-${index + 1}`,
      stack: stack.name,
      role,
      document,
      size: policySize(document),
    }));
    return { folded, policies };
  });
  return {
    stack: stack.name,
    policies: written.flatMap(({ policies }) => policies),
    folded: [...new Set(written.flatMap(({ folded }) => folded))].sort(),
  };
}

/** Every run signs in as the roles, so this counts as reading. */
function assumptions(roles: readonly (string | undefined)[]): Permission[] {
  const resources = [...new Set(roles.flatMap((role) => role ?? []))];
  if (resources.length === 0) return [];
  return [{ sid: "AssumeRoles", operation: "read", actions: ["sts:AssumeRole"], resources }];
}

function documentsFor(permissions: readonly Permission[]) {
  const exact = statementsOf(permissions);
  const fits = (statements: readonly RunnerStatement[]): boolean =>
    packPolicies(statements).length <= MOST_EXACT_POLICIES;
  const folded = fits(exact) ? exact : foldRepositories(exact, fits);
  return { documents: packPolicies(folded), folded: patternsIn(folded, exact) };
}

function patternsIn(folded: readonly Listing[], exact: readonly Listing[]): string[] {
  const before = new Set(exact.flatMap(({ Resource }) => Resource));
  return [...new Set(folded.flatMap(({ Resource }) => Resource))].filter((resource) => !before.has(resource));
}

/**
 * Why a role cannot have all of the policies, by AWS's default quota, and what to do.
 * @returns `undefined` if it can have them
 */
export function quotaFault({ stack, policies }: StackPolicies): string | undefined {
  const { perRole } = MANAGED_POLICY_QUOTA;
  const ofRoles = [...new Set(policies.map(({ role }) => role))].map((role) =>
    policies.filter((it) => it.role === role),
  );
  const excess = ofRoles.find((list) => list.length > perRole);
  if (excess === undefined) return undefined;
  const counts = new Map<string, number>();
  for (const { Sid = "", Resource } of excess.flatMap(({ document }) => document.Statement))
    counts.set(Sid, (counts.get(Sid) ?? 0) + listOf(Resource).length);
  const [[sid, count] = ["", 0]] = [...counts].sort(([, a], [, b]) => b - a);
  const found = `${stack}: expected at most ${perRole} policies, the limit for a role, found ${excess.length}. ${sid} lists ${count.toLocaleString("en-US")} names`;
  return sid.startsWith("Delete")
    ? `${found}, because retained repositories are in the same namespaces. Declare repositories that may be deleted under a separate prefix, remove the statement, or request a higher quota`
    : `${found}. Declare the repositories under common prefixes, or request a higher quota`;
}
