import { error, quoteValue, prefixed, warning, type Problem } from "../problems/problem";
import { checkRepositoryName, REPOSITORY_NAME } from "../repository/name";
import { countText } from "../text/format";
import { MESSAGES } from "./role-messages";

/**
 * Repositories that the operator owns. `sandbox/` covers every repository below `sandbox/`, at any depth, but not a repository
 * named `sandbox`. An entry without a slash at the end is the name of one repository.
 * @inline
 */
export type Manages = readonly string[];

/**
 * Checks that each entry is valid and is not covered by another entry. Each problem is at the index of its entry.
 * @param rule first part of the rule IDs
 */
export function checkManages(manages: Manages, rule = "operator/manages"): Problem[] {
  if (manages.length === 0) {
    return [error(`${rule}-empty`, [], MESSAGES.noManages)];
  }
  const seen = new Set<string>();
  const all = new Set(manages);
  return manages.flatMap((entry, index) => {
    const faults = checkEntry(entry, rule);
    const isRepeated = seen.has(entry);
    seen.add(entry);
    if (isRepeated) {
      const message = `expected each entry once, found ${quoteValue(entry)} again. Remove the duplicate`;
      faults.push(warning(`${rule}-duplicate`, [], message));
    } else {
      const wider = prefixesOf(entry).find((prefix) => all.has(prefix));
      if (wider !== undefined) {
        const message = `expected entries that do not overlap, found ${quoteValue(entry)}, which ${quoteValue(wider)} already covers. List only one of them`;
        faults.push(warning(`${rule}-overlap`, [], message));
      }
    }
    return prefixed([index], faults);
  });
}

function checkEntry(entry: string, rule: string): Problem[] {
  if (/[*?]/.test(entry)) return [error(`${rule}-wildcard`, [], wildcardMessage(entry))];
  if (!entry.endsWith("/")) return checkRepositoryName(entry);
  const prefix = entry.slice(0, -1);
  if (entry.length < REPOSITORY_NAME.maxLength && REPOSITORY_NAME.pattern.test(prefix)) return [];
  const message = MESSAGES.prefix(
    `${quoteValue(entry)} (${countText(entry.length, "character")})`,
    REPOSITORY_NAME.maxLength - 1,
  );
  return [error(`${rule}-prefix`, [], message)];
}

function wildcardMessage(entry: string): string {
  const stem = entry.slice(0, entry.search(/[*?]/));
  const message = MESSAGES.wildcard(quoteValue(entry));
  if (stem === "") return /^\*+$/.test(entry) ? `${message}, which would cover every repository` : message;
  if (stem.endsWith("/")) return `${message}. Write ${quoteValue(stem)} for every repository under it`;
  const name = stem.replace(/(?<![._-])[._-]+$/, "");
  if (name === "") return message;
  const other = `${stem}${name === stem ? "-" : ""}other`;
  const effect = entry === `${stem}*` ? `, which would also cover ${quoteValue(other)}` : "";
  return `${message}${effect}. Write ${quoteValue(`${name}/`)} for every repository under it, or exact names such as ${quoteValue(name)}`;
}

/** Whether an entry covers a repository, as its name or as a prefix. */
export function isCovered(name: string, entries: Manages): boolean {
  return entries.some((entry) => (entry.endsWith("/") ? name.startsWith(entry) : name === entry));
}

/** The entries in their order, without duplicates and without entries that another entry covers. */
export function distinctEntries(manages: Manages): string[] {
  const all = new Set(manages);
  return [...all].filter((entry) => !prefixesOf(entry).some((prefix) => all.has(prefix)));
}

/** Checks that the operator owns none of the declared repositories. Each problem is at its index in `declared`. */
export function checkOwnership(declared: readonly string[], manages: Manages): Problem[] {
  const all = new Set(manages);
  return declared.flatMap((name, index) => {
    const owner = [...prefixesOf(name), name].find((entry) => all.has(entry));
    if (owner === undefined) return [];
    const message = `expected one owner, found ${quoteValue(name)} declared here and covered by ${quoteValue(owner)} in manages. The operator would reset the settings of the repository every five minutes and, with allowDelete, could delete the repository. Remove the declaration, or the entry in manages`;
    return [error("operator/ownership", [index], message)];
  });
}

/**
 * Every prefix above a name or prefix: `a/` and `a/b/` for both `a/b/c` and `a/b/c/`. Prefixes longer than a
 * repository's name are left out, because the text can have any length and as many prefixes as slashes.
 */
export function prefixesOf(entry: string): string[] {
  const prefixes: string[] = [];
  const last = Math.min(entry.length - 1, REPOSITORY_NAME.maxLength);
  for (let end = entry.indexOf("/") + 1; end > 0 && end <= last; end = entry.indexOf("/", end) + 1)
    prefixes.push(entry.slice(0, end));
  return prefixes;
}
