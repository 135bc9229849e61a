import { checkLogicalIds, logicalId } from "../domain/terraform/logical-id";
import { error, quoteValue, warning, type Problem } from "../domain/problems/problem";
import { checkRepositoryName } from "../domain/repository/name";
import { checkOwnership } from "../domain/operator/manages";
import { type RepositorySource, type Drafts } from "./formats/draft";
import { located, type LocatedProblem } from "./problems";
import { type SourceDocument } from "./source/source";

/** Checks of all repositories of an environment together. */
export function checkTogether(drafts: Drafts, manages: readonly string[]): LocatedProblem[] {
  const { repositories } = drafts;
  const names = repositories.map(({ repositoryName }) => repositoryName);
  return [
    ...checkDuplicates(repositories),
    ...atNames(repositories, checkLogicalIds(names)),
    ...atNames(repositories, checkOwnership(names, manages)),
    ...checkProviderRefs(drafts),
  ];
}

/** Problems whose path is an index into the repositories, at the names of these. */
function atNames(repositories: readonly RepositorySource[], problems: readonly Problem[]): LocatedProblem[] {
  return problems.flatMap(({ at: [index, ...rest], ...problem }) => {
    const draft = typeof index === "number" ? repositories[index] : undefined;
    return draft === undefined ? [] : located(draft.document, draft.namePath, [{ ...problem, at: rest }]);
  });
}

function checkDuplicates(repositories: readonly RepositorySource[]): LocatedProblem[] {
  const first = new Map<string, RepositorySource>();
  return repositories.flatMap((draft) => {
    const { repositoryName, document, namePath } = draft;
    const other = first.get(repositoryName);
    if (other === undefined) {
      first.set(repositoryName, draft);
      return [];
    }
    const { line } = other.document.positionOf(other.namePath);
    const message = `${quoteValue(repositoryName)} is declared at ${other.document.file}:${line} too; keep one of them`;
    return located(document, namePath, [error("repository/duplicate", [], message)]);
  });
}

function checkProviderRefs({ providerNames: known, providerRefs }: Drafts): LocatedProblem[] {
  if (known.size === 0) return [];
  return providerRefs.flatMap(({ document, name }) => {
    if (known.has(name)) return [];
    const message = `providerRef.name ${quoteValue(name)} is no AWSProvider of this environment (${[...known].join(", ")}); the repository is made in the environment's account and region all the same`;
    return located(document, ["spec", "providerRef", "name"], [warning("manifest/provider-ref", [], message)]);
  });
}

/** Names to let go of: real names, once each, and none that is still declared. */
export function checkRemoved(
  environment: SourceDocument,
  removed: readonly string[],
  declared: readonly RepositorySource[],
): LocatedProblem[] {
  const byId = new Map(declared.map((draft) => [logicalId(draft.repositoryName), draft]));
  return removed.flatMap((name, index) => {
    const problems = checkRepositoryName(name).filter(({ severity }) => severity === "error");
    const draft = byId.get(logicalId(name));
    if (draft !== undefined) {
      const place = `${draft.document.file}:${draft.document.positionOf(draft.namePath).line}`;
      problems.push(
        error(
          "removed/declared",
          [],
          draft.repositoryName === name
            ? `${quoteValue(name)} is to be let go of, and is declared at ${place}; take it out of one of them`
            : `${quoteValue(name)} would be the same in Terraform as ${quoteValue(draft.repositoryName)}, declared at ${place}; let go of it by hand: terraform state rm`,
        ),
      );
    }
    const first = removed.findIndex((other) => logicalId(other) === logicalId(name));
    const other = removed[first];
    if (first !== index) {
      problems.push(
        error(
          "removed/twice",
          [],
          other === undefined || other === name
            ? `${quoteValue(name)} is there twice; leave one out`
            : `${quoteValue(name)} would be the same in Terraform as ${quoteValue(other)}; only one of them can have been deployed, leave the other out`,
        ),
      );
    }
    return located(environment, ["removed", index], problems);
  });
}
