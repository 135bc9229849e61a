import { conditionOperator } from "../iam/conditions";
import { listOf, type PolicyCondition } from "../iam/policy";
import { ANY_PARTITION } from "../aws/partitions";
import { hasToken, withoutTokens } from "../terraform/token";
import { rangesAreNarrow } from "./address-ranges";

/** A condition key that can tell strangers from those who are meant. */
interface NarrowingKey {
  readonly key: string;
  /** Operators by which it does; in lower case. */
  readonly operators: readonly string[];
  /** Whether a request has several values of it. AWS then wants `ForAnyValue:`. */
  readonly several?: true;
  /** Whether values let in only whom they name. Values are alternatives, so each one has to. */
  readonly narrow: (values: readonly string[], operator: string) => boolean;
}

const EXACT = ["stringequals", "stringequalsignorecase", "stringlike"];
const ARN = ["arnequals", "arnlike"];

const each =
  (pattern: RegExp): NarrowingKey["narrow"] =>
  (values) =>
    values.every((value) => pattern.test(value));

const account = each(/^\d{12}$/);
const organization = each(/^o-[a-z0-9]{10,32}$/);
/** Wildcards are below the organization only. */
const organizationPath = each(/^o-[a-z0-9]{10,32}\/./);
const vpc = each(/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/);
const vpcEndpoint = each(/^vpce-([0-9a-f]{8}|[0-9a-f]{17})$/);
/** The id of a user, or of a role with its sessions. AWS gives each id once in all accounts; a stranger can choose what follows it. */
const uniqueId = each(/^(AIDA[A-Z0-9]{16,28}|AROA[A-Z0-9]{16,28}:.+)$/);
/**
 * A wildcard before the account could stand for colons, and a role's path may have an account's id and colons in it, so
 * everything up to the account is written out.
 */
const principalArn = each(new RegExp(`^arn:${ANY_PARTITION}:(iam|sts)::[0-9]{12}:.`));
const SOURCE_ARN = new RegExp(`^arn:${ANY_PARTITION}:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:.`);
/** ARN operators compare part by part, so that a wildcard for the region stays there. */
const SOURCE_ARN_OF_ANY_REGION = new RegExp(`^arn:${ANY_PARTITION}:[a-z0-9-]+:[a-z0-9*-]*:[0-9]{12}:.`);
const sourceArn: NarrowingKey["narrow"] = (values, operator) =>
  values.every((value) => (ARN.includes(operator) ? SOURCE_ARN_OF_ANY_REGION : SOURCE_ARN).test(value));

/**
 * Every key that narrows who may call, with AWS's definition of "public" as the model: a fixed value of who calls, of the
 * network, or of what a service acts for. Strangers control names, tags, protocols and times, so no other key narrows.
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

/** The keys by name. */
export const NARROWING_KEYS: readonly string[] = NARROWING.map(({ key }) => key);

const BY_KEY: ReadonlyMap<string, NarrowingKey> = new Map(NARROWING.map((entry) => [entry.key.toLowerCase(), entry]));

/** Keys that say for which account or organization an AWS service acts. */
const SOURCE = /^aws:source(account|arn|orgid|orgpaths)$/;

/**
 * Whether a condition keeps strangers out. All its keys have to hold, so one that narrows is enough.
 * @param of which keys count; `source` for those that say for whom an AWS service acts
 */
export function narrows(condition: PolicyCondition, of: "all" | "source" = "all"): boolean {
  return Object.entries(condition).some(([text, keys]) => {
    const operator = conditionOperator(text);
    if (operator === undefined || operator.ifExists || operator.quantifier === "forallvalues") return false;
    return Object.entries(keys).some(([key, values]) => {
      const name = key.toLowerCase();
      const entry = BY_KEY.get(name);
      if (entry === undefined || (of === "source" && !SOURCE.test(name))) return false;
      if (entry.several === true && operator.quantifier === undefined) return false;
      const list = listOf(values).map(String);
      if (list.length === 0 || !entry.operators.includes(operator.name)) return false;
      // What cdktf knows only later is one exact value, and inside of an ARN it is the account.
      const written = list.filter((value) => !hasToken(value) || withoutTokens(value, "") !== "");
      return entry.narrow(
        written.map((value) => withoutTokens(value, "000000000000")),
        operator.name,
      );
    });
  });
}
