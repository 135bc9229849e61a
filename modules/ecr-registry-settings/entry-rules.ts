import { type SizedPattern } from "../../src/domain/registry/patterns";
import { matchesRegex, negated, rule, type Validation } from "../kit/validation";

/** Whether a text has the length and matches the pattern, as an expression. */
export function matchesSized({ pattern, minLength, maxLength }: SizedPattern, text: string): string {
  return `length(${text}) >= ${minLength} && length(${text}) <= ${maxLength} && ${matchesRegex(pattern, text)}`;
}

/**
 * A rule for each entry of a map by prefix. The message has the prefixes of the entries that fail.
 * @param holds the condition, as an expression of `prefix` and `entry`
 */
export function eachEntry(input: string, holds: string, message: string): Validation {
  const failing = (map: string): string => `[for prefix, entry in ${map} : prefix if ${negated(holds)}]`;
  return rule(
    input,
    (map) => `length(${failing(map)}) == 0`,
    `In \${join(", ", ${failing(`var.${input}`)})}: ${message}`,
  );
}

/** A rule for an input that may be null. @param holds the condition of a value that is not null, as an expression */
export function ruleUnlessNull(input: string, holds: (value: string) => string, message: string): Validation {
  return rule(input, (value) => unlessNull(value, holds), message);
}

/** A condition for an attribute that may be null, as an expression. */
export function unlessNull(value: string, condition: (value: string) => string): string {
  return `${value} == null ? true : ${condition(value)}`;
}
