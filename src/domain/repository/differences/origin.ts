import { type AwsLocation } from "../../aws/arn";
import { type PolicyDocument } from "../../iam/policy";
import { type LifecyclePolicy } from "../../lifecycle-policy/schema";
import { type ExistingPolicies } from "../existing";
import { POLICY_SETTINGS, type PolicySetting } from "../settings";
import { differenceText, type RepositoryDifference } from "./difference";
import { sharesRules } from "./lifecycle-policy";
import { sharesStatements } from "./repository-policy";
import { lossText, serviceLosses, type ServiceLoss } from "./service-losses";

/**
 * Where a difference comes from, which decides what to do about it.
 * - `service`: an AWS service wrote the statement, and a deployment removes or changes it
 * - `unmanaged`: the policy is not declared, so Terraform does not manage it and a deployment does not change it
 * - `not-imported`: AWS has a policy that has nothing in common with the declared one, so Terraform probably does not manage it, and a deployment overwrites it
 * - `changed`: changed outside Terraform, or declared but not deployed yet
 */
export const DIFFERENCE_ORIGINS = ["service", "unmanaged", "not-imported", "changed"] as const;

export type DifferenceOrigin = (typeof DIFFERENCE_ORIGINS)[number];

export interface DifferenceWithOrigin extends RepositoryDifference {
  readonly origin: DifferenceOrigin;
  /** AWS services that can no longer pull once a deployment reverts the difference. @default - none */
  readonly lostAccess?: readonly ServiceLoss[];
}

/** Both sides of the policies, for the origins of their differences. */
export interface PolicyOrigins {
  readonly lifecyclePolicy: LifecyclePolicy | undefined;
  /** As it is sent, grants included. */
  readonly repositoryPolicy: PolicyDocument | undefined;
  readonly found: ExistingPolicies;
  /** Policies that the next deployment imports. */
  readonly imported: readonly PolicySetting[];
  /** Account and region of the repository. */
  readonly location: AwsLocation;
}

/** Adds the origin to each difference. */
export function withOrigins(
  differences: readonly RepositoryDifference[],
  policies: PolicyOrigins,
): DifferenceWithOrigin[] {
  const origins = { lifecyclePolicy: lifecycleOrigin(policies), repositoryPolicy: repositoryPolicyOrigin(policies) };
  const losses = new Map(serviceLosses(policies).map((loss) => [loss.field, loss]));
  return differences.map((difference) => {
    const [setting = ""] = difference.field.split(/[ ,]/);
    const policy = POLICY_SETTINGS.find((name) => name === setting);
    if (policy === undefined) return { ...difference, origin: "changed" };
    const loss = losses.get(statementOf(difference));
    if (loss === undefined) return { ...difference, origin: origins[policy] };
    // The loss belongs to the statement, so only its first difference reports it.
    losses.set(loss.field, { ...loss, lost: [] });
    return {
      ...difference,
      origin: loss.writtenByService ? "service" : origins[policy],
      ...(loss.lost.length === 0 ? {} : { lostAccess: loss.lost }),
    };
  });
}

/** `repositoryPolicy statement Build, Action`: without the element. */
function statementOf({ field }: RepositoryDifference): string {
  return field.split(",")[0] ?? field;
}

function lifecycleOrigin({ lifecyclePolicy: declared, found, imported }: PolicyOrigins): DifferenceOrigin {
  const text = found.lifecyclePolicyText;
  if (text === undefined || imported.includes("lifecyclePolicy")) return "changed";
  if (declared === undefined) return "unmanaged";
  return sharesRules(declared, text) ? "changed" : "not-imported";
}

function repositoryPolicyOrigin({ repositoryPolicy: declared, found, imported }: PolicyOrigins): DifferenceOrigin {
  const text = found.repositoryPolicyText;
  if (text === undefined || imported.includes("repositoryPolicy")) return "changed";
  if (declared === undefined) return "unmanaged";
  return sharesStatements(declared, text) ? "changed" : "not-imported";
}

const CONSEQUENCES: Readonly<Record<DifferenceOrigin, string>> = {
  service: " (written by an AWS service; a deployment reverts it)",
  unmanaged: " (not managed by Terraform; a deployment does not change it)",
  "not-imported": " (a deployment may overwrite the policy in AWS; import it first)",
  changed: "",
};

/** One line, with what a deployment does if that is not to restore the declared value. */
export function originText(difference: DifferenceWithOrigin): string {
  return `${differenceText(difference)}${CONSEQUENCES[difference.origin]}${lossText(difference.lostAccess ?? [])}`;
}
