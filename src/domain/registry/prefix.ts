import { logicalId, twins, type Twin } from "../terraform/logical-id";
import { error, quoteValue, type Problem } from "../problems/problem";

/** The Terraform name for a prefix. A trailing slash makes no difference. */
export function prefixId(prefix: string): string {
  return logicalId(prefix.replace(/\/$/, ""));
}

/** What was found, for a message about entries with the same Terraform name. */
export function twiceText({ name, other }: Twin): string {
  return `${quoteValue(name)} ${other === name ? "twice" : `and ${quoteValue(other)}, which have the same Terraform name`}`;
}

/** Reports prefixes with the same Terraform name as an earlier one, each at the setting `key` of its entry. */
export function checkPrefixes(prefixes: readonly string[], key: string, rule: string): Problem[] {
  return twins(prefixes, prefixId).map((twin) =>
    error(rule, [twin.index, key], `expected each prefix once, found ${twiceText(twin)}`),
  );
}
