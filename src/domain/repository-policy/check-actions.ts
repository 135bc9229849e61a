import { listOf } from "../iam/policy";
import { didYouMean } from "../text/suggestions";
import { finding } from "../policy-lint/rules";
import { oneOf, quoteValue, valuesAt, type Path, type Problem } from "../problems/problem";
import { patternNamesAction } from "./actions";
import { type PartialStatement } from "./draft";
import { type PolicyKind } from "./policy-kind";

/** Reports missing actions, and actions of another service or that this kind of policy cannot allow. */
export function checkActions({ at, statement, invalid }: PartialStatement, kind: PolicyKind): Problem[] {
  const problems: Problem[] = [];
  const report = (key: string, message: string): void => void problems.push(finding("action", [...at, key], message));
  if (statement.Action !== undefined && statement.NotAction !== undefined) {
    report("NotAction", "expected either Action or NotAction, found both. Remove one");
  }
  const isAbsent = statement.Action === undefined && statement.NotAction === undefined;
  if (isAbsent && !invalid.has("Action") && !invalid.has("NotAction")) {
    const example = kind.service === "ecr" ? "BatchGetImage" : "PutImage";
    report("Action", `expected at least 1 action, such as "${kind.service}:${example}", found nothing`);
  }
  for (const key of ["Action", "NotAction"] as const) {
    problems.push(...checkScope(listOf(statement[key]), kind, [...at, key]));
    for (const { at: where, text } of valuesAt([...at, key], statement[key])) {
      const problem = checkAction(text, kind);
      if (problem !== undefined) problems.push({ ...problem, at: where });
    }
  }
  return problems;
}

function checkAction(action: string, kind: PolicyKind): Problem | undefined {
  if (action === "*") return undefined;
  const [service, name] = action.split(":", 2);
  const { serviceName } = kind;
  if (name === undefined) {
    const hint = didYouMean(`${kind.service}:${action}`, knownTo(kind));
    const message = `expected an action with its service, such as "${kind.service}:PutImage", found ${quoteValue(action)}${hint && `.${hint}`}`;
    return finding("action", [], message);
  }
  if (service?.toLowerCase() !== kind.service) {
    // Actions of private and public repositories have the same names.
    const meant = knownTo(kind).find((known) => known === `${kind.service}:${name}`);
    const message = `expected an ${serviceName} action in ${kind.called}, found ${quoteValue(action)}. ${meant === undefined ? "Move it to an identity policy" : `Write ${quoteValue(meant)}`}`;
    return finding("foreign-action", [], message);
  }
  if (!kind.ofOneRepository) return checkKnown(action, kind);
  if (patternNamesAction(`${kind.service}:GetAuthorizationToken`, action)) {
    const message = `expected an action on repositories, found ${quoteValue(action)}, which has no effect in a repository policy. Allow it in the principal's identity policy, with Resource "*"`;
    return finding("authorization-token", [], message);
  }
  if (kind.registryActions.some((known) => patternNamesAction(known, action))) {
    const message = `expected an action on repositories, found ${quoteValue(action)}, which acts on the whole registry and has no effect in a repository policy. Allow it in an identity policy`;
    return finding("registry-action", [], message);
  }
  return checkKnown(action, kind);
}

/** All actions, which both scopes accept. */
const ALL_ACTIONS = "ecr:*";

/**
 * Accounts with the older policy scope reject the whole policy with "Invalid registry policy provided".
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 */
function checkScope(actions: readonly string[], kind: PolicyKind, at: Path): Problem[] {
  const { acceptedEverywhere } = kind;
  const others = actions.filter(
    (action) =>
      action.toLowerCase() !== ALL_ACTIONS &&
      acceptedEverywhere?.some((known) => patternNamesAction(known, action)) === false &&
      knownTo(kind).some((known) => patternNamesAction(action, known)),
  );
  if (acceptedEverywhere === undefined || others.length === 0) return [];
  const message = `expected only ${oneOf(acceptedEverywhere, "and")}, found ${oneOf(others.map(quoteValue), "and")}. With REGISTRY_POLICY_SCOPE V1, ECR rejects other actions. To use V2, set accountSettings: { REGISTRY_POLICY_SCOPE: V2 } under registry`;
  return [finding("scope", at, message)];
}

function knownTo({ actions, registryActions }: PolicyKind): readonly string[] {
  return [...actions, ...registryActions];
}

function checkKnown(action: string, kind: PolicyKind): Problem | undefined {
  const known = knownTo(kind);
  if (known.some((name) => patternNamesAction(action, name))) return undefined;
  const hint = didYouMean(action, known) || " Check the spelling";
  const message = `expected a known ${kind.serviceName} action, found ${quoteValue(action)}.${hint}`;
  return finding("unknown-action", [], message);
}
