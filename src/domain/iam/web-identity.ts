import { conditionOf, textOrList, type KeyTest, type PolicyStatement } from "./policy";

/** How IAM compares the subject of a token: exactly, or with wildcards. */
export type SubjectTest = "StringEquals" | "StringLike";

/** Tokens of an OIDC provider in IAM. */
export interface WebIdentity {
  readonly providerArn: string;
  /** Without `https://`. */
  readonly issuer: string;
  readonly audience: string;
}

/**
 * Trusts the tokens of a provider that have its audience and one of the subjects. One subject is written as text, as IAM returns it.
 * @param others tests of further claims
 */
export function webIdentityStatement(
  Sid: string,
  { providerArn, issuer, audience }: WebIdentity,
  [test, subjects]: readonly [SubjectTest, readonly string[]],
  others: readonly KeyTest[] = [],
): PolicyStatement {
  const tests: readonly KeyTest[] = [["StringEquals", "aud", audience], [test, "sub", textOrList(subjects)], ...others];
  return {
    Sid,
    Effect: "Allow",
    Principal: { Federated: providerArn },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: conditionOf(tests.map(([operator, claim, values]) => [operator, `${issuer}:${claim}`, values])),
  };
}
