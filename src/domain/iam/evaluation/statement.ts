import { listOf, type PolicyStatement } from "../policy";
import { meets } from "./condition";
import { type RequestContext } from "./context";
import { matchesPattern, patternOf } from "./pattern";
import { type NamedStatement } from "./policy";
import { all, any, not, type Truth } from "./truth";

/** Action, resource and context of a request. */
export interface Requested {
  /** `ecr:PutImage`. */
  readonly action: string;
  /** ARN, or `*` for actions without a resource. */
  readonly resource: string;
  readonly context: RequestContext;
}

/** Whether a statement applies to a request, apart from its principals. */
export function statementApplies(
  { statement, variables }: NamedStatement,
  { action, resource, context }: Requested,
): Truth {
  const variableValues = variables ? context : undefined;
  return all([
    hasAction(statement, action),
    hasResource(statement, resource, variableValues),
    meets(statement.Condition ?? {}, context, variableValues),
  ]);
}

function hasAction({ Action, NotAction }: PolicyStatement, action: string): Truth {
  const isIn = (patterns: readonly string[]): Truth =>
    any(patterns.map((text) => matchesPattern(patternOf(text, { wildcards: true }), action, { ignoreCase: true })));
  return NotAction === undefined ? isIn(listOf(Action)) : not(isIn(listOf(NotAction)));
}

/** A statement without resources applies to the resource that has the policy. */
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
