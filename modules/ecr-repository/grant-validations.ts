import {
  FUNCTION_ARN,
  LAMBDA,
  ORGANIZATION_ID,
  SERVICE_NAME,
  SOURCE_ARN,
  UNIT_PATH,
  VPC_ENDPOINT,
} from "../../src/domain/grants/patterns";
import { ALLOWED_PRINCIPALS } from "../../src/domain/repository-policy/principal";
import { hclList, matchesRegex, type Validation } from "../kit/validation";

type Name = "pull_grants" | "push_grants";

/** A rule that each grant must meet. */
const each = (input: Name, condition: string, message: string): Validation => ({
  input,
  condition: (grants) => `alltrue([for grant in ${grants} : ${condition}])`,
  message,
});

const all = (list: string, condition: string): string => `alltrue([for value in grant.${list} : ${condition}])`;

const given = (key: string): string => `(grant.${key} == null ? 0 : 1)`;

/** An IP address or a CIDR range. */
const RANGE = 'can(cidrhost(can(regex("/", value)) ? value : "${value}/${can(regex(":", value)) ? 128 : 32}", 0))';
const NARROW =
  'can(regex("/", value)) ? try(tonumber(split("/", value)[1]), 0) >= (can(regex(":", value)) ? 32 : 8) : true';

const IS_LAMBDA = `contains(${hclList(["lambda", LAMBDA])}, grant.service)`;

/** Rules of both lists. */
function sharedRules(input: Name, kinds: readonly string[]): Validation[] {
  const known = kinds.map((kind) => (kind === "principals" ? "(length(grant.principals) > 0 ? 1 : 0)" : given(kind)));
  return [
    each(input, `${known.join(" + ")} == 1`, `Each entry of ${input} must have exactly one of ${kinds.join(", ")}`),
    each(
      input,
      all("principals", 'can(regex(local.principal_pattern, value)) && !can(regex("[*?]", value))'),
      `The principals in ${input} must be ${ALLOWED_PRINCIPALS}, without wildcards`,
    ),
    each(
      input,
      `grant.organization == null ? true : ${matchesRegex(ORGANIZATION_ID, "grant.organization")}`,
      `The organization in ${input} must be an organization's ID, such as "o-a1b2c3d4e5"`,
    ),
    each(
      input,
      `grant.organizational_unit == null ? true : ${matchesRegex(UNIT_PATH, "grant.organizational_unit")}`,
      `The organizational_unit in ${input} must be the path of a unit, such as "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111"`,
    ),
    each(
      input,
      all("vpc_endpoints", matchesRegex(VPC_ENDPOINT, "value")),
      `The vpc_endpoints in ${input} must be IDs of VPC endpoints, such as "vpce-0123456789abcdef0"`,
    ),
    each(
      input,
      `${all("ip_ranges", RANGE)} && ${all("ip_ranges", NARROW)}`,
      `The ip_ranges in ${input} must be IP addresses or CIDR ranges, no larger than /8 (IPv4) or /32 (IPv6)`,
    ),
  ];
}

/** Rules of services, which only pull. */
const SERVICE_RULES: readonly Validation[] = [
  each(
    "pull_grants",
    `grant.service == null ? true : ${matchesRegex(SERVICE_NAME, "grant.service")}`,
    'The service in pull_grants must be a name or domain, such as "lambda" or "codebuild.amazonaws.com"',
  ),
  each(
    "pull_grants",
    "(grant.service == null ? 0 : 1) == (length(grant.source_arns) > 0 ? 1 : 0) + (length(grant.source_accounts) > 0 ? 1 : 0)",
    "In pull_grants, a service requires either source_arns or source_accounts, and grants without a service accept neither. Without a source, a service could pull on behalf of any AWS account",
  ),
  each(
    "pull_grants",
    `${all("source_accounts", 'can(regex("^[0-9]{12}$", value))')} && ${all("source_arns", matchesRegex(SOURCE_ARN, "value"))}`,
    "The source_accounts in pull_grants must be 12-digit account IDs, and the source_arns must be ARNs with a fixed account",
  ),
  each(
    "pull_grants",
    `(grant.service == null ? true : !${IS_LAMBDA}) || ${all("source_arns", matchesRegex(FUNCTION_ARN, "value"))}`,
    "The source_arns for Lambda must be ARNs of functions in one account and region",
  ),
  each(
    "pull_grants",
    "grant.service == null || length(grant.vpc_endpoints) + length(grant.ip_ranges) == 0",
    "A service in pull_grants cannot be limited to networks, because services send requests from AWS's own networks",
  ),
];

/** The checks of `pull_grants` and `push_grants`, as validations. */
export const GRANT_VALIDATIONS: readonly Validation[] = [
  ...sharedRules("pull_grants", ["principals", "organization", "organizational_unit", "service"]),
  ...SERVICE_RULES,
  ...sharedRules("push_grants", ["principals", "organization", "organizational_unit"]),
];
