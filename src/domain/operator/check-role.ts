import { KEY_ARN } from "../aws/arn-patterns";
import { ACCOUNT_ID, parseArn, partitionOf, type AwsLocation } from "../aws/arn";
import { error, quoteValue, prefixed, type Problem } from "../problems/problem";
import { checkRegion } from "../aws/region";
import { checkTags } from "../aws/tags";
import { checkRole, isWithin } from "../iam/check-role";
import { checkClusters } from "./clusters";
import { TRUST_POLICY_QUOTA } from "../iam/role-limits";
import { checkManages, checkOwnership } from "./manages";
import { MESSAGES } from "./role-messages";
import { planPolicies } from "./plan-policies";
import { checkPodIdentity } from "./pod-identity";
import { type OperatorRoleSettings } from "./role-settings";
import { checkServiceAccounts, checkTrustPolicySize } from "./trust-policy";

/** Checks every setting that AWS would reject or that would not have the intended effect. Each problem is at its own field. */
export function checkOperatorRole(settings: OperatorRoleSettings): Problem[] {
  const { location, manages, clusters, serviceAccounts, tags, declaredRepositories, trustPolicyQuota } = settings;
  const parts = [
    ...prefixed(["location"], checkLocation(location)),
    ...prefixed(["manages"], checkManages(manages)),
    ...prefixed(["clusters"], checkClusters(clusters)),
    ...prefixed(["serviceAccounts"], checkServiceAccounts(serviceAccounts)),
    ...prefixed(["kmsKeyArns"], checkKeys(settings.kmsKeyArns ?? [], location)),
    ...prefixed(["declaredRepositories"], checkOwnership(declaredRepositories ?? [], manages)),
    ...prefixed(["tags"], checkTags(tags ?? {})),
    ...checkRole(settings, "operator"),
    ...checkQuota(trustPolicyQuota),
  ];
  return [
    ...parts,
    ...checkPodIdentity(clusters, serviceAccounts),
    ...planPolicies(settings).problems,
    ...checkTrustPolicySize(location, clusters, serviceAccounts, trustPolicyQuota),
  ];
}

function checkLocation({ account, region }: AwsLocation): Problem[] {
  const problems: Problem[] = [];
  if (!ACCOUNT_ID.test(account)) {
    const message = `expected an account ID of 12 digits, in quotes, found ${quoteValue(account)}`;
    problems.push(error("operator/account", ["account"], message));
  }
  return [...problems, ...checkRegion(region, "operator/region", ["region"])];
}

function checkQuota(quota: number | undefined): Problem[] {
  const { characters, most } = TRUST_POLICY_QUOTA;
  if (quota === undefined || isWithin(quota, characters, most)) return [];
  return [error("operator/trust-policy-quota", ["trustPolicyQuota"], MESSAGES.trustPolicyQuota(quoteValue(quota)))];
}

/** ECR accepts only keys in the repository's region. IAM policies match key ARNs, never aliases. */
function checkKeys(arns: readonly string[], { region }: AwsLocation): Problem[] {
  return arns.flatMap((text, index) => {
    const arn = parseArn(text);
    if (KEY_ARN.test(text) && arn?.region === region && arn.partition === partitionOf(region)) return [];
    const message = MESSAGES.kmsKey(quoteValue(text), region, partitionOf(region));
    const alias = arn?.resource.startsWith("alias/") === true;
    return [error("operator/kms-key", [index], `${message}${alias ? `. ${MESSAGES.keyAlias}` : ""}`)];
  });
}
