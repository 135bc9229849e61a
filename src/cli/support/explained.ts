import { type EnvironmentResult } from "../../config/environment-result";
import {
  explainGrants,
  grantsByName,
  isGrantsPath,
  type GrantOrigin,
  type GrantsExplanation,
} from "../../config/explain/explain-grants";
import { explainSetting, type Explanation, type Origin } from "../../config/explain/explain";
import { type ExplainedRule } from "../../config/explain/rules";
import { quoteValue } from "../../domain/problems/problem";
import { countText } from "../../domain/text/format";

/**
 * Explains a setting, or all grants of a repository.
 * @returns `undefined` if the environment cannot be read
 * @throws Error if there is no such setting
 */
export function explained(result: EnvironmentResult, path: string) {
  if (isGrantsPath(path)) {
    const grants = explainGrants(result, path);
    return grants && { lines: grantsLines(grants), data: grantsData(grants) };
  }
  const explanation = explainSetting(result, path);
  if (explanation === undefined) return undefined;
  const added = addedGrants(result, path);
  const data = explanationData(explanation);
  if (added.length === 0) return { lines: explanationLines(explanation), data };
  return {
    lines: [...explanationLines(explanation), ...added.map((grant) => `  in addition, ${grantLine(grant)}`)],
    data: { ...data, added: added.map(grantData) },
  };
}

/** The grants by name that a repository has in addition to the list that is explained. */
function addedGrants(result: EnvironmentResult, path: string): GrantOrigin[] {
  const [, name = "", access] = /^repositories\.(.+)\.(pull|push)$/.exec(path) ?? [];
  return access === "pull" || access === "push" ? grantsByName(result, name, access) : [];
}

function grantsLines({ environment, path, grants }: GrantsExplanation): string[] {
  const count = grants.length === 0 ? "none" : countText(grants.length, "grant");
  return [`${environment}: ${path}: ${count}`, ...grants.map((grant) => `  ${grantLine(grant)}`)];
}

function grantLine({ access, value, principals, match, kind, place }: GrantOrigin): string {
  const resolved =
    principals === undefined ? "" : ` (${principals.length === 0 ? "no principal" : principals.join(", ")})`;
  const source = match === undefined ? kindText(kind) : `the entry for ${match.join(", ")}`;
  return `${access} ${quoteValue(value)}${resolved}, granted by ${source}${placeText(place)}`;
}

function grantsData({ environment, path, grants }: GrantsExplanation): object {
  return { environment, path, grants: grants.map(grantData) };
}

function grantData({ place, ...grant }: GrantOrigin): object {
  return { ...grant, ...place };
}

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
  return `${kindText(kind)}${placeText(place)}`;
}

function kindText(kind: GrantOrigin["kind"]): string {
  return kind === "file defaults" ? "the defaults of the file" : `the ${kind}`;
}

function placeText(place: Origin["place"]): string {
  return place === undefined ? "" : ` at ${place.file}:${place.line}:${place.column}`;
}

/** An overridden value, up to its origin. */
function shown(value: unknown): string {
  return value === null || value === undefined ? "the removal in" : `${quoteValue(value)} from`;
}
