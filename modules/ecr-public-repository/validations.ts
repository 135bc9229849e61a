import { withoutAnchors } from "../../src/domain/aws/arn-patterns";
import { oneOf } from "../../src/domain/problems/problem";
import { PUBLIC_NAME } from "../../src/domain/public-repositories/name";
import { CATALOG_LIMITS, PUBLIC_DELETION_POLICIES, PUBLIC_REGION } from "../../src/domain/public-repositories/settings";
import { ALLOWED_PRINCIPALS, IDENTITY } from "../../src/domain/repository-policy/principal";
import { REPOSITORY_POLICY_VALIDATIONS } from "../ecr-repository/repository-policy-validations";
import { TAG_RULES } from "../ecr-repository/validations";
import { CURRENT } from "../kit/data-sources";
import { condition, expression } from "../kit/role-preconditions";
import { eachOf, isOneOf, matchesRegex, rule, type Precondition, type Validation } from "../kit/validation";

const { pattern, minLength, maxLength } = PUBLIC_NAME;
const { labels, labelLength, logoBytes } = CATALOG_LIMITS;

/** An account ID or an IAM ARN of the only partition that has public repositories. */
const PRINCIPAL = new RegExp(`^([0-9]{12}|arn:aws:iam::[0-9]{12}:${withoutAnchors(IDENTITY)})$`);
/** Base64 has four characters for three bytes. */
const LOGO_LENGTH = Math.ceil(logoBytes / 3) * 4;

const catalogRule = (holds: (catalog: string) => string, message: string): Validation => ({
  input: "catalog",
  condition: (catalog) => `${catalog} == null ? true : ${holds(catalog)}`,
  message,
});

const labelRule = (field: string): Validation =>
  catalogRule(
    (catalog) =>
      `length(${catalog}.${field}) <= ${labels} && alltrue([for label in ${catalog}.${field} : length(label) >= 1 && length(label) <= ${labelLength}])`,
    `At most ${labels} ${field} are allowed, each with 1 to ${labelLength} characters`,
  );

/** The rules for single variables. The provider itself measures the texts of the catalog. */
export const PUBLIC_REPOSITORY_RULES: readonly Validation[] = [
  rule(
    "name",
    (name) => `length(${name}) >= ${minLength} && length(${name}) <= ${maxLength}`,
    `The name must have ${minLength} to ${maxLength} characters`,
  ),
  rule(
    "name",
    (name) => matchesRegex(pattern, name),
    "Only letters a-z, digits and . _ - / are allowed in the name. Each part between slashes must start and end with a letter or digit, and each separator must be a single . or _ or hyphen",
  ),
  labelRule("architectures"),
  labelRule("operating_systems"),
  catalogRule(
    (catalog) =>
      `${catalog}.logo_image_blob == null ? true : length(${catalog}.logo_image_blob) <= ${LOGO_LENGTH} && ${matchesRegex(/^(iVBORw0KGgo|\/9j\/)[A-Za-z0-9+/]+={0,2}$/, `${catalog}.logo_image_blob`)}`,
    `The logo_image_blob must be a PNG or JPEG image of at most ${logoBytes} bytes in base64. Write filebase64("<file>")`,
  ),
  eachOf(
    "push_principals",
    (entry) => matchesRegex(PRINCIPAL, entry),
    (found) =>
      `Each principal must be ${ALLOWED_PRINCIPALS} in the partition aws, without wildcards. Invalid: ${found}`,
  ),
  ...REPOSITORY_POLICY_VALIDATIONS.filter(({ input }) => input === "repository_policy"),
  rule(
    "deletion_policy",
    (policy) => isOneOf(PUBLIC_DELETION_POLICIES, policy),
    `The deletion_policy must be ${oneOf(PUBLIC_DELETION_POLICIES)}`,
  ),
  ...TAG_RULES,
];

/** Public repositories are managed in one region, which has nothing to do with where images are pulled. */
export function regionCondition(): Precondition {
  return condition(
    `${CURRENT.region} == "${PUBLIC_REGION}"`,
    `Public repositories can be managed only in ${PUBLIC_REGION}, but the provider is in ${expression(CURRENT.region)}. Pass a provider for ${PUBLIC_REGION}: providers = { aws = aws.public }`,
  );
}
