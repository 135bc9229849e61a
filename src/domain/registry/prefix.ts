import { logicalId } from "../terraform/logical-id";
import { error, quoteValue, type Problem } from "../problems/problem";
import { ROOT } from "./settings";

/** The pattern of a prefix of so many characters: the beginning of repository names, or `ROOT`. */
export function prefixPattern(least: number, most: number): string {
  const part = "[a-z0-9]+(?:[._-][a-z0-9]+)*";
  return `^(?:${ROOT}|(?=.{${least},${most}}$)${part}(?:/${part})*/?)$`;
}

/** Terraform's name of what has a prefix; one with a slash behind it means the same. */
export function prefixId(prefix: string): string {
  return logicalId(prefix.replace(/\/$/, ""));
}

/** A prefix that stands before already, each at the setting `key` of its own entry. */
export function checkPrefixes(prefixes: readonly string[], key: string, rule: string): Problem[] {
  return prefixes.flatMap((prefix, index) => {
    const first = prefixes.findIndex((other) => prefixId(other) === prefixId(prefix));
    if (first === index) return [];
    const message = `${quoteValue(prefix)} and ${quoteValue(prefixes[first])} are one prefix, or one name in Terraform; choose another`;
    return [error(rule, [index, key], message)];
  });
}
