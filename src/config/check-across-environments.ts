import { roleIssuer } from "../domain/ci/role-settings";
import { oneOf, quoteValue, type Path } from "../domain/problems/problem";
import { prefixId } from "../domain/registry/addresses";
import { checkOwnership } from "../domain/operator/manages";
import { type Environment } from "../model/environment";
import { regionalEnvironments } from "../model/regions";
import { fieldOf, inOrder, type LocatedProblem } from "./problems";
import { lineText, type EnvironmentResult, type WholeEnvironment } from "./environment-result";
import { clusterStackKind, groupStackKind, stackKinds } from "../model/stack-kinds";
import { stateIdentities } from "../model/state-identity";
import { type FileOf } from "../model/state-places";

/**
 * Reports what two environments must not share: states, registry settings, roles, and repositories, whether declared or
 * owned by an operator. The problem belongs to the environment whose name comes later, which is then not synthesized.
 * @param fileOf maps equivalent paths of the project to one, to compare states in files
 */
export function checkAcross(results: readonly EnvironmentResult[], fileOf: FileOf): EnvironmentResult[] {
  const earlier: WholeEnvironment[] = [];
  return results.map((result) => {
    const { environment } = result;
    if (environment === undefined) return result;
    const whole = { ...result, environment };
    const found = earlier.flatMap((other) => conflicts(whole, other, fileOf));
    earlier.push(whole);
    if (found.length === 0) return result;
    return { ...result, environment: undefined, problems: inOrder([...result.problems, ...found]) };
  });
}

function conflicts(current: WholeEnvironment, earlier: WholeEnvironment, fileOf: FileOf): LocatedProblem[] {
  const { environment } = current;
  const { environment: other } = earlier;
  const found = [...sharedStates(current, other, fileOf), ...sharedStacks(current, earlier)];
  if (environment.location.account !== other.location.account || environment.partition !== other.partition)
    return found;
  const others = new Map(regionalEnvironments(other).map((regional) => [regional.location.region, regional]));
  return [
    ...found,
    ...sharedRoles(current, other),
    ...sharedProviders(current, other),
    ...sharedPublicRepositories(current, other),
    ...regionalEnvironments(environment).flatMap((regional) => {
      const sameRegistry = others.get(regional.location.region);
      if (sameRegistry === undefined) return [];
      return sharedInRegion({ ...current, environment: regional }, { ...earlier, environment: sameRegistry });
    }),
  ];
}

/** Conflicts of environments, or of their regions, in the same registry. */
function sharedInRegion(current: WholeEnvironment, earlier: WholeEnvironment): LocatedProblem[] {
  const { environment: other } = earlier;
  return [
    ...sharedRegistry(current, other),
    ...sharedRepositories(current, earlier),
    ...repositoriesOfOperator(current, other),
    ...operatorsRepositories(current, earlier),
  ];
}

/** A problem at a setting of the environment. */
function atFile({ file, document }: WholeEnvironment, at: Path, rule: string, message: string): LocatedProblem {
  const place = document?.positionOf(at) ?? { file, line: 1, column: 1 };
  return { ...place, severity: "error", rule, field: fieldOf(at), message };
}

/** A problem at a repository's name. */
function atRepository(
  { file, declarationPlace }: WholeEnvironment,
  repositoryName: string,
  rule: string,
  message: string,
): LocatedProblem {
  const place = declarationPlace(repositoryName) ?? { file, line: 1, column: 1 };
  return { ...place, severity: "error", rule, message };
}

function sharedStates(current: WholeEnvironment, other: Environment, fileOf: FileOf): LocatedProblem[] {
  const otherIdentities = new Set(stateIdentities(other, fileOf).values());
  const shared = [...stateIdentities(current.environment, fileOf)].flatMap(([stack, identity]) =>
    otherIdentities.has(identity) ? [stack] : [],
  );
  if (shared.length === 0) return [];
  const message = `expected a separate state, found the same state as in ${other.name} for ${oneOf(shared, "and")}. Use a different project, or a different location under state`;
  return [atFile(current, ["state"], "state/shared", message)];
}

