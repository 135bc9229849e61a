import { isDeepStrictEqual } from "node:util";
import { TerraformLocal } from "cdktf";
import { type Construct } from "constructs";
import { lifecycleDocument } from "../src/domain/lifecycle-policy/document";
import { type LifecyclePolicy } from "../src/domain/lifecycle-policy/schema";
import { jsonPolicy } from "../modules/kit/json-policy";
import { type Environment } from "../src/model/environment";
import { LIFECYCLE_POLICIES_LOCAL } from "../src/model/stack-locals";

/** A repository or creation template. */
interface PolicyUser {
  readonly lifecyclePolicy?: LifecyclePolicy;
  readonly lifecyclePolicyName?: string;
}

/**
 * Adds the named lifecycle policies that the stack uses as one local, so that a change of a policy changes one place instead of
 * every repository.
 * @param policies the environment's policies by name
 * @param users all repositories and creation templates of the stack
 * @returns the reference to a user's policy; `undefined` if the policy has no name, or differs from the policy of its name
 */
export function addSharedLifecyclePolicies(
  scope: Construct,
  policies: Environment["lifecyclePolicies"],
  users: readonly PolicyUser[],
): (user: PolicyUser) => string | undefined {
  const named = new Map(Object.entries(policies));
  const sharedName = ({ lifecyclePolicy, lifecyclePolicyName: name }: PolicyUser): string | undefined => {
    const policy = name === undefined ? undefined : named.get(name);
    return policy !== undefined && lifecyclePolicy !== undefined && areEqual(policy, lifecyclePolicy)
      ? name
      : undefined;
  };
  const used = new Set(users.map(sharedName));
  const texts = [...named].flatMap(([name, policy]) =>
    policy !== undefined && used.has(name) ? [[name, jsonPolicy(lifecycleDocument(policy))] as const] : [],
  );
  if (texts.length > 0) {
    // By name, so that the order in environment.yaml does not matter.
    const value = Object.fromEntries(texts.sort(([left], [right]) => (left < right ? -1 : 1)));
    new TerraformLocal(scope, LIFECYCLE_POLICIES_LOCAL, value).overrideLogicalId(LIFECYCLE_POLICIES_LOCAL);
  }
  return (user) => {
    const name = sharedName(user);
    return name === undefined ? undefined : `\${local.${LIFECYCLE_POLICIES_LOCAL}${selector(name)}}`;
  };
}

/** A repository holds the environment's own policy object, unless something has changed it. */
function areEqual(left: LifecyclePolicy, right: LifecyclePolicy): boolean {
  return left === right || isDeepStrictEqual(lifecycleDocument(left), lifecycleDocument(right));
}

/** `.standard`, or `["keep-5"]` for a name that Terraform could read as an expression. */
function selector(name: string): string {
  return /^\w+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
