import { didYouMean } from "../domain/text/suggestions";
import { error, quoteValue, type Problem } from "../domain/problems/problem";
import { type RegistryStackKind } from "../model/stack-kinds";
import { type RepositoryImport } from "../model/environment";
import { publicNameOf } from "../domain/public-repositories/settings";
import { readSpelling } from "../domain/repository/spelling";
import { type WrittenImports } from "../domain/repository/imports-schema";

/** The environment's imports. A name alone stands for the repository with all declared policies. */
export function resolveImports(written: WrittenImports = []): RepositoryImport[] {
  return written.map((entry) =>
    typeof entry === "string"
      ? { repositoryName: entry, without: [] }
      : {
          repositoryName: entry.repositoryName,
          without: entry.without ?? [],
          // The schema has checked the format.
          ...(entry.fromStack === undefined ? {} : { fromStack: entry.fromStack as RegistryStackKind }),
        },
  );
}

/**
 * Checks that names to import are declared and unique, and that none leaves the stack that it is in.
 * @param declared names of declared repositories; those of public ones are marked
 * @param stackOf finds the stack of a repository; `undefined` if faults in the groups make it unknown
 */
export function checkImports(
  imports: readonly RepositoryImport[],
  declared: readonly string[],
  stackOf?: (repositoryName: string) => RegistryStackKind,
): Problem[] {
  const known = new Set(declared);
  const seen = new Set<string>();
  return imports.flatMap(({ repositoryName: name, fromStack }, index) => {
    if (seen.has(name))
      return [error("imports/twice", [index], `expected each name once, found ${quoteValue(name)} twice. Remove one`)];
    seen.add(name);
    if (fromStack !== undefined && publicNameOf(name) !== undefined) {
      const message = `expected no fromStack for ${quoteValue(name)}, because public repositories never change their stack, found ${quoteValue(fromStack)}. Remove it`;
      return [error("imports/public-stack", [index, "fromStack"], message)];
    }
    if (fromStack !== undefined && fromStack === stackOf?.(name)) {
      const message = `expected a stack that differs from the repository's own, found ${quoteValue(fromStack)}, which already contains ${name}. Remove fromStack, or change the groups`;
      return [error("imports/own-stack", [index, "fromStack"], message)];
    }
    if (known.has(name)) return [];
    const { repositoryName } = publicNameOf(name) === undefined ? readSpelling(name) : { repositoryName: name };
    if (known.has(repositoryName)) {
      const message = `expected a repository's name, found ${quoteValue(name)}. Write ${quoteValue(repositoryName)}`;
      return [error("imports/declared", [index], message)];
    }
    const hint = didYouMean(repositoryName, declared) || " Declare it, or remove it from imports";
    const message = `expected a declared repository, found ${quoteValue(name)}.${hint}`;
    return [error("imports/declared", [index], message)];
  });
}
