import { cacheOf } from "../../domain/ci/workflow-cache";
import {
  type CacheKind,
  type CiRepository,
  type Deployment,
  type ImageBuild,
  type ProvenanceMode,
  type WorkflowPlatform,
} from "../../domain/ci/workflow-settings";
import { readPlatforms } from "../../domain/images/platforms";
import { isCovered } from "../../domain/operator/manages";
import { error, quoteValue, type Problem } from "../../domain/problems/problem";
import { type CiRoleDeclaration, type Environment } from "../../model/environment";

export interface BuildOptions {
  readonly platforms?: string;
  readonly cache: CacheKind | "none";
  readonly provenance?: ProvenanceMode;
  readonly sbom?: boolean;
  readonly deploy?: string;
  readonly deployTo?: string;
  readonly deployment?: string;
}

/** How the workflow builds. @returns `undefined` if docker builds */
export function readBuild(
  platform: WorkflowPlatform,
  { platforms, cache, provenance, sbom = false }: BuildOptions,
  problems: Problem[],
): ImageBuild | undefined {
  if (cache === "gha" && platform !== "github") {
    const message = `expected registry or none, found gha. The gha cache is available only in GitHub Actions`;
    problems.push(error("ci/cache", ["cache"], message));
  }
  if (platforms === undefined && cache === "none" && provenance === undefined && !sbom) return undefined;
  const read = platforms === undefined ? undefined : readPlatforms(platforms);
  problems.push(...(read?.faults ?? []).map((message) => error("ci/platforms", ["platforms"], message)));
  return {
    ...(read === undefined ? {} : { platforms: read.platforms }),
    ...(provenance === undefined ? {} : { provenance }),
    ...(sbom ? { sbom } : {}),
    ...(cache === "none" ? {} : { cache }),
  };
}

export function withCaches(
  repositories: readonly CiRepository[],
  environment: Environment,
  role: CiRoleDeclaration | undefined,
  problems: Problem[],
): CiRepository[] {
  return repositories.map((repository) => {
    const { cache, problems: found } = cacheOf(repository.name, environment.repositories);
    problems.push(...(found.length > 0 ? found : cacheAccess(cache.repositoryName, role)));
    return { ...repository, cache };
  });
}

/** A push alone does not read layers, so the role also pulls from the cache. */
function cacheAccess(repositoryName: string, role: CiRoleDeclaration | undefined): Problem[] {
  if (role === undefined) return [];
  const { roleName, repositories, pullRepositories = [] } = role;
  const missing = [
    ...(isCovered(repositoryName, repositories) ? [] : ["repositories"]),
    ...(isCovered(repositoryName, pullRepositories) ? [] : ["pullRepositories"]),
  ];
  if (missing.length === 0) return [];
  const message = `${repositoryName}: expected a role that can push and pull the cache, found ${roleName}. Add ${repositoryName} to ${missing.join(" and ")} of the role in ciRoles, or use a different cache`;
  return [error("ci/cache-role", ["cache"], message)];
}

export function readDeploy(
  platform: WorkflowPlatform,
  { deploy, deployTo, deployment }: BuildOptions,
  environment: string,
  repositories: readonly CiRepository[],
  problems: Problem[],
): Deployment | undefined {
  problems.push(...deploymentProblems(platform, deployment, repositories));
  if (deploy === undefined) {
    const message =
      "expected a deployment command, found none. Add --deploy, such as --deploy './deploy.sh \"$IMAGE\"'";
    if (deployTo !== undefined) problems.push(error("ci/deploy", ["deploy"], message));
    return undefined;
  }
  const target = deployTo ?? environment;
  if (deploy.trim() === "") {
    problems.push(error("ci/deploy", ["deploy"], `expected a command, found ${quoteValue(deploy)}`));
  }
  if (target.trim() === "") {
    const message = `expected the name of a deployment environment, found ${quoteValue(target)}`;
    problems.push(error("ci/deploy", ["deployTo"], message));
  }
  if (repositories.length > 1) {
    const message = `expected one repository to deploy, found ${repositories.length}. Name one repository, and generate a separate workflow for each of the others`;
    problems.push(error("ci/deploy", ["deploy"], message));
  }
  if (target === deployment) {
    const message = `expected an environment other than ${quoteValue(target)}, because the step that pushes the image already uses it. A Bitbucket pipeline can use a deployment environment only once`;
    problems.push(error("ci/deploy", ["deployTo"], message));
  }
  return { command: deploy, environment: target };
}

function deploymentProblems(
  platform: WorkflowPlatform,
  deployment: string | undefined,
  repositories: readonly CiRepository[],
): Problem[] {
  if (deployment === undefined) return [];
  const problem = (message: string): Problem[] => [error("ci/deployment", ["deployment"], message)];
  if (platform !== "bitbucket")
    return problem(`this option is only for bitbucket, but the platform is ${platform}. Remove it`);
  if (repositories.length < 2) return [];
  return problem(
    `expected one repository, found ${repositories.length}. A pipeline can use a deployment environment only once, so name one repository`,
  );
}
