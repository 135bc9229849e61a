import { requiresKey, testsOf } from "../iam/conditions";
import { type PolicyCondition } from "../iam/policy";
import { ANY_PARTITION } from "../aws/partitions";
import { hasToken, withoutTokens } from "../terraform/strings";
import { rangesAreNarrow } from "./address-ranges";

/** A condition key that can exclude strangers. */
interface NarrowingKey {
  readonly key: string;
  /** Operators that exclude strangers, in lower case. */
  readonly operators: readonly string[];
  /** Whether a request has several values of the key. AWS then requires `ForAnyValue:`. */
  readonly several?: true;
  /** Whether every value excludes strangers. Values are alternatives, so each one must. */
  readonly narrow: (values: readonly string[], operator: string) => boolean;
}

const EXACT = ["stringequals", "stringequalsignorecase", "stringlike"];
const ARN = ["arnequals", "arnlike"];

/** @param variable a policy variable that no caller controls, in lower case */
const everyMatches =
  (pattern: RegExp, variable?: string): NarrowingKey["narrow"] =>
  (values, operator) => {
    const ignoresCase = operator === "stringequalsignorecase";
    return values.every((value) => {
      const lower = value.toLowerCase();
      return pattern.test(value) || (ignoresCase && pattern.test(lower)) || lower === variable;
    });
  };

// The owner of the repository and its organization. If the account is in no organization, the variable matches nothing.
const account = everyMatches(/^\d{12}$/, "${aws:resourceaccount}");
const organization = everyMatches(/^o-[a-z0-9]{10,32}$/, "${aws:resourceorgid}");
/** Wildcards are allowed only below the organization. */
const organizationPath = everyMatches(/^o-[a-z0-9]{10,32}\/./);
const vpc = everyMatches(/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/);
const vpcEndpoint = everyMatches(/^vpce-([0-9a-f]{8}|[0-9a-f]{17})$/);
/** The id of a user, or of a role and a session. Ids are unique across accounts; the session's name can be anything. */
const uniqueId = everyMatches(/^(AIDA[A-Z0-9]{16,28}|AROA[A-Z0-9]{16,28}:.+)$/);
/**
 * A wildcard before the account could match colons, and a role's path may contain colons and an account's ID, so everything up
 * to the account must be literal.
 */
const principalArn = everyMatches(new RegExp(`^arn:${ANY_PARTITION}:(iam|sts)::[0-9]{12}:.`));
const SOURCE_ARN = new RegExp(`^arn:${ANY_PARTITION}:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:.`);
/** ARN operators compare part by part, so a wildcard for the region cannot match other parts. */
const SOURCE_ARN_OF_ANY_REGION = new RegExp(`^arn:${ANY_PARTITION}:[a-z0-9-]+:[a-z0-9*-]*:[0-9]{12}:.`);
const sourceArn: NarrowingKey["narrow"] = (values, operator) =>
  values.every((value) => (ARN.includes(operator) ? SOURCE_ARN_OF_ANY_REGION : SOURCE_ARN).test(value));

/**
 * The keys that exclude strangers, modeled on AWS's definition of "public": fixed values for the caller, for the network, or for
 * the account that a service acts for. Strangers control names, tags, protocols and times, so no other key excludes them.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const NARROWING: readonly NarrowingKey[] = [
  { key: "aws:PrincipalOrgID", operators: EXACT, narrow: organization },
  { key: "aws:PrincipalOrgPaths", operators: EXACT, several: true, narrow: organizationPath },
  { key: "aws:PrincipalAccount", operators: EXACT, narrow: account },
  { key: "aws:PrincipalArn", operators: [...EXACT, ...ARN], narrow: principalArn },
  { key: "aws:userid", operators: EXACT, narrow: uniqueId },
  { key: "aws:SourceVpc", operators: EXACT, narrow: vpc },
  { key: "aws:SourceVpce", operators: EXACT, narrow: vpcEndpoint },
  { key: "aws:SourceIp", operators: ["ipaddress"], narrow: rangesAreNarrow },
  { key: "aws:SourceAccount", operators: EXACT, narrow: account },
  { key: "aws:SourceArn", operators: [...EXACT, ...ARN], narrow: sourceArn },
  { key: "aws:SourceOrgID", operators: EXACT, narrow: organization },
  { key: "aws:SourceOrgPaths", operators: EXACT, several: true, narrow: organizationPath },
];

export const NARROWING_KEYS: readonly string[] = NARROWING.map(({ key }) => key);

const BY_KEY: ReadonlyMap<string, NarrowingKey> = new Map(NARROWING.map((entry) => [entry.key.toLowerCase(), entry]));

/** Keys for the account or organization that an AWS service acts for. */
const SOURCE = /^aws:source(account|arn|orgid|orgpaths)$/;

/**
 * Whether a condition excludes strangers. All its keys must match, so one narrowing key is enough.
 * @param of the keys that count; `source`: only those for the account that an AWS service acts for
 */
export function narrows(condition: PolicyCondition, of: "all" | "source" = "all"): boolean {
  return testsOf(condition).some(({ operator, lowerKey, values }) => {
    const entry = BY_KEY.get(lowerKey);
    if (!requiresKey(operator) || entry === undefined || (of === "source" && !SOURCE.test(lowerKey))) return false;
    if (entry.several === true && operator.quantifier === undefined) return false;
    if (values.length === 0 || !entry.operators.includes(operator.name)) return false;
    // A cdktf token stands for one exact value; inside an ARN, for the account.
    const literal = values.filter((value) => !hasToken(value) || withoutTokens(value, "") !== "");
    return entry.narrow(
      literal.map((value) => withoutTokens(value, "000000000000")),
      operator.name,
    );
  });
}
