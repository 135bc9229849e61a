import { readPolicy, type NamedStatement, type PolicySide } from "../../domain/iam/evaluation/policy";
import { formatPath } from "../../domain/problems/problem";
import { statementNames } from "../../domain/repository-policy/draft";

/** The statements of a valid policy. @throws Error with the problems of an invalid one */
export function requiredStatements(document: unknown, side: PolicySide, name?: string): readonly NamedStatement[] {
  const policy = readPolicy(document, side, name);
  if (policy.ok) return policy.statements;
  const problems = policy.problems.map(({ at, message }) => [formatPath(at), message].filter(Boolean).join(": "));
  throw new Error(`${name ?? "the policy"} is not valid: ${problems.join("; ")}`);
}

/** The statements of policies, by the actions that they are about. */
export class ActionStatements {
  private readonly known = new Map<string, readonly NamedStatement[]>();

  constructor(readonly all: readonly NamedStatement[]) {}

  of(action: string): readonly NamedStatement[] {
    const known = this.known.get(action) ?? this.all.filter(({ statement }) => statementNames(statement, action));
    this.known.set(action, known);
    return known;
  }
}
