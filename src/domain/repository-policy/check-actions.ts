import { listOf } from "../iam/policy";
import { didYouMean } from "../text/suggestions";
import { error, oneOf, quoteValue, warning, type Path, type Problem } from "../problems/problem";
import { patternNamesAction, REGISTRY_ACTIONS, REPOSITORY_ACTIONS } from "./actions";
import { type PartialStatement, valuesAt } from "./draft";
import { type PolicyKind } from "./policy-kind";

const KNOWN = [...REPOSITORY_ACTIONS, ...REGISTRY_ACTIONS].map((name) => `ecr:${name}`);
const REGISTRY = REGISTRY_ACTIONS.map((name) => `ecr:${name}`);

/** The actions of one statement: there are some, ECR's, and such that the kind of policy can be about. */
export function checkActions({ at, statement, invalid }: PartialStatement, kind: PolicyKind): Problem[] {
  const problems: Problem[] = [];
  const say = (key: string, message: string): void =>
    void problems.push(error("repository-policy/action", [...at, key], message));
  if (statement.Action !== undefined && statement.NotAction !== undefined) {
    say("NotAction", "both Action and NotAction; a statement has one of them; leave one out");
  }
  const absent = statement.Action === undefined && statement.NotAction === undefined;
  if (absent && !invalid.has("Action") && !invalid.has("NotAction")) {
    say("Action", 'missing; write the actions that the statement is about, such as "ecr:BatchGetImage"');
  }
  for (const key of ["Action", "NotAction"] as const) {
    problems.push(...checkScope(listOf(statement[key]), kind, [...at, key]));
    for (const { at: where, text } of valuesAt([...at, key], statement[key])) {
      const problem = checkAction(String(text), kind);
      if (problem !== undefined) problems.push({ ...problem, at: where });
    }
  }
  return problems;
}

function checkAction(action: string, kind: PolicyKind): Problem | undefined {
  if (action === "*") return undefined;
  const [service, name] = action.split(":", 2);
  if (name === undefined) {
    return error(
      "repository-policy/action",
      [],
      `found ${quoteValue(action)}; an action is a service and a name, such as "ecr:PutImage".${didYouMean(`ecr:${action}`, KNOWN)}`,
    );
  }
  if (service?.toLowerCase() !== "ecr") {
    return error(
      "repository-policy/foreign-action",
      [],
      `found ${quoteValue(action)}; ${kind.called} is about actions of ecr only; put it into an identity policy`,
    );
  }
  if (!kind.ofOneRepository) return checkKnown(action);
  if (patternNamesAction("ecr:GetAuthorizationToken", action)) {
    return error(
      "repository-policy/authorization-token",
      [],
      'ecr:GetAuthorizationToken is about no repository, so it is void here; allow it in an identity policy of who logs in, with Resource "*"',
    );
  }
  if (REGISTRY.some((known) => patternNamesAction(known, action))) {
    return warning(
      "repository-policy/registry-action",
      [],
      `${quoteValue(action)} is about the registry, not a repository, so it is void here; put it into an identity policy`,
    );
  }
  return checkKnown(action);
}

/** An account of the older policy scope rejects the whole policy, as "Invalid registry policy provided". */
function checkScope(actions: readonly string[], { acceptedEverywhere }: PolicyKind, at: Path): Problem[] {
  const others = actions.filter(
    (action) =>
      acceptedEverywhere?.some((known) => patternNamesAction(known, action)) === false &&
      KNOWN.some((known) => patternNamesAction(action, known)),
  );
  if (acceptedEverywhere === undefined || others.length === 0) return [];
  return [
    warning(
      "repository-policy/scope",
      at,
      `expected ${oneOf(acceptedEverywhere, "and")} only, found ${oneOf(others.map(quoteValue), "and")}. Other actions need the account setting REGISTRY_POLICY_SCOPE to be V2; with V1, ECR rejects the policy`,
    ),
  ];
}

function checkKnown(action: string): Problem | undefined {
  if (KNOWN.some((known) => patternNamesAction(action, known))) return undefined;
  return warning(
    "repository-policy/unknown-action",
    [],
    `${quoteValue(action)} is no action of ECR that is known here; check its spelling.${didYouMean(action, KNOWN)}`,
  );
}
