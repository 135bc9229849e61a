import { type NamedStatement } from "../../domain/iam/evaluation/policy";
import { statementNames } from "../../domain/repository-policy/draft";

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
