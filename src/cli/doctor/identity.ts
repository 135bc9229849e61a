import { iamClient, readRole, readUser } from "../../aws/iam-policies";
import { refusalOf } from "../../aws/refusal";
import { cause, type Diagnosis } from "../../operations/doctor/diagnosis";
import { type PrincipalPolicies } from "../../domain/iam/attached-policies";
import { type Principal } from "../../domain/iam/principal";
import { unobserved, observed, type Observed } from "../../operations/doctor/observed";
import { type Query } from "./query";

/** A principal with its policies, as far as they could be read. */
export interface PrincipalDetails {
  readonly principal: Principal;
  readonly policies: Observed<PrincipalPolicies>;
  readonly diagnoses: readonly Diagnosis[];
}

/**
 * Reads the policies of a principal from the given files, or from IAM, which only returns those of the caller's account.
 * @param account the caller's account
 */
export async function readPrincipal(principal: Principal, account: string, query: Query): Promise<PrincipalDetails> {
  const { identityPolicies, environment } = query;
  const unread = (why: string): PrincipalDetails => ({ principal, policies: unobserved(why), diagnoses: [] });
  if (identityPolicies !== undefined)
    return { principal, policies: observed({ arn: principal.arn, policies: identityPolicies }), diagnoses: [] };
  if (principal.account !== account) return unread(`the credentials are for account ${account}`);
  if (principal.kind === "account")
    return { principal, policies: observed({ arn: principal.arn, policies: [] }), diagnoses: [] };
  if (principal.kind === "other")
    return unread(`the policies of ${principal.arn} cannot be read, because it is neither an IAM role nor a user`);
  const client = await iamClient(environment);
  try {
    const found = await (principal.kind === "role" ? readRole : readUser)(client, principal.name);
    if (found !== undefined)
      return { principal: { ...principal, arn: found.arn }, policies: observed(found), diagnoses: [] };
    const absent = `the ${principal.kind} ${principal.name} does not exist in account ${account}`;
    const unknown = cause("access/principal", undefined, absent, `correct the ARN, or create the ${principal.kind}`);
    return { ...unread(absent), diagnoses: [unknown] };
  } catch (fault) {
    return unread(refusalOf(fault, `read the policies of ${principal.arn}`, environment).message);
  } finally {
    client.destroy();
  }
}
