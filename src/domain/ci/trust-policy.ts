import {
  hasWildcard,
  listOf,
  policyOf,
  type OneOrMore,
  type PolicyDocument,
  type PolicyStatement,
} from "../iam/policy";
import { webIdentityStatement, type SubjectTest } from "../iam/web-identity";
import { type TokenIssuer } from "./issuers";

/** The tokens that a role trusts. */
export interface TrustedTokens {
  readonly issuer: TokenIssuer;
  readonly subjects: OneOrMore<string>;
  /** The reusable workflow that must request the token; its ref may contain wildcards. @default - any workflow */
  readonly workflow?: string;
}

/**
 * Trusts tokens by their audience and subject. Exact subjects and subjects with wildcards have a statement each, because all
 * conditions of a statement must match. Only values with wildcards are compared with `StringLike`.
 * @param providerArn ARN of the IAM OIDC provider for the issuer
 */
export function ciTrustPolicy(providerArn: string, { issuer, subjects, workflow }: TrustedTokens): PolicyDocument {
  const all = [...new Set(listOf(subjects))];
  const exact = all.filter((subject) => !hasWildcard(subject));
  const patterns = all.filter(hasWildcard);
  const statement = (test: SubjectTest, of: readonly string[]): PolicyStatement[] =>
    of.length === 0 ? [] : [ciTrustStatement(providerArn, test, { issuer, subjects: of, workflow })];
  return policyOf([...statement("StringEquals", exact), ...statement("StringLike", patterns)]);
}

/** Trusts the tokens with one of the subjects. */
export function ciTrustStatement(
  providerArn: string,
  test: SubjectTest,
  { issuer, subjects, workflow }: TrustedTokens,
): PolicyStatement {
  const sid = test === "StringEquals" ? "AssumeFromWorkflow" : "AssumeFromWorkflowLike";
  const workflowTest: SubjectTest = hasWildcard(workflow ?? "") ? "StringLike" : "StringEquals";
  const claims = workflow === undefined ? [] : [[workflowTest, WORKFLOW_CLAIM, workflow] as const];
  return webIdentityStatement(sid, { providerArn, ...issuer }, [test, listOf(subjects)], claims);
}

/**
 * The claim of GitHub's tokens that names the workflow file of the job.
 * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-with-reusable-workflows
 */
export const WORKFLOW_CLAIM = "job_workflow_ref";
