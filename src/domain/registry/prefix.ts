import { logicalId } from "../terraform/logical-id";
import { error, quoteValue, type Problem } from "../problems/problem";
import { repeated, type Repetition } from "../problems/repeated";

/** The Terraform name for a prefix. A trailing slash makes no difference. */
export function prefixId(prefix: string): string {
  return logicalId(prefix.replace(/\/$/, ""));
}

/** What was found, for a message about entries with the same Terraform name. */
export function twiceText({ entry, first }: Repetition<string, string>): string {
  return `${quoteValue(entry)} ${first === entry ? "twice" : `and ${quoteValue(first)}, which have the same Terraform name`}`;
}

/** Reports prefixes with the same Terraform name as an earlier one, each at the setting `key` of its entry. */
export function checkPrefixes(prefixes: readonly string[], key: string, rule: string): Problem[] {
  return repeated(prefixes, prefixId).map((found) =>
    error(rule, [found.index, key], `expected each prefix once, found ${twiceText(found)}`),
  );
}