/** Stacks and Terraform Cloud workspaces are named `<environment>-<kind>`, so two environments can have the same name. */
function sharedStacks(current: WholeEnvironment, earlier: WholeEnvironment): LocatedProblem[] {
  const namesOf = ({ environment }: WholeEnvironment): string[] =>
    stackKinds(environment).map((kind) => `${environment.name}-${kind}`);
  const known = new Set(namesOf(earlier));
  return namesOf(current)
    .filter((name) => known.has(name))
    .map((name) => {
      const message = `expected a unique stack name, found ${name}, which ${earlier.name} also uses (${earlier.file}). Rename the environment's folder, the cluster's key or the group`;
      return atFile(current, stackAt(current.environment, name), "stack/shared", message);
    });
}

/** Path of the group's name or the cluster's key that a stack is named after, or of the whole file. */
function stackAt({ name, clusters, groups = [] }: Environment, stack: string): Path {
  const group = groups.findIndex((entry) => `${name}-${groupStackKind(entry)}` === stack);
  if (group >= 0) return ["groups", group, "name"];
  const index = clusters.findIndex((cluster) => `${name}-${clusterStackKind({ clusters }, cluster)}` === stack);
  return index < 0 ? [] : clusters.length > 1 ? ["clusters", index, "key"] : ["cluster"];
}

function sharedRoles(current: WholeEnvironment, other: Environment): LocatedProblem[] {
  // IAM ignores the case of role names, and they must be unique whatever their paths.
  const otherNames = new Map(rolesOf(other).map(({ roleName }) => [roleName.toLowerCase(), roleName]));
  return rolesOf(current.environment).flatMap(({ roleName, at, subject }) => {
    const name = otherNames.get(roleName.toLowerCase());
    if (name === undefined) return [];
    const message = `expected a unique name in the account, found ${quoteValue(name)}, which ${other.name} also uses. Rename one of the roles`;
    const setting = subject === "workload-role" ? "name" : "roleName";
    return [atFile(current, [...at, setting], `${subject}/role-shared`, message)];
  });
}

function rolesOf({ operator, ciRoles, workloadRoles = [], registry, regions = [] }: Environment) {
  const roleAt = (at: Path, subject: string, role: { readonly roleName: string } | undefined) =>
    role === undefined ? [] : [{ roleName: role.roleName, at, subject }];
  return [
    ...roleAt(["operator"], "operator", operator),
    ...roleAt(["registry", "templateRole"], "registry", registry?.templateRole),
    ...regions.flatMap(({ region, registry: own }) =>
      roleAt(["regions", region, "registry", "templateRole"], "registry", own?.templateRole),
    ),
    ...ciRoles.flatMap((role, index) => roleAt(["ciRoles", index], "ci-role", role)),
    ...workloadRoles.flatMap((role, index) => roleAt(["workloadRoles", index], "workload-role", role)),
  ];
}

/** An account has one OIDC provider for each issuer, so one environment creates it and the others look it up. */
function sharedProviders(current: WholeEnvironment, other: Environment): LocatedProblem[] {
  const issuersOf = ({ ciRoles, location }: Environment): string[] =>
    ciRoles.map((role) => (role.oidcProvider === "create" ? roleIssuer({ ...role, location }).issuer : ""));
  const otherIssuers = new Set(issuersOf(other));
  return issuersOf(current.environment).flatMap((issuer, index, all) => {
    if (issuer === "" || !otherIssuers.has(issuer) || all.indexOf(issuer) < index) return [];
    const message = `expected lookup, because ${other.name} creates the account's OIDC provider for ${issuer}, found create. Write lookup`;
    return [atFile(current, ["ciRoles", index, "oidcProvider"], "ci-role/provider-shared", message)];
  });
}

/** These exist once per account and region, so two environments would overwrite each other's settings. */
function sharedRegistry(
  current: WholeEnvironment,
  { registry: otherRegistry = {}, name }: Environment,
): LocatedProblem[] {
  const { registry = {} } = current.environment;
  const settings = (["accountSettings", "scanning", "replication", "policy", "quotaAlarms"] as const).flatMap(
    (setting) => {
      if (registry[setting] === undefined || otherRegistry[setting] === undefined) return [];
      const message = `expected this setting in only one environment per account and region, found it in ${name} as well. Remove it from one environment`;
      return [atFile(current, ["registry", setting], "registry/shared", message)];
    },
  );
  if (registry.key !== undefined && registry.key.alias === otherRegistry.key?.alias) {
    const message = `expected a unique alias per account and region, found ${registry.key.alias} in ${name} as well. To share the key of ${name}, remove registry.key and set kmsKey to this alias in the repositories. For a separate key, use a different alias`;
    settings.push(atFile(current, ["registry", "key", "alias"], "registry/shared", message));
  }
  const prefixes = entriesOf(current.environment).flatMap(({ id, prefix, at }) => {
    if (!entriesOf({ registry: otherRegistry }).some((other) => other.id === id)) return [];
    const message = `expected this entry once per account and region, found ${quoteValue(prefix)} in ${name} as well. Remove one`;
    return [atFile(current, at, "registry/shared", message)];
  });
  return [...settings, ...prefixes];
}

