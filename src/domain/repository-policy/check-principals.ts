import { finding } from "../policy-lint/rules";
import { quoteValue, valuesAt, type Path, type Problem } from "../problems/problem";
import { isMapping } from "../problems/mapping";
import { type PartialStatement, writtenStatements } from "./draft";
import { type PolicyKind } from "./policy-kind";
import { type PolicyPlace } from "./place";
import { federatedFault, placeholderFault, principalFault, SERVICE } from "./principal";

const KEYS = ["Principal", "NotPrincipal"] as const;

/** Reports principals without their type, and account IDs that YAML reads as numbers. */
export function checkPrincipalTypes(document: unknown): Problem[] {
  return writtenStatements(document).flatMap(({ at, raw }) =>
    KEYS.flatMap((key) => {
      const principal = raw[key];
      if (typeof principal === "string" && principal !== "*") {
        const message = `expected a principal with its type, found ${quoteValue(principal)}. Write { "AWS": ${quoteValue(principal)} }, or use "Service" for a service`;
        return [finding("principal", [...at, key], message)];
      }
      if (!isMapping(principal)) return [];
      return valuesAt([...at, key, "AWS"], principal["AWS"]).flatMap(({ at: where, text }) => {
        const fault = typeof text === "number" ? principalFault(text) : undefined;
        return fault === undefined ? [] : [finding("principal", where, fault)];
      });
    }),
  );
}

/** Checks that a statement has either Principal or NotPrincipal, in a form that AWS accepts. */
export function checkPolicyPrincipals(
  { at, statement, invalid }: PartialStatement,
  kind: PolicyKind,
  { partition, location }: PolicyPlace,
): Problem[] {
  const problems: Problem[] = [];
  const { Principal, NotPrincipal } = statement;
  const report = (where: Path, message: string): void => void problems.push(finding("principal", where, message));
  if (Principal === undefined && NotPrincipal === undefined && !KEYS.some((key) => invalid.has(key))) {
    const message = `expected a principal, found nothing. Each statement of ${kind.called} needs a principal: { "AWS": [...] }`;
    report([...at, "Principal"], message);
  }
  if (Principal !== undefined && NotPrincipal !== undefined) {
    report([...at, "NotPrincipal"], "expected either Principal or NotPrincipal, found both. Remove one");
  } else if (NotPrincipal !== undefined && statement.Effect === "Allow") {
    const message =
      "expected Principal with Allow, found NotPrincipal, which allows everyone else, including other AWS accounts. List the allowed principals in Principal";
    report([...at, "NotPrincipal"], message);
  }
  for (const key of KEYS) {
    const principal = statement[key];
    if (principal === undefined || principal === "*") continue;
    for (const { at: where, text } of valuesAt([...at, key, "AWS"], principal["AWS"])) {
      const fault = text === "*" ? undefined : (principalFault(text, partition) ?? placeholderFault(text, location));
      if (fault !== undefined) report(where, fault);
    }
    for (const { at: where, text } of valuesAt([...at, key, "Service"], principal["Service"])) {
      if (SERVICE.test(text)) continue;
      report(where, `expected a service's domain, such as "codebuild.amazonaws.com", found ${quoteValue(text)}`);
    }
    for (const { at: where, text } of valuesAt([...at, key, "Federated"], principal["Federated"])) {
      const fault = statement.Effect === "Deny" ? undefined : federatedFault(text);
      if (fault !== undefined) report(where, fault);
    }
  }
  return problems;
}
