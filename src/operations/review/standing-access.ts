import { type Environment, type RepositoryDeclaration } from "../../model/environment";
import { accessFindings } from "./access";
import { ciTrustFindings } from "./ci-trust";
import { type Finding } from "./finding";
import { type ReviewKind } from "./kinds";
import { registryAccessFindings } from "./registry-access";
import { workloadTrustFindings } from "./workload-trust";

/** What others than the account's own principals may do. Inside the account, everything would be listed. */
const KINDS: ReadonlySet<ReviewKind> = new Set<ReviewKind>([
  ...(["public-access", "access-outside", "pull-outside", "registry-access"] as const),
  ...(["ci-trust", "workload-trust"] as const),
]);

/**
 * The access from outside that an environment declares, for a review without a readable base. What is new in it is unknown.
 * @param others the project's other environments
 */
export function standingAccess(environment: Environment, others: readonly Environment[]): Finding[] {
  const none = withoutAccess(environment);
  return [
    ...accessFindings({ environment: none, others }, { environment, others }),
    ...registryAccessFindings(none, environment),
    ...ciTrustFindings(none, environment),
    ...workloadTrustFindings(none, environment),
  ]
    .filter(({ kind }) => KINDS.has(kind))
    .map(({ details = [], ...finding }) => ({ ...finding, details: [...details, UNKNOWN] }));
}

const UNKNOWN = "The base cannot be read, so it is unknown whether this is new.";

function withoutAccess({ registry = {}, ...environment }: Environment): Environment {
  const { policy: _, ...settings } = registry;
  return {
    ...environment,
    registry: settings,
    repositories: environment.repositories.map(withoutPolicy),
    ciRoles: [],
    workloadRoles: [],
  };
}

function withoutPolicy(repository: RepositoryDeclaration): RepositoryDeclaration {
  const { repositoryPolicy: _, pull: _pull, push: _push, grants: _grants, ...same } = repository;
  return { ...same, pullPrincipals: [], pushPrincipals: [] };
}
