import { didYouMean } from "../domain/text/suggestions";
import { error, quoteValue, type Problem } from "../domain/problems/problem";
import { type RepositoryImport } from "../model/environment";
import { type WrittenImports } from "../domain/repository/imports-schema";

/** What an environment imports, a name alone standing for the repository with all policies that it declares. */
export function resolveImports(written: WrittenImports = []): RepositoryImport[] {
  return written.map((entry) =>
    typeof entry === "string"
      ? { repositoryName: entry, without: [] }
      : { repositoryName: entry.repositoryName, without: entry.without ?? [] },
  );
}

/** Names to import: each declared, since only then there is something to import it to, and once. */
export function checkImports(imports: readonly RepositoryImport[], declared: readonly string[]): Problem[] {
  const known = new Set(declared);
  const seen = new Set<string>();
  return imports.flatMap(({ repositoryName: name }, index) => {
    if (seen.has(name)) return [error("imports/twice", [index], `${quoteValue(name)} is there twice; leave one out`)];
    seen.add(name);
    if (known.has(name)) return [];
    const message = `${quoteValue(name)} is to be imported and is not declared; declare it among the repositories, or take it out here.${didYouMean(name, declared)}`;
    return [error("imports/declared", [index], message)];
  });
}
