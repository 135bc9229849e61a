import { type Partition } from "../domain/aws/arn";
import { type PolicyDocument } from "../domain/iam/policy";
import { foldAdvice } from "../domain/grants/fold";
import { checkOverlaps } from "../domain/policy-lint/check-overlaps";
import { statementsOf } from "../domain/policy-lint/lint";
import { quoteValue, type Problem } from "../domain/problems/problem";
import { checkPolicyLength } from "../domain/repository-policy/check";
import { repositoryPolicyDocument } from "../domain/repository-policy/document";
import { grantStatements, hasGrants, type PrincipalGrants } from "../domain/repository-policy/grants";
import { type RepositoryPolicy } from "../domain/repository-policy/schema";

/** A policy of its own, and grants that are sent with it. */
interface PolicyAndGrants extends PrincipalGrants {
  readonly repositoryPolicy?: RepositoryPolicy;
}

/** Checks policies together with grants, as they are sent; once for repositories with the same ones. */
export class SentPolicies {
  private readonly known = new Map<string, readonly Problem[]>();

  constructor(private readonly partition: Partition | undefined) {}

  /** Problems of the document that is sent. Without grants, the check of the policy reports them. */
  problemsOf(access: PolicyAndGrants): readonly Problem[] {
    if (this.partition === undefined || !hasGrants(access)) return [];
    const { repositoryPolicy, pullPrincipals, pushPrincipals, grants } = access;
    const key = JSON.stringify([repositoryPolicy, pullPrincipals, pushPrincipals, grants]);
    const problems = this.known.get(key) ?? sentProblems(access, this.partition);
    this.known.set(key, problems);
    return problems;
  }
}

function sentProblems({ repositoryPolicy, ...grants }: PolicyAndGrants, partition: Partition): Problem[] {
  const sent = repositoryPolicyDocument(repositoryPolicy, grantStatements(grants, partition));
  if (sent === undefined) return [];
  const own = repositoryPolicy === undefined ? 0 : [repositoryPolicy.Statement].flat().length;
  return [...checkPolicyLength(sent, foldAdvice(sent)), ...deniedGrants(sent, own)];
}

/** Grants without effect, because the repository's own policy denies what they allow. */
function deniedGrants(sent: PolicyDocument, own: number): Problem[] {
  return checkOverlaps(statementsOf(sent)).flatMap(({ at, message, ...problem }) => {
    const index = Number(at[1]);
    if (index < own) return [];
    return [{ ...problem, at: [], message: `Grant ${quoteValue(sent.Statement[index]?.Sid)}: ${message}` }];
  });
}
