import { checkTerraformNames, terraformName } from "../domain/terraform/terraform-name";
import { publicNameOf } from "../domain/public-repositories/settings";
import { error, quoteValue, warning, type Problem } from "../domain/problems/problem";
import { REGISTRY_KEY } from "../domain/registry/key";
import { checkRepositoryName } from "../domain/repository/name";
import { checkOwnership } from "../domain/operator/manages";
import { type RepositorySource, type Drafts } from "./formats/draft";
import { located, type LocatedProblem } from "./problems";
import { type SourceDocument } from "./source/source";

/** Checks all repositories of an environment together. */
export function checkTogether(drafts: Drafts, manages: readonly string[]): LocatedProblem[] {
  const { repositories } = drafts;
  const names = repositories.map(({ repositoryName }) => repositoryName);
  return [
    ...checkDuplicates(repositories),
    ...atNames(repositories, checkTerraformNames(names)),
    ...atNames(repositories, checkOwnership(names, manages)),
    ...checkProviderRefs(drafts),
  ];
}

/** Locates problems, whose paths begin with a repository's index, at the repository's name. */
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
    const message = `expected each repository once, found ${quoteValue(repositoryName)} at ${other.document.file}:${line} as well. Remove one of them`;
    return located(document, namePath, [error("repository/duplicate", [], message)]);
  });
}

function checkProviderRefs({ providerNames: known, providerRefs }: Drafts): LocatedProblem[] {
  if (known.size === 0) return [];
  return providerRefs.flatMap(({ document, name }) => {
    if (known.has(name)) return [];
    const message = `expected an AWSProvider in this environment (${[...known].join(", ")}), found ${quoteValue(name)}. Terraform ignores the reference and uses the environment's account and region`;
    return located(document, ["spec", "providerRef", "name"], [warning("manifest/provider-ref", [], message)]);
  });
}

/** Checks the names of private repositories under `removed`: valid, unique and no longer declared. */
export function checkRemoved(
  environment: SourceDocument,
  removed: readonly string[],
  declared: readonly RepositorySource[],
): LocatedProblem[] {
  const byId = new Map(declared.map((draft) => [terraformName(draft.repositoryName), draft]));
  return removed.flatMap((name, index) => {
    if (publicNameOf(name) !== undefined || name === REGISTRY_KEY) return [];
    const problems = checkRepositoryName(name).filter(({ rule }) => rule !== "repository/name-doubled");
    const draft = byId.get(terraformName(name));
    if (draft !== undefined) {
      const place = `${draft.document.file}:${draft.document.positionOf(draft.namePath).line}`;
      const message =
        draft.repositoryName === name
          ? `expected a repository that is no longer declared, found ${quoteValue(name)} at ${place}. Remove it from one of the two places`
          : `expected unique Terraform names, found ${quoteValue(name)} and ${quoteValue(draft.repositoryName)} (${place}). Remove ${quoteValue(name)} from the state with terraform state rm, then remove the name from removed`;
      problems.push(error("removed/declared", [], message));
    }
    const first = removed.findIndex((other) => terraformName(other) === terraformName(name));
    const other = removed[first];
    if (first !== index) {
      const message =
        other === undefined || other === name
          ? `expected each name once, found ${quoteValue(name)} twice. Remove one`
          : `expected unique Terraform names, found ${quoteValue(name)} and ${quoteValue(other)}. Keep only the name that was deployed`;
      problems.push(error("removed/twice", [], message));
    }
    return located(environment, ["removed", index], problems);
  });
}
