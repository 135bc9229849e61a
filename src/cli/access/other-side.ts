import { requiredPolicies } from "../../operations/access/other-side";
import { type AccessFacts } from "../../operations/access/facts";

/**
 * The identity policies for principals of other accounts as JSON: one document for a single given principal, otherwise an object
 * by principal.
 * @throws Error if no principal of another account has access
 */
export function otherSideText(facts: AccessFacts, principals: readonly string[] | undefined): string {
  const policies = requiredPolicies(facts, principals);
  if (policies.length === 0) {
    const who = principals === undefined ? "a principal outside the registry's account" : principals.join(", ");
    throw new Error(
      `--other-side: expected policies that grant access to ${who}, found none. Grant the access first, for example with pullPrincipals`,
    );
  }
  const [first] = policies;
  const isSingle = principals?.length === 1;
  const record = isSingle
    ? first?.document
    : Object.fromEntries(policies.map(({ name, document }) => [name, document]));
  return `${JSON.stringify(record, undefined, 2)}\n`;
}
