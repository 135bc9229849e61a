import { error, oneOf, quoteValue, type Problem } from "../domain/problems/problem";
import { type RepositoryGroup } from "../domain/repository/groups-schema";
import { textMatcher } from "../domain/repository/rules/text-matcher";
import { type RepositorySource } from "./formats/draft";
import { located, type LocatedProblem } from "./problems";
import { type SourceDocument } from "./source/source";
import { unusedPatterns } from "./unused-patterns";

export interface GroupSubjects {
  readonly drafts: readonly RepositorySource[];
  /** Names of repositories that stacks have or had, declared or not. */
  readonly names: readonly string[];
}

/** Checks that groups have unique names, and that none of their repositories is in two. */
export function checkGroups(
  document: SourceDocument,
  groups: readonly RepositoryGroup[],
  { drafts, names }: GroupSubjects,
): LocatedProblem[] {
  if (groups.length === 0) return [];
  const own = [...checkNames(groups), ...unusedPatterns("groups/unused", groups, names)];
  return [...located(document, ["groups"], own), ...checkOverlap(groups, drafts)];
}

function checkNames(groups: readonly RepositoryGroup[]): Problem[] {
  return groups.flatMap(({ name }, index) => {
    if (groups.findIndex((other) => other.name === name) === index) return [];
    const message = `expected each group once, found ${quoteValue(name)} twice. Rename one, or put the patterns in one group`;
    return [error("groups/twice", [index, "name"], message)];
  });
}

/** Reports a repository that is in two groups where it is declared: its stack would not be known. */
function checkOverlap(groups: readonly RepositoryGroup[], drafts: readonly RepositorySource[]): LocatedProblem[] {
  const prepared = groups.map(({ name, match }) => ({ name, match, matches: textMatcher(match) }));
  return drafts.flatMap(({ repositoryName, document, namePath }) => {
    const matching = prepared.filter(({ matches }) => matches(repositoryName));
    if (matching.length < 2) return [];
    const found = matching.map(({ name, match }) => {
      const patterns = match.filter((pattern) => textMatcher([pattern])(repositoryName));
      return `${name} (${patterns.join(", ")})`;
    });
    const message = `expected a repository in at most one group, found ${quoteValue(repositoryName)} in ${oneOf(found, "and")}. Narrow the patterns under groups`;
    return located(document, namePath, [error("groups/overlap", [], message)]);
  });
}