/** Entries of the registry's lists, by their prefix or principal, each with an id that is unique in a registry, and its path. */
function entriesOf({
  registry: { pullThroughCache = [], creationTemplates = [], pullTimeUpdateExclusions = [] } = {},
}: Pick<Environment, "registry">) {
  const place = (setting: string, key: string) => (prefix: string, index: number) => {
    return { id: `${setting} ${prefixId(prefix)}`, prefix, at: ["registry", setting, index, key] };
  };
  return [
    ...pullThroughCache
      .map(({ ecrRepositoryPrefix }) => ecrRepositoryPrefix)
      .map(place("pullThroughCache", "ecrRepositoryPrefix")),
    ...creationTemplates.map(({ prefix }) => prefix).map(place("creationTemplates", "prefix")),
    ...pullTimeUpdateExclusions.map((principal, index) => ({
      id: principal,
      prefix: principal,
      at: ["registry", "pullTimeUpdateExclusions", index],
    })),
  ];
}

function sharedRepositories(current: WholeEnvironment, earlier: WholeEnvironment): LocatedProblem[] {
  const names = new Set(earlier.environment.repositories.map(({ repositoryName }) => repositoryName));
  return current.environment.repositories.flatMap(({ repositoryName }) => {
    if (!names.has(repositoryName)) return [];
    const place = lineText(earlier.declarationPlace(repositoryName));
    const message = `expected one declaration per account and region, found ${quoteValue(repositoryName)} in ${earlier.name} as well (${place}). Remove one`;
    return [atRepository(current, repositoryName, "repository/shared", message)];
  });
}

/** An account has one public registry, whatever the regions of its environments. */
function sharedPublicRepositories(current: WholeEnvironment, other: Environment): LocatedProblem[] {
  const names = new Set(other.publicRepositories?.map(({ repositoryName }) => repositoryName));
  return (current.environment.publicRepositories ?? []).flatMap(({ repositoryName }, index) => {
    if (!names.has(repositoryName)) return [];
    const message = `expected one declaration per account, found ${quoteValue(repositoryName)} in ${other.name} as well. Remove one`;
    return [atFile(current, ["publicRepositories", index, "repositoryName"], "public/shared", message)];
  });
}

/** Repositories of the current environment that the operator of another one owns. */
function repositoriesOfOperator(current: WholeEnvironment, other: Environment): LocatedProblem[] {
  return ownedNames(current.environment, other).map((name) => {
    const message = `expected one owner, found ${quoteValue(name)} declared here and covered by operator.manages in ${other.name}, in the same account and region. Remove the declaration, or the entry in operator.manages`;
    return atRepository(current, name, "repository/owned-by-operator", message);
  });
}

/** Repositories of another environment that the operator of the current one owns. */
function operatorsRepositories(current: WholeEnvironment, earlier: WholeEnvironment): LocatedProblem[] {
  return ownedNames(earlier.environment, current.environment).map((name) => {
    const place = lineText(earlier.declarationPlace(name));
    const message = `expected one owner, found ${quoteValue(name)} covered by operator.manages here and declared in ${earlier.name} (${place}), in the same account and region. Remove the declaration, or the entry in operator.manages`;
    return atFile(current, ["operator", "manages"], "repository/owned-by-operator", message);
  });
}

/** Repositories that one environment declares and the operator of another owns. */
function ownedNames(declaring: Environment, managing: Environment): string[] {
  const names = declaring.repositories.map(({ repositoryName }) => repositoryName);
  return checkOwnership(names, managing.operator?.manages ?? []).flatMap(({ at: [index] }) =>
    typeof index === "number" ? (names[index] ?? []) : [],
  );
}
