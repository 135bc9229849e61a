import { cachedRepositories } from "../domain/ci/cached-repositories";
import { githubSource, gitlabSource } from "../domain/ci/pasted-source";
import { type CiSource } from "../domain/ci/trust-policy";
import { CI_ROLE_DEFAULTS } from "../domain/ci/role-settings";
import { CI_DEFAULTS, defaultRoleName } from "../domain/ci/workflow-settings";
import { type ScanKind } from "../domain/images/scan-kinds";
import { isCovered } from "../domain/operator/manages";
import { type RegistrySettings } from "../domain/registry/settings";
import { type CiRoleDeclaration, type RepositoryDeclaration } from "../model/environment";
import { type WrittenCiRole } from "../domain/ci/role-schema";

type UsedRegistry = Pick<RegistrySettings, "scanning" | "pullThroughCache">;

type ScannedRepository = Pick<RepositoryDeclaration, "repositoryName" | "scanOnPush">;

/** The parts of the environment that workflow roles depend on. */
export interface CiRoleContext {
  /** Name of the environment. */
  readonly environment: string;
  readonly declared: readonly ScannedRepository[];
  readonly registry: UsedRegistry | undefined;
}

/** How the registry scans images, according to the environment. */
export function scanningOf(registry: UsedRegistry | undefined): ScanKind {
  return registry?.scanning?.scanType === "ENHANCED" ? "enhanced" : CI_DEFAULTS.scanning;
}

/** Fills in the settings of workflow roles: names, branches, scanning and the environment's repositories. */
export function resolveCiRoles(
  written: readonly WrittenCiRole[],
  { environment, declared, registry }: CiRoleContext,
): CiRoleDeclaration[] {
  const createdIssuers = new Set(written.filter(({ oidcProvider }) => oidcProvider === "create").map(issuerOf));
  return written.map((role) => {
    const { github, gitlab, oidcProvider: _, repositories, ...settings } = role;
    const platform = gitlab === undefined ? "github" : "gitlab";
    const { pullRepositories: pulled = [] } = settings;
    const entries = repositories ?? declared.map(({ repositoryName }) => repositoryName);
    return {
      roleName: defaultRoleName(environment, platform),
      scanning: scanningOf(registry),
      ...settings,
      platform,
      source: sourceOf(role),
      ...(gitlab === undefined ? {} : { gitlabUrl: gitlab.url ?? CI_DEFAULTS.gitlabUrl }),
      repositories: entries,
      scannedOnRequest: declared
        .filter(({ repositoryName, scanOnPush }) => !scanOnPush && isCovered(repositoryName, entries))
        .map(({ repositoryName }) => repositoryName),
      ...cachedRepositories(registry ?? {}, {
        pulled,
        pushed: entries,
        declared: declared.map(({ repositoryName }) => repositoryName),
      }),
      oidcProvider: createdIssuers.has(issuerOf(role)) ? "create" : CI_ROLE_DEFAULTS.oidcProvider,
    };
  });
}

function sourceOf({ github, gitlab }: WrittenCiRole): CiSource {
  const { repository: path = "", ...settings } = github ?? {};
  const source =
    gitlab === undefined
      ? githubSource({ path, ...settings })
      : gitlabSource({ path: gitlab.project, ...(gitlab.branch === undefined ? {} : { branch: gitlab.branch }) });
  return { branch: CI_DEFAULTS.branch, ...source };
}

function issuerOf({ gitlab }: WrittenCiRole): string {
  return gitlab === undefined ? "" : (gitlab.url ?? CI_DEFAULTS.gitlabUrl);
}
