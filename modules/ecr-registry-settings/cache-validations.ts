import { ROLE_ARN } from "../../src/domain/aws/arn-patterns";
import { CACHE_PREFIX, EXPECTED, HOST, SECRET_ARN, SECRET_NAME } from "../../src/domain/registry/patterns";
import { REGISTRY_LIMITS, ROOT } from "../../src/domain/registry/settings";
import { AZURE_HOST, PRIVATE_ECR_HOST, SIGNED_UPSTREAMS } from "../../src/domain/registry/upstreams";
import { CURRENT } from "../kit/data-sources";
import { condition, expression } from "../kit/role-preconditions";
import { hclText, isOneOf, matchesRegex, rule, type Precondition, type Validation } from "../kit/validation";
import { eachEntry, matchesSized, unlessNull } from "./entry-rules";

const INPUT = "pull_through_cache";
const { pullThroughCacheRules: most } = REGISTRY_LIMITS;
const each = (holds: string, message: string): Validation => eachEntry(INPUT, holds, message);

const URL = "entry.upstream_registry_url";
const NEEDS_SECRET = `${isOneOf(SIGNED_UPSTREAMS, URL)} || ${matchesRegex(AZURE_HOST, URL)}`;

/** Pattern of private ECR registries' host names, as the expression of a local. */
export const ECR_HOST_PATTERN = hclText(PRIVATE_ECR_HOST.source);

const isEcr = (url: string): string => `can(regex(local.ecr_host_pattern, ${url}))`;

/** AWS's rules for pull-through cache rules that depend on neither the account nor the region. */
export const CACHE_RULES: readonly Validation[] = [
  rule(INPUT, (rules) => `length(${rules}) <= ${most}`, `At most ${most} pull-through cache rules are allowed`),
  each(matchesSized(CACHE_PREFIX, "prefix"), `the key must be ${EXPECTED.cachePrefix}`),
  each(matchesRegex(HOST, URL), `upstream_registry_url must be ${EXPECTED.host}`),
  each(
    unlessNull("entry.credential_arn", (arn) => matchesRegex(SECRET_ARN, arn)),
    `credential_arn must be ${EXPECTED.secretArn}`,
  ),
  each(
    unlessNull("entry.secret", (name) => matchesSized(SECRET_NAME, name)),
    `secret must be ${EXPECTED.secretName}`,
  ),
  each(
    `!(${NEEDS_SECRET}) || entry.credential_arn != null || entry.secret != null`,
    "this registry requires secret, the name of a secret (ecr-pullthroughcache/<name>), or credential_arn",
  ),
  each("entry.credential_arn == null || entry.secret == null", "only one of credential_arn and secret is allowed"),
  each(
    unlessNull("entry.custom_role_arn", (arn) => matchesRegex(ROLE_ARN, arn)),
    "custom_role_arn must be the ARN of an IAM role (arn:aws:iam::<account>:role/<name>)",
  ),
  each(`entry.custom_role_arn == null || ${isEcr(URL)}`, "only ECR registries in other accounts need custom_role_arn"),
  each(
    unlessNull("entry.upstream_repository_prefix", (prefix) => matchesSized(CACHE_PREFIX, prefix)),
    `upstream_repository_prefix must be ${EXPECTED.upstreamPrefix}`,
  ),
  each(
    `prefix != "${ROOT}" || coalesce(entry.upstream_repository_prefix, "${ROOT}") == "${ROOT}"`,
    `if the key is ${ROOT}, upstream_repository_prefix must also be ${ROOT}. Write ${ROOT} for both, or a prefix for both`,
  ),
];

/** Preconditions of a rule: rules that depend on the account and the region of the registry. */
export function cachePreconditions(): Precondition[] {
  const [account, region] = [expression(CURRENT.account), expression(CURRENT.region)];
  const url = "each.value.upstream_registry_url";
  const own = `"${account}.dkr.ecr.${region}."`;
  const secret = "each.value.credential_arn";
  const role = "each.value.custom_role_arn";
  const isForeign = `${isEcr(url)} && !startswith(${url}, "${account}.")`;
  return [
    condition(
      `!startswith(${url}, ${own})`,
      "In ${each.key}: upstream_registry_url must not be this registry, because a registry cannot cache itself",
    ),
    condition(
      `${secret} == null ? true : strcontains(${secret}, ":secretsmanager:${region}:${account}:")`,
      `In \${each.key}: the secret must be in account ${account} and region ${region}, like the registry`,
    ),
    condition(
      `!(${isForeign}) || ${role} != null`,
      "In ${each.key}: an ECR registry in another account requires custom_role_arn, the ARN of a role in this account",
    ),
    condition(
      `${role} == null ? true : strcontains(${role}, ":iam::${account}:")`,
      `In \${each.key}: custom_role_arn must be a role in the registry's account, ${account}`,
    ),
  ];
}
