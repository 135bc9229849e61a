import { ACCOUNT_ID, parseArn, type AwsLocation, type Partition } from "../aws/arn";
import { iamArnStart } from "../aws/arn-patterns";
import { ANY_DNS_SUFFIX, PARTITION_NAMES } from "../aws/partitions";
import { oneOf, quoteValue } from "../problems/problem";
import { countText } from "../text/format";
import { hasToken } from "../terraform/strings";

export const PARTITIONS: readonly string[] = PARTITION_NAMES;
export const ALLOWED_PRINCIPALS = "a quoted account ID (12 digits) or the ARN of an IAM role or user";

/** Resources of principals' ARNs: an account, role or user in IAM, a session in STS. */
export const IDENTITY = /^(root|(role|user)\/([\x21-\x7e]+\/)?[\w+=,.@-]{1,64})$/;
export const SESSION = /^(assumed-role\/[\w+=,.@-]+|federated-user)\/[\w+=,.@-]+$/;
/** The domain of an AWS service. */
export const SERVICE = new RegExp(`^[a-z0-9-]+(\\.[a-z0-9-]+)*\\.${ANY_DNS_SUFFIX}$`);

/** IAM's unique id of a principal. AWS shows it in a policy after the principal was deleted. */
const UNIQUE_ID = /^A[A-Z]{3}[A-Z0-9]{12,}$/;

/**
 * The message for an invalid AWS principal of a policy; `undefined` for a valid one. Callers handle `*`.
 * @param partition the repository's, if known; the principal must be in the same one
 */
export function principalFault(value: unknown, partition?: Partition): string | undefined {
  if (typeof value === "number") return numberFault(value);
  if (typeof value !== "string") return `expected ${ALLOWED_PRINCIPALS}, found ${quoteValue(value)}`;
  if (hasToken(value) || ACCOUNT_ID.test(value)) return undefined;
  if (/^\d+$/.test(value))
    return `expected an account ID of 12 digits, found ${quoteValue(value)} (${countText(value.length, "digit")})`;
  if (/[*?]/.test(value)) {
    return `expected a principal without wildcards, found ${quoteValue(value)}. List each principal, or write an account ID and a Condition on aws:PrincipalArn`;
  }
  if (UNIQUE_ID.test(value)) {
    return `expected an existing principal, found ${quoteValue(value)}, the ID of a deleted principal. Write the ARN of an existing principal`;
  }
  return arnFault(value, partition);
}

/** The account of examples and emulators, which no customer of AWS has. */
const PLACEHOLDER_ACCOUNT = "000000000000";

/** The message for a principal in an account that does not exist, unless the registry itself is an emulator's. */
export function placeholderFault(value: unknown, location: AwsLocation | undefined): string | undefined {
  if (typeof value !== "string" || location === undefined || location.account === PLACEHOLDER_ACCOUNT) return undefined;
  if ((parseArn(value)?.account ?? value) !== PLACEHOLDER_ACCOUNT) return undefined;
  return `expected a principal in an existing account, found ${quoteValue(value)}. The account ${PLACEHOLDER_ACCOUNT} does not exist in AWS. Write the real account ID`;
}

function numberFault(value: number): string {
  const digits = String(value);
  if (/^\d{12}$/.test(digits))
    return `expected an account ID as a string, found the number ${digits}. Quote it: "${digits}"`;
  return `expected an account ID of 12 digits as a string, found the number ${digits}. Quote all 12 digits, including leading zeros`;
}

function arnFault(text: string, partition: Partition | undefined): string | undefined {
  const arn = parseArn(text);
  if (arn === undefined) return `expected ${ALLOWED_PRINCIPALS}, found ${quoteValue(text)}`;
  if (!PARTITIONS.includes(arn.partition)) {
    return `expected an ARN in partition ${oneOf(PARTITIONS)}, found ${quoteValue(text)}`;
  }
  if (partition !== undefined && arn.partition !== partition) {
    return `expected a principal in the repository's partition, ${partition}, found ${quoteValue(text)}. Write an ARN that starts with arn:${partition}:`;
  }
  if (arn.service !== "iam" && arn.service !== "sts")
    return `expected ${ALLOWED_PRINCIPALS}, found ${quoteValue(text)}`;
  if (arn.region !== "" || !ACCOUNT_ID.test(arn.account)) {
    return `expected an IAM ARN with an account ID of 12 digits and without a region, such as arn:aws:iam::111122223333:role/name, found ${quoteValue(text)}`;
  }
  return arn.service === "sts" ? sessionFault(text, arn.resource) : identityFault(text, arn.resource);
}

function identityFault(text: string, resource: string): string | undefined {
  if (resource.startsWith("group/")) {
    return `expected a role or user, found the group ${quoteValue(text)}. IAM groups cannot be principals`;
  }
  if (IDENTITY.test(resource)) return undefined;
  return `expected ${ALLOWED_PRINCIPALS}, found ${quoteValue(text)}`;
}

function sessionFault(text: string, resource: string): string | undefined {
  if (SESSION.test(resource)) return undefined;
  return `expected the ARN of a role's session (assumed-role/<role>/<session>), found ${quoteValue(text)}. Prefer the role's own ARN`;
}

/** ARN of an account's identity provider. */
const PROVIDER = new RegExp(`^${iamArnStart()}(oidc-provider|saml-provider)/[^*?\\s]+$`);

/** The message for a federated principal that strangers can use too, such as accounts.google.com. */
export function federatedFault(text: string): string | undefined {
  if (hasToken(text) || PROVIDER.test(text)) return undefined;
  return `expected the ARN of an identity provider in an AWS account, found ${quoteValue(text)}. Public providers also admit people outside your organization. List an IAM role under "AWS" instead`;
}

/** One spelling for each principal: an account's ID stands for its root ARN. */
export function sameSpelling(principal: string): string {
  const arn = parseArn(principal);
  return arn?.service === "iam" && arn.resource === "root" ? arn.account : principal;
}
