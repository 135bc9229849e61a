import { listOf, type PolicyStatement } from "../policy";
import { meets } from "./condition";
import { type RequestContext } from "./context";
import { matchesPattern, patternOf } from "./pattern";
import { type NamedStatement } from "./policy";
import { all, any, not, type Truth } from "./truth";

/** What is asked for, and under which circumstances. */
export interface Requested {
  /** `ecr:PutImage`. */
  readonly action: string;
  /** ARN, or `*` for what is about no resource. */
  readonly resource: string;
  readonly context: RequestContext;
}

/** Whether a statement is about a request, whoever makes it. */
export function statementApplies(
  { statement, variables }: NamedStatement,
  { action, resource, context }: Requested,
): Truth {
  const known = variables ? context : undefined;
  return all([
    hasAction(statement, action),
    hasResource(statement, resource, known),
    meets(statement.Condition ?? {}, context, known),
  ]);
}

function hasAction({ Action, NotAction }: PolicyStatement, action: string): Truth {
  const isIn = (patterns: readonly string[]): Truth =>
    any(patterns.map((text) => matchesPattern(patternOf(text, { wildcards: true }), action, { ignoreCase: true })));
  return NotAction === undefined ? isIn(listOf(Action)) : not(isIn(listOf(NotAction)));
}

/** A policy that names no resources is about the one that has it. */
function hasResource(
  { Resource, NotResource }: PolicyStatement,
  resource: string,
  variables: RequestContext | undefined,
): Truth {
  const isIn = (patterns: readonly string[], negated: boolean): Truth =>
    any(patterns.map((text) => matchesPattern(patternOf(text, { variables, wildcards: true }), resource, { negated })));
  if (NotResource !== undefined) return not(isIn(listOf(NotResource), true));
  return Resource === undefined ? true : isIn(listOf(Resource), false);
}
