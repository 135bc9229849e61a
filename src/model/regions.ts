import { partitionOf } from "../domain/aws/arn";
import { grantParts } from "../domain/grants/parts";
import { PUBLIC_REGION, publicNameOf } from "../domain/public-repositories/settings";
import { copyEncryption, hasCopy, registryOfCopy } from "../domain/regions/copies";
import {
  type Environment,
  type RegionSettings,
  type RepositoryDeclaration,
  type RepositoryImport,
} from "./environment";

/** The regions of an environment, each as an environment of its own. The first has the roles. */
export function regionalEnvironments(environment: Environment): Environment[] {
  const { regions = [], regional } = environment;
  if (regions.length === 0 || regional !== undefined) return [environment];
  return [{ ...environment, regional: "main" }, ...regions.map((region) => copyIn(environment, region))];
}

/** An environment in the region of its account's public repositories, for clients and messages. */
export function inPublicRegion(environment: Environment): Environment {
  return { ...environment, location: { account: environment.location.account, region: PUBLIC_REGION } };
}

/** What a stack's kind begins with: nothing in the environment's own region, `us-east-1-` in another. */
export function stackPrefix({ regional, location }: Pick<Environment, "regional" | "location">): string {
  return regional === "copy" ? `${location.region}-` : "";
}

/** A further region: copies of the repositories, and its registry's settings. The first region has everything else. */
function copyIn(environment: Environment, settings: RegionSettings): Environment {
  const {
    operator: _o,
    workloadRoles: _w,
    otherCaches: _c,
    notifications: _n,
    publicRepositories: _p,
    ...rest
  } = environment;
  const { location, registry, repositories, removed, released } = environment;
  const { region, imports } = settings;
  const own = registryOfCopy(registry, settings.registry);
  const copied = (name: string): boolean => publicNameOf(name) === undefined && hasCopy(settings, name);
  return {
    ...rest,
    regional: "copy",
    location: { account: location.account, region, ...(location.dualStack === true ? { dualStack: true } : {}) },
    repositories: repositories.flatMap((repository) =>
      copied(repository.repositoryName) ? [copyOf(repository, location.account, settings)] : [],
    ),
    registry: Object.keys(own).length === 0 ? undefined : own,
    removed: [...removed.filter(copied), ...(settings.removed ?? [])],
    released: [...released.filter(copied), ...(settings.released ?? [])],
    imports: imports.map((entry) => withPrefix(entry, region)),
    clusters: [],
    ciRoles: [],
  };
}

function withPrefix({ fromStack, ...entry }: RepositoryImport, region: string): RepositoryImport {
  return fromStack === undefined ? entry : { ...entry, fromStack: `${region}-${fromStack}` };
}

/** Statements for services name the region of their functions. */
function copyOf(
  { cached: _, grants, ...repository }: RepositoryDeclaration,
  account: string,
  settings: RegionSettings,
): RepositoryDeclaration {
  const { pull = [], push = [], encryptionConfiguration: encryption } = repository;
  const { region } = settings;
  const context = { partition: partitionOf(region), account, region };
  return {
    ...repository,
    // The environment's checks have found a key.
    encryptionConfiguration: copyEncryption(encryption, settings) ?? encryption,
    ...(grants === undefined
      ? {}
      : { grants: [...grantParts(pull, "pull", context), ...grantParts(push, "push", context)] }),
  };
}
