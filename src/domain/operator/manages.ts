import { error, quoteValue, prefixed, warning, type Problem } from "../problems/problem";
import { checkRepositoryName, REPOSITORY_NAME } from "../repository/name";
import { MESSAGES } from "./role-messages";

/**
 * Which repositories the operator owns: `sandbox/` stands for every repository below `sandbox/`, at any depth, but not
 * for one called `sandbox`; an entry without a slash at its end is one repository's name.
 */
export type Manages = readonly string[];

/**
 * Every entry that names nothing, more than it seems to, or what another entry covers already; each at its index.
 * @param rule first part of the rules' ids
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
      faults.push(warning(`${rule}-duplicate`, [], `${quoteValue(entry)} is listed twice; the second is dropped`));
    } else {
      const wider = prefixesOf(entry).find((prefix) => all.has(prefix));
      if (wider !== undefined) {
        faults.push(
          warning(
            `${rule}-overlap`,
            [],
            `${quoteValue(entry)} is covered by ${quoteValue(wider)} already and dropped; list only one of them`,
          ),
        );
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
  return [
    error(
      `${rule}-prefix`,
      [],
      MESSAGES.prefix(`${quoteValue(entry)} (${entry.length} characters)`, REPOSITORY_NAME.maxLength - 1),
    ),
  ];
}

function wildcardMessage(entry: string): string {
  const stem = entry.slice(0, entry.search(/[*?]/));
  if (stem === "")
    return `${quoteValue(entry)} has a wildcard and would cover every repository; list prefixes such as "sandbox/" or exact names`;
  if (stem.endsWith("/"))
    return `${quoteValue(entry)} has a wildcard; write ${quoteValue(stem)} for every repository below it`;
  return `${quoteValue(entry)} has a wildcard and would also cover ${quoteValue(`${stem}-other`)}; write ${quoteValue(`${stem}/`)} for every repository below it, or exact names such as ${quoteValue(stem)}`;
}

/** Whether a repository is among these entries: by its name, or by a prefix that ends in `/`. */
export function isCovered(name: string, entries: Manages): boolean {
  return entries.some((entry) => (entry.endsWith("/") ? name.startsWith(entry) : name === entry));
}

/** The entries that are needed, in their order: without repetitions and without what another entry covers. */
export function distinctEntries(manages: Manages): string[] {
  const all = new Set(manages);
  return [...all].filter((entry) => !prefixesOf(entry).some((prefix) => all.has(prefix)));
}

/** A declared name that the operator owns as well, each at its index in `declared`. */
export function checkOwnership(declared: readonly string[], manages: Manages): Problem[] {
  const all = new Set(manages);
  return declared.flatMap((name, index) => {
    const owner = [...prefixesOf(name), name].find((entry) => all.has(entry));
    if (owner === undefined) return [];
    return [
      error(
        "operator/ownership",
        [index],
        `${quoteValue(name)} is declared here, but belongs to the operator by ${quoteValue(owner)} in manages; the operator would reset its settings every five minutes and may delete it. Leave it to one of the two`,
      ),
    ];
  });
}

/**
 * Every prefix above a name or prefix: of `a/b/c` and of `a/b/c/` they are `a/` and `a/b/`. Only those that are short enough to
 * be a repository's: text of any length is checked, and has as many as it has slashes.
 */
export function prefixesOf(entry: string): string[] {
  const prefixes: string[] = [];
  const last = Math.min(entry.length - 1, REPOSITORY_NAME.maxLength);
  for (let end = entry.indexOf("/") + 1; end > 0 && end <= last; end = entry.indexOf("/", end) + 1)
    prefixes.push(entry.slice(0, end));
  return prefixes;
}
