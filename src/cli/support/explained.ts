import { type Explanation, type Origin } from "../../config/explain/explain";
import { type ExplainedRule } from "../../config/explain/rules";
import { quoteValue } from "../../domain/problems/problem";

/** An explanation as lines for people. */
export function explanationLines({ environment, path, value, origins, merged, rules = [] }: Explanation): string[] {
  const [first, ...others] = origins;
  const head = `${environment}: ${path}: ${value === undefined ? "not set" : JSON.stringify(value)}`;
  const ruleLines = rules.map((rule) => `  ${ruleText(rule)}`);
  if (first === undefined) return [head, ...ruleLines];
  return [
    head,
    `  ${first.value === null || first.value === undefined ? "removed" : merged > 1 ? "set in part" : "set"} by ${originText(first)}`,
    ...others.map(
      (origin, index) =>
        `  ${index + 1 < merged ? "merged with" : "overrides"} ${shown(origin.value)} ${originText(origin)}`,
    ),
    ...ruleLines,
  ];
}

function ruleText({ name, requirement, place, exception }: ExplainedRule): string {
  const line = `rule "${name}" at ${place.file}:${place.line}:${place.column}: ${requirement}`;
  return exception === undefined ? line : `${line}. Exception until ${exception.expires}: ${exception.reason}`;
}

/** An explanation for `-o json`. */
export function explanationData({ environment, path, value, origins, rules }: Explanation): object {
  const [set, ...overridden] = origins.map(({ kind, value: written, place }) => ({
    kind,
    value: written ?? null,
    ...place,
  }));
  return {
    environment,
    path,
    value: value ?? null,
    set: set ?? null,
    overridden,
    ...(rules === undefined ? {} : { rules }),
  };
}

function originText({ kind, place }: Origin): string {
  const name = { "file defaults": "the defaults of the file" }[kind as string] ?? `the ${kind}`;
  return place === undefined ? name : `${name} at ${place.file}:${place.line}:${place.column}`;
}

/** An overridden value, up to its origin. */
function shown(value: unknown): string {
  return value === null || value === undefined ? "the removal in" : `${quoteValue(value)} from`;
}
