import { iamClient } from "../../aws/iam-client";
import { readRole, readUser } from "../../aws/iam-policies";
import { refusalOf } from "../../aws/refusal";
import { cause, type Diagnosis } from "../../operations/doctor/diagnosis";
import { type PrincipalPolicies } from "../../operations/doctor/evaluate";
import { type Principal } from "../../operations/doctor/principal";
import { unobserved, observed, type Observed } from "../../operations/doctor/observed";
import { type Question } from "./question";

/** A principal, as IAM knows it. */
export interface KnownPrincipal {
  readonly principal: Principal;
  readonly policies: Observed<PrincipalPolicies>;
  readonly diagnoses: readonly Diagnosis[];
}

/**
 * What is attached to a principal: from files where they were given, else from IAM, which knows the caller's own account only.
 * @param account of the caller
 */
export async function lookAtPrincipal(
  principal: Principal,
  account: string,
  question: Question,
): Promise<KnownPrincipal> {
  const { identityPolicies, environment } = question;
  const unseen = (why: string): KnownPrincipal => ({ principal, policies: unobserved(why), diagnoses: [] });
  if (identityPolicies !== undefined)
    return { principal, policies: observed({ arn: principal.arn, policies: identityPolicies }), diagnoses: [] };
  if (principal.account !== account) return unseen(`the credentials are of account ${account}`);
  if (principal.kind === "account")
    return { principal, policies: observed({ arn: principal.arn, policies: [] }), diagnoses: [] };
  if (principal.kind === "other")
    return unseen(`the policies of ${principal.arn} are not seen: it is neither a role nor a user of IAM`);
  const client = await iamClient(environment);
  try {
    const found = await (principal.kind === "role" ? readRole : readUser)(client, principal.name);
    if (found !== undefined)
      return { principal: { ...principal, arn: found.arn }, policies: observed(found), diagnoses: [] };
    const absent = `IAM of account ${account} has no ${principal.kind} ${principal.name}`;
    const unknown = cause("access/principal", undefined, absent, "correct the ARN, or make it");
    return { ...unseen(absent), diagnoses: [unknown] };
  } catch (fault) {
    return unseen(refusalOf(fault, `read the policies of ${principal.arn}`, environment).message);
  } finally {
    client.destroy();
  }
}
