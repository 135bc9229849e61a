import { cachedRepositories } from "../domain/ci/cached-repositories";
import { githubSource, gitlabSource } from "../domain/ci/pasted-source";
import {
  bitbucketTokens,
  buildkiteTokens,
  circleciTokens,
  terraformTokens,
  type PlatformTokens,
} from "../domain/ci/other-platforms";
import { type CiSource } from "../domain/ci/source";
import { CI_ROLE_DEFAULTS, roleIssuer } from "../domain/ci/role-settings";
import { CI_DEFAULTS, defaultRoleName } from "../domain/ci/workflow-settings";
import { type ScanKind } from "../domain/images/scan-kinds";
import { isCovered } from "../domain/operator/manages";
import { type RegistrySettings } from "../domain/registry/settings";
import { type CiRoleDeclaration, type RepositoryDeclaration } from "../model/environment";
import { platformOf, type WrittenCiRole } from "../domain/ci/role-schema";
import { ANYWHERE } from "./check-role-tags";

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
    const { roleName, repositories, pullRepositories = [], access = CI_ROLE_DEFAULTS.access } = role;
    const entries = repositories ?? declared.map(({ repositoryName }) => repositoryName);
    const isPulled = access === "pull";
    const cached = cachedRepositories(registry ?? {}, {
      pulled: isPulled ? [...entries, ...pullRepositories] : pullRepositories,
      pushed: isPulled ? [] : entries,
      declared: declared.map(({ repositoryName }) => repositoryName),
    });
    return {
      roleName: roleName ?? defaultRoleName(environment, platformOf(role), access),
      scanning: role.scanning ?? scanningOf(registry),
      ...commonSettings(role),
      ...trustedTokens(role),
      repositories: entries,
      scannedOnRequest: declared
        .filter(({ repositoryName, scanOnPush }) => !scanOnPush && isCovered(repositoryName, entries))
        .map(({ repositoryName }) => repositoryName),
      ...cached,
      oidcProvider: createdIssuers.has(issuerOf(role)) ? "create" : CI_ROLE_DEFAULTS.oidcProvider,
    };
  });
}

/** The settings that resolution leaves as they are. */
function commonSettings(role: WrittenCiRole) {
  const { access, allowBroad, pullRepositories, signingProfiles } = role;
  const { path, description, permissionsBoundary, maxSessionDuration, tags } = role;
  return {
    ...{ access, allowBroad, pullRepositories, path, description, permissionsBoundary, maxSessionDuration, tags },
    ...(signingProfiles === undefined ? {} : { signingProfiles }),
  };
}

type TrustedTokens = Pick<CiRoleDeclaration, "platform" | "source" | "tokens" | "gitlabUrl" | "githubUrl">;

/** Who may assume a role: its platform, the runs, and the issuer of their tokens. */
function trustedTokens(role: WrittenCiRole): TrustedTokens {
  const { github, gitlab } = role;
  if (gitlab !== undefined) {
    const { project: path, url = CI_DEFAULTS.gitlabUrl, ...settings } = gitlab;
    const { branch, tag } = settings;
    const source = { ...settings, ...gitlabSource({ path, ...runsOf({ branch, tag }) }) };
    return { platform: "gitlab", source: withDefaultBranch(source), gitlabUrl: url };
  }
  if (github !== undefined) {
    const { repository: path, url, ids, ...settings } = github;
    const { branch, tag, environment, pullRequests } = settings;
    const runs = runsOf({ branch, tag, environment, pullRequests });
    const source = { ...settings, ...githubSource({ path, ...(ids === undefined ? {} : { ids }), ...runs }) };
    return {
      platform: "github",
      source: withDefaultBranch(source),
      ...(url === undefined ? {} : { githubUrl: url }),
    };
  }
  return { platform: "oidc", ...otherTokens(role) };
}

/** Without settings that are not written. */
function runsOf(runs: { [K in Run]?: CiSource[K] | undefined }): Pick<CiSource, Run> {
  return Object.fromEntries(Object.entries<unknown>(runs).filter(([, value]) => value !== undefined));
}

type Run = "branch" | "tag" | "environment" | "pullRequests";

/** A source without runs trusts the default branch. */
function withDefaultBranch<S extends Omit<CiSource, "path">>(source: S): S {
  const { branch, tag, environment, pullRequests, subjects } = source;
  const hasRuns = [branch, tag, environment, subjects].some((runs) => runs !== undefined) || pullRequests === true;
  return hasRuns ? source : { ...source, branch: CI_DEFAULTS.branch };
}

function otherTokens({ bitbucket, circleci, buildkite, terraformCloud, oidc }: WrittenCiRole): PlatformTokens {
  if (bitbucket !== undefined) return bitbucketTokens(bitbucket);
  if (circleci !== undefined) return circleciTokens(withDefaultBranch(circleci));
  if (buildkite !== undefined) return buildkiteTokens(withDefaultBranch(buildkite));
  if (terraformCloud !== undefined) return terraformTokens(terraformCloud);
  const { issuer = "", audience = "", subjects = [] } = oidc ?? {};
  return {
    tokens: { issuer: issuer.replace(/^https:\/\//, ""), audience },
    source: { path: issuer, subjects },
  };
}

function issuerOf(role: WrittenCiRole): string {
  return roleIssuer({ ...trustedTokens(role), location: ANYWHERE }).issuer;
}
