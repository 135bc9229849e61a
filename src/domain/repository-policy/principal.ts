import { ACCOUNT_ID, parseArn, type Partition } from "../aws/arn";
import { iamArnStart } from "../aws/arn-patterns";
import { ANY_DNS_SUFFIX, PARTITION_NAMES } from "../aws/partitions";
import { oneOf, quoteValue } from "../problems/problem";
import { hasToken } from "../terraform/token";

export const PARTITIONS: readonly string[] = PARTITION_NAMES;
export const ALLOWED_PRINCIPALS = "a quoted account id (12 digits) or the ARN of an IAM role or user";

/** What the ARN of a principal names: by IAM an account, a role or a user; by STS a session. */
export const IDENTITY = /^(root|(role|user)\/([\x21-\x7e]+\/)?[\w+=,.@-]{1,64})$/;
export const SESSION = /^(assumed-role\/[\w+=,.@-]+|federated-user)\/[\w+=,.@-]+$/;
/** An AWS service, named by its domain. */
export const SERVICE = new RegExp(`^[a-z0-9-]+(\\.[a-z0-9-]+)*\\.${ANY_DNS_SUFFIX}$`);

/** IAM's own id of a role, user and so on: what AWS shows in a policy in place of a principal that was deleted. */
const UNIQUE_ID = /^A[A-Z]{3}[A-Z0-9]{12,}$/;

/**
 * What is wrong with an AWS principal of a policy, in words, or `undefined`. `*` is left to the caller.
 * @param partition the repository's; the principal must be in the same one, where it is known
 */
export function principalFault(value: unknown, partition?: Partition): string | undefined {
  if (typeof value === "number") return numberFault(value);
  if (typeof value !== "string") return `found ${quoteValue(value)}; ${ALLOWED_PRINCIPALS} is allowed`;
  if (hasToken(value) || ACCOUNT_ID.test(value)) return undefined;
  if (/^\d+$/.test(value)) return `found ${quoteValue(value)} (${value.length} digits); an account id has 12; check it`;
  if (/[*?]/.test(value)) {
    return `found ${quoteValue(value)}; a principal has no wildcards; name each, or write an account id and a Condition on aws:PrincipalArn`;
  }
  if (UNIQUE_ID.test(value)) {
    return `found ${quoteValue(value)}, the id of a principal that was deleted; ECR refuses it; write the ARN of one that exists`;
  }
  return arnFault(value, partition);
}

function numberFault(value: number): string {
  const digits = String(value);
  if (/^\d{12}$/.test(digits)) return `found the number ${digits}; an account id is text; quote it: "${digits}"`;
  return `found the number ${digits}; an account id is text of 12 digits, zeros in front included; quote it`;
}

function arnFault(text: string, partition: Partition | undefined): string | undefined {
  const arn = parseArn(text);
  if (arn === undefined) return `found ${quoteValue(text)}; ${ALLOWED_PRINCIPALS} is allowed`;
  if (!PARTITIONS.includes(arn.partition)) {
    return `found ${quoteValue(text)} in partition ${quoteValue(arn.partition)}; partitions are ${oneOf(PARTITIONS, "and")}`;
  }
  if (partition !== undefined && arn.partition !== partition) {
    return `found ${quoteValue(text)}; the repository is in partition ${partition}, where principals of ${arn.partition} are unknown; name one of arn:${partition}:`;
  }
  if (arn.service !== "iam" && arn.service !== "sts")
    return `found ${quoteValue(text)}, which is no principal; ${ALLOWED_PRINCIPALS} is allowed`;
  if (arn.region !== "" || !ACCOUNT_ID.test(arn.account)) {
    return `found ${quoteValue(text)}; an IAM ARN has no region and an account id of 12 digits, as in arn:aws:iam::111122223333:role/name`;
  }
  return arn.service === "sts" ? sessionFault(text, arn.resource) : identityFault(text, arn.resource);
}

function identityFault(text: string, resource: string): string | undefined {
  if (resource.startsWith("group/")) {
    return `found the group ${quoteValue(text)}; IAM groups cannot be principals; name its users, or better a role`;
  }
  if (IDENTITY.test(resource)) return undefined;
  return `found ${quoteValue(text)}; ${ALLOWED_PRINCIPALS} is allowed`;
}

function sessionFault(text: string, resource: string): string | undefined {
  if (SESSION.test(resource)) return undefined;
  return `found ${quoteValue(text)}; of STS an assumed-role with its session is allowed; better name the role itself`;
}

/** Identity providers of an account, by which sessions of its roles began. */
const PROVIDER = new RegExp(`^${iamArnStart()}(oidc-provider|saml-provider)/[^*?\\s]+$`);

/** What is wrong with a federated principal: a provider of all accounts, such as accounts.google.com, is for strangers too. */
export function federatedFault(text: string): string | undefined {
  if (hasToken(text) || PROVIDER.test(text)) return undefined;
  return `expected the ARN of an identity provider of one account, found ${quoteValue(text)}, which strangers can use too. Name the IAM role under "AWS" instead`;
}

/** One spelling for each principal: an account's id stands for its root ARN. */
export function sameSpelling(principal: string): string {
  const arn = parseArn(principal);
  return arn?.service === "iam" && arn.resource === "root" ? arn.account : principal;
}
