import { logicalId } from "../terraform/logical-id";
import { error, quoteValue, type Problem } from "../problems/problem";

/** The Terraform name for a prefix. A trailing slash makes no difference. */
export function prefixId(prefix: string): string {
  return logicalId(prefix.replace(/\/$/, ""));
}

/** Reports prefixes with the same Terraform name as an earlier one, each at the setting `key` of its entry. */
export function checkPrefixes(prefixes: readonly string[], key: string, rule: string): Problem[] {
  return prefixes.flatMap((prefix, index) => {
    const first = prefixes.findIndex((other) => prefixId(other) === prefixId(prefix));
    if (first === index) return [];
    const other = prefixes[first];
    const message = `expected each prefix once, found ${quoteValue(prefix)} ${other === prefix ? "twice" : `and ${quoteValue(other)}, which have the same Terraform name`}`;
    return [error(rule, [index, key], message)];
  });
}
