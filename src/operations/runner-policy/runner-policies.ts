import { MANAGED_POLICY_QUOTA, packPolicies } from "../../domain/iam/managed-policies";
import { policySize, type PolicyDocument } from "../../domain/iam/policy";
import { foldDepths, foldRepositories, type Listing } from "./fold";
import { type Permission } from "./permission";
import { type SynthesizedStack } from "./stack";
import { stackPermissions } from "./stack-permissions";
import { statementsOf } from "./statements";
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

export interface RunnerPolicyOptions {
  /** Whether the role only plans: it then may read the stack's objects and its state, and write nothing. */
  readonly planOnly: boolean;
}

/**
 * The least-privilege policies for a stack: one for the role that runs Terraform, and one for each role that Terraform assumes
 * for the provider or for the state.
 * @throws Error if the AWS actions of a resource type are not known
 */
export function runnerPolicies(stack: SynthesizedStack, { planOnly }: RunnerPolicyOptions): StackPolicies {
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
    return { folded, policies: documents.map((document, index) => policy(document, { name, index, stack, role })) };
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

interface Documents {
  readonly documents: readonly PolicyDocument[];
  readonly folded: readonly string[];
}

function documentsFor(permissions: readonly Permission[]): Documents {
  const exact = statementsOf(permissions);
  let documents = packPolicies(exact);
  if (documents.length <= MOST_EXACT_POLICIES) return { documents, folded: [] };
  let folded: readonly Listing[] = exact;
  for (const depth of foldDepths(exact)) {
    folded = foldRepositories(exact, depth);
    documents = packPolicies(folded);
    if (documents.length <= MOST_EXACT_POLICIES) break;
  }
  return { documents, folded: patternsIn(folded, exact) };
}

function patternsIn(folded: readonly Listing[], exact: readonly Listing[]): string[] {
  const before = new Set(exact.flatMap(({ Resource }) => Resource));
  return [...new Set(folded.flatMap(({ Resource }) => Resource))].filter((resource) => !before.has(resource));
}

interface Naming {
  readonly name: string;
  readonly index: number;
  readonly stack: SynthesizedStack;
  readonly role?: string | undefined;
}

function policy(document: PolicyDocument, { name, index, stack, role }: Naming): RunnerPolicy {
  return {
    name: index === 0 ? name : `${name}-${index + 1}`,
    stack: stack.name,
    role,
    document,
    size: policySize(document),
  };
}

/** Whether a role can have all of the policies, by AWS's default quota. */
export function exceedsQuota(policies: readonly RunnerPolicy[]): boolean {
  return policies.length > MANAGED_POLICY_QUOTA.perRole;
}
