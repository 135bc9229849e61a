import { type Partition } from "../aws/arn";
import { error, quoteValue, type Path, type Problem } from "../problems/problem";
import { isMapping, type PartialStatement, valuesAt, writtenStatements } from "./draft";
import { type PolicyKind } from "./policy-kind";
import { federatedFault, principalFault, SERVICE } from "./principal";

const KEYS = ["Principal", "NotPrincipal"] as const;

/** Account ids that YAML read as numbers, which the structure alone would call "not text". */
export function misnamedPrincipals(document: unknown): Problem[] {
  return writtenStatements(document).flatMap(({ at, raw }) =>
    KEYS.flatMap((key) => {
      const principal = raw[key];
      if (typeof principal === "string" && principal !== "*") return [bare([...at, key], principal)];
      if (!isMapping(principal)) return [];
      return valuesAt([...at, key, "AWS"], principal["AWS"]).flatMap(({ at: where, text }) => {
        const fault = typeof text === "number" ? principalFault(text) : undefined;
        return fault === undefined ? [] : [error("repository-policy/principal", where, fault)];
      });
    }),
  );
}

function bare(at: Path, principal: string): Problem {
  return error(
    "repository-policy/principal",
    at,
    `found ${quoteValue(principal)}; a principal has its kind in front; write { "AWS": ${quoteValue(principal)} }, or "Service" for a service`,
  );
}

/** Whom one statement is about: somebody, by one key, and each in a form that AWS knows. */
export function checkPolicyPrincipals(
  { at, statement, invalid }: PartialStatement,
  kind: PolicyKind,
  partition?: Partition,
): Problem[] {
  const problems: Problem[] = [];
  const { Principal, NotPrincipal } = statement;
  const say = (where: Path, message: string): void =>
    void problems.push(error("repository-policy/principal", where, message));
  if (Principal === undefined && NotPrincipal === undefined && !KEYS.some((key) => invalid.has(key))) {
    say(
      [...at, "Principal"],
      `missing; ${kind.called} says whom each statement is about; write Principal: { "AWS": [...] }`,
    );
  }
  if (Principal !== undefined && NotPrincipal !== undefined) {
    say([...at, "NotPrincipal"], "both Principal and NotPrincipal; a statement has one of them; leave one out");
  } else if (NotPrincipal !== undefined && statement.Effect === "Allow") {
    say(
      [...at, "NotPrincipal"],
      "NotPrincipal with Allow would allow everybody else, strangers included; name whom you allow in Principal",
    );
  }
  for (const key of KEYS) {
    const principal = statement[key];
    if (principal === undefined || principal === "*") continue;
    for (const { at: where, text } of valuesAt([...at, key, "AWS"], principal["AWS"])) {
      const fault = text === "*" ? undefined : principalFault(text, partition);
      if (fault !== undefined) say(where, fault);
    }
    for (const { at: where, text } of valuesAt([...at, key, "Service"], principal["Service"])) {
      if (SERVICE.test(String(text))) continue;
      say(where, `found ${quoteValue(text)}; a service is named by its domain, such as "codebuild.amazonaws.com"`);
    }
    for (const { at: where, text } of valuesAt([...at, key, "Federated"], principal["Federated"])) {
      const fault = statement.Effect === "Deny" ? undefined : federatedFault(String(text));
      if (fault !== undefined) say(where, fault);
    }
  }
  return problems;
}
