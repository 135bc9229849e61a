import { didYouMean } from "../domain/text/suggestions";
import { error, quoteValue, type Problem } from "../domain/problems/problem";
import { type RepositoryImport } from "../model/environment";
import { readSpelling } from "../domain/repository/spelling";
import { type WrittenImports } from "../domain/repository/imports-schema";

/** The environment's imports. A name alone stands for the repository with all declared policies. */
export function resolveImports(written: WrittenImports = []): RepositoryImport[] {
  return written.map((entry) =>
    typeof entry === "string"
      ? { repositoryName: entry, without: [] }
      : { repositoryName: entry.repositoryName, without: entry.without ?? [] },
  );
}

/** Checks that names to import are declared and unique. */
export function checkImports(imports: readonly RepositoryImport[], declared: readonly string[]): Problem[] {
  const known = new Set(declared);
  const seen = new Set<string>();
  return imports.flatMap(({ repositoryName: name }, index) => {
    if (seen.has(name))
      return [error("imports/twice", [index], `expected each name once, found ${quoteValue(name)} twice. Remove one`)];
    seen.add(name);
    if (known.has(name)) return [];
    const { repositoryName } = readSpelling(name);
    if (known.has(repositoryName)) {
      const message = `expected a repository's name, found ${quoteValue(name)}. Write ${quoteValue(repositoryName)}`;
      return [error("imports/declared", [index], message)];
    }
    const hint = didYouMean(repositoryName, declared) || " Declare it, or remove it here";
    const message = `expected a declared repository, found ${quoteValue(name)}.${hint}`;
    return [error("imports/declared", [index], message)];
  });
}
