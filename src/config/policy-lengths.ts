import { type Partition } from "../domain/aws/arn";
import { foldAdvice } from "../domain/grants/fold";
import { type Problem } from "../domain/problems/problem";
import { checkPolicyLength } from "../domain/repository-policy/check";
import { repositoryPolicyDocument } from "../domain/repository-policy/document";
import { grantStatements, hasGrants, type PrincipalGrants } from "../domain/repository-policy/grants";
import { type RepositoryPolicy } from "../domain/repository-policy/schema";

/** A policy of its own, and grants that are sent with it. */
interface PolicyAndGrants extends PrincipalGrants {
  readonly repositoryPolicy?: RepositoryPolicy;
}

/** Checks the length of policies with grants; once for repositories with the same ones. */
export class PolicyLengths {
  private readonly known = new Map<string, readonly Problem[]>();

  constructor(private readonly partition: Partition | undefined) {}

  /** Problems of the document that is sent. Without grants, the check of the policy reports them. */
  problemsOf(access: PolicyAndGrants): readonly Problem[] {
    if (this.partition === undefined || !hasGrants(access)) return [];
    const { repositoryPolicy, pullPrincipals, pushPrincipals, grants } = access;
    const key = JSON.stringify([repositoryPolicy, pullPrincipals, pushPrincipals, grants]);
    const problems = this.known.get(key) ?? lengthProblems(access, this.partition);
    this.known.set(key, problems);
    return problems;
  }
}

function lengthProblems({ repositoryPolicy, ...grants }: PolicyAndGrants, partition: Partition): Problem[] {
  const sent = repositoryPolicyDocument(repositoryPolicy, grantStatements(grants, partition));
  return sent === undefined ? [] : checkPolicyLength(sent, foldAdvice(sent));
}
