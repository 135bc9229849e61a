import { type Path } from "../../domain/problems/problem";
import { valueAt } from "../../domain/problems/schema-problems";
import { appliesTo, exceptionFor, requirementsOf } from "../../domain/repository/rules/requirements";
import { repositoryRulesSchema } from "../../domain/repository/rules/schema";
import { type Place, type SourceDocument } from "../source/source";

/** A rule for repositories that is about the explained setting. */
export interface ExplainedRule {
  readonly name: string;
  /** What it requires: `allows Retain or Orphan`. */
  readonly requirement: string;
  /** Where the requirement is written. */
  readonly place: Place;
  /** The exception for the repository. @default - none */
  readonly exception?: { readonly reason: string; readonly expires: string };
}

/**
 * The rules of an environment that are about a repository's setting.
 * @param at path in the repository
 */
export function explainedRules(document: SourceDocument, repositoryName: string, at: Path): ExplainedRule[] {
  const rules = repositoryRulesSchema.safeParse(valueAt(document.data, ["repositoryRules"]));
  // `validate` without --explain reports faulty rules.
  if (!rules.success) return [];
  return Object.entries(rules.data).flatMap(([name, rule]) => {
    if (!appliesTo(rule, repositoryName)) return [];
    const exception = exceptionFor(rule, repositoryName);
    return requirementsOf(rule, at).map(({ text, at: within }) => ({
      name,
      requirement: text,
      place: document.positionOfKey(["repositoryRules", name, ...within]),
      ...(exception === undefined ? {} : { exception }),
    }));
  });
}
