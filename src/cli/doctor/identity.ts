import { iamClient, readRole, readUser } from "../../aws/iam-policies";
import { withClient } from "../../aws/with-client";
import { cause, type Diagnosis } from "../../operations/doctor/diagnosis";
import { type PrincipalPolicies } from "../../domain/iam/attached-policies";
import { type Principal } from "../../domain/iam/principal";
import { unobserved, observed, type Observed } from "../../operations/doctor/observed";
import { type Query } from "./query";
import { readFact } from "./read-facts";

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
    return unread(
      `the policies of ${principal.arn} cannot be read, because the principal is neither an IAM role nor an IAM user`,
    );
  const { kind, name, arn } = principal;
  const found = await withClient(iamClient(environment), (client) =>
    readFact(environment, `read the policies of ${arn}`, () => (kind === "role" ? readRole : readUser)(client, name)),
  );
  if (!found.known) return unread(found.why);
  if (found.value !== undefined)
    return { principal: { ...principal, arn: found.value.arn }, policies: observed(found.value), diagnoses: [] };
  const absent = `the ${kind} ${name} does not exist in account ${account}`;
  const unknown = cause("access/principal", undefined, absent, `correct the ARN, or create the ${kind}`);
  return { ...unread(absent), diagnoses: [unknown] };
}
