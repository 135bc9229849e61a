import { roleIssuer } from "../domain/ci/role-settings";
import { quoteValue, type Path } from "../domain/problems/problem";
import { prefixId } from "../domain/registry/prefix";
import { checkOwnership } from "../domain/operator/manages";
import { type Environment, type RepositoryDeclaration } from "../model/environment";
import { inOrder, type LocatedProblem } from "./problems";
import { type EnvironmentReading } from "./environment-reading";
import { clusterStackKind, stackKinds } from "../model/stack-kinds";
import { stateIdentities } from "../model/state-identity";

type Whole = EnvironmentReading & { readonly environment: Environment };

/**
 * What two environments must not share: a state, settings of the registry, a repository, a role, or a repository that the other's operator owns.
 * The later one, by name, is told, and is the one that is not synthesized.
 */
export function checkAcross(readings: readonly EnvironmentReading[]): EnvironmentReading[] {
  const earlier: Whole[] = [];
  return readings.map((reading) => {
    const { environment } = reading;
    if (environment === undefined) return reading;
    const whole = { ...reading, environment };
    const found = earlier.flatMap((other) => conflicts(whole, other));
    earlier.push(whole);
    if (found.length === 0) return reading;
    return { ...reading, environment: undefined, problems: inOrder([...reading.problems, ...found]) };
  });
}

function conflicts(ours: Whole, theirs: Whole): LocatedProblem[] {
  const { environment } = ours;
  const { environment: other } = theirs;
  const found = [...sharedStates(ours, other), ...sharedStacks(ours, theirs)];
  if (environment.location.account !== other.location.account || environment.partition !== other.partition)
    return found;
  found.push(...sharedRoles(ours, other), ...sharedProviders(ours, other));
  if (environment.location.region !== other.location.region) return found;
  return [
    ...found,
    ...sharedRegistry(ours, other),
    ...sharedRepositories(environment, other),
    ...declaredByUs(environment, other),
    ...declaredByThem(ours, other),
  ];
}

/** A problem at a place of the environment's own file. */
function atFile({ file, positionOf }: Whole, at: Path, rule: string, message: string): LocatedProblem {
  return { file, ...(positionOf?.(at) ?? { line: 1, column: 1 }), severity: "error", rule, message };
}

/** A problem at a repository's name. */
function atRepository({ source }: RepositoryDeclaration, rule: string, message: string): LocatedProblem {
  return { file: source.file, line: source.line, column: source.column ?? 1, severity: "error", rule, message };
}

function sharedStates(ours: Whole, other: Environment): LocatedProblem[] {
  const theirs = new Set(stateIdentities(other).values());
  const shared = [...stateIdentities(ours.environment)].flatMap(([stack, identity]) =>
    theirs.has(identity) ? [stack] : [],
  );
  if (shared.length === 0) return [];
  const message = `state: found the same state as ${other.name} for ${shared.join(", ")}; give each environment a project, bucket or key of its own`;
  return [atFile(ours, ["state"], "state/shared", message)];
}

/** Stacks, and the workspaces of Terraform Cloud, are named after environment and kind: `a-b` may come from two of them. */
function sharedStacks(ours: Whole, theirs: Whole): LocatedProblem[] {
  const namesOf = ({ environment }: Whole): string[] =>
    stackKinds(environment).map((kind) => `${environment.name}-${kind}`);
  const known = new Set(namesOf(theirs));
  return namesOf(ours)
    .filter((name) => known.has(name))
    .map((name) => {
      const message = `expected a stack name of its own, found ${name}, which ${theirs.name} has too (${theirs.file}). Rename the environment's folder or the cluster's key`;
      return atFile(ours, clusterAt(ours.environment, name), "stack/shared", message);
    });
}

/** The key of the cluster that a stack is named after, or the environment's file as a whole. */
function clusterAt({ name, clusters }: Environment, stack: string): Path {
  const index = clusters.findIndex((cluster) => `${name}-${clusterStackKind({ clusters }, cluster)}` === stack);
  return index < 0 ? [] : clusters.length > 1 ? ["clusters", index, "key"] : ["cluster"];
}

function sharedRoles(ours: Whole, other: Environment): LocatedProblem[] {
  // IAM tells names apart without regard to case, and to the path.
  const theirs = new Map(rolesOf(other).map(({ roleName }) => [roleName.toLowerCase(), roleName]));
  return rolesOf(ours.environment).flatMap(({ roleName, at, subject }) => {
    const name = theirs.get(roleName.toLowerCase());
    if (name === undefined) return [];
    const message = `roleName: ${other.name} makes the role ${quoteValue(name)} in this account too; choose another name`;
    return [atFile(ours, [...at, "roleName"], `${subject}/role-shared`, message)];
  });
}

function rolesOf({ operator, ciRoles }: Environment) {
  const ofOperator =
    operator === undefined ? [] : [{ roleName: operator.roleName, at: ["operator"], subject: "operator" }];
  return [
    ...ofOperator,
    ...ciRoles.map(({ roleName }, index) => ({ roleName, at: ["ciRoles", index], subject: "ci-role" })),
  ];
}

/** An account has one OIDC provider for an issuer, so one environment makes it and the others look it up. */
function sharedProviders(ours: Whole, other: Environment): LocatedProblem[] {
  const issuersOf = ({ ciRoles, location }: Environment): string[] =>
    ciRoles.map((role) => (role.oidcProvider === "create" ? roleIssuer({ ...role, location }).issuer : ""));
  const theirs = new Set(issuersOf(other));
  return issuersOf(ours.environment).flatMap((issuer, index, all) => {
    if (issuer === "" || !theirs.has(issuer) || all.indexOf(issuer) < index) return [];
    const message = `oidcProvider: ${other.name} makes the OIDC provider of ${issuer} in this account too, and there is one an account; write lookup here`;
    return [atFile(ours, ["ciRoles", index, "oidcProvider"], "ci-role/provider-shared", message)];
  });
}

/** AWS has each of these once an account and region, so two environments would overwrite each other's for ever. */
function sharedRegistry(ours: Whole, { registry: theirs = {}, name }: Environment): LocatedProblem[] {
  const { registry = {} } = ours.environment;
  const settings = (["scanning", "replication", "policy"] as const).flatMap((setting) => {
    if (registry[setting] === undefined || theirs[setting] === undefined) return [];
    const message = `registry.${setting}: ${name} sets it for the same account and region, which have it once; leave it to one of the two`;
    return [atFile(ours, ["registry", setting], "registry/shared", message)];
  });
  const shared = prefixesOf(ours.environment).flatMap(({ id, prefix, at }) => {
    if (!prefixesOf({ registry: theirs }).some((other) => other.id === id)) return [];
    const message = `${at.at(-1) ?? ""}: ${quoteValue(prefix)} is of ${name} for the same account and region, which have a prefix once; choose another`;
    return [atFile(ours, at, "registry/shared", message)];
  });
  return [...settings, ...shared];
}

/** Prefixes of the registry's cache and templates, with what tells them apart, and where each stands. */
function prefixesOf({
  registry: { pullThroughCache = [], creationTemplates = [] } = {},
}: Pick<Environment, "registry">) {
  const place = (setting: string, key: string) => (prefix: string, index: number) => {
    return { id: `${setting} ${prefixId(prefix)}`, prefix, at: ["registry", setting, index, key] };
  };
  return [
    ...pullThroughCache.map((it) => it.ecrRepositoryPrefix).map(place("pullThroughCache", "ecrRepositoryPrefix")),
    ...creationTemplates.map((it) => it.prefix).map(place("creationTemplates", "prefix")),
  ];
}

function sharedRepositories(environment: Environment, other: Environment): LocatedProblem[] {
  const theirs = new Map(other.repositories.map(({ repositoryName, source }) => [repositoryName, source]));
  return environment.repositories.flatMap((repository) => {
    const place = theirs.get(repository.repositoryName);
    if (place === undefined) return [];
    const message = `${quoteValue(repository.repositoryName)} is declared by ${other.name} for the same account and region, at ${place.file}:${place.line}; only one may own it, take it out of the other`;
    return [atRepository(repository, "repository/shared", message)];
  });
}

function declaredByUs(environment: Environment, other: Environment): LocatedProblem[] {
  return owned(environment, other).map((repository) => {
    const message = `${quoteValue(repository.repositoryName)} belongs to the operator of ${other.name} (operator.manages), in the same account and region; leave it to one of the two`;
    return atRepository(repository, "repository/owned-by-operator", message);
  });
}

function declaredByThem(ours: Whole, other: Environment): LocatedProblem[] {
  return owned(other, ours.environment).map(({ repositoryName, source }) => {
    const message = `manages: ${quoteValue(repositoryName)} is declared by ${other.name} for the same account and region, at ${source.file}:${source.line}; leave it to one of the two`;
    return atFile(ours, ["operator", "manages"], "repository/owned-by-operator", message);
  });
}

/** Repositories of one environment that the operator of another owns. */
function owned(declaring: Environment, managing: Environment): RepositoryDeclaration[] {
  const names = declaring.repositories.map(({ repositoryName }) => repositoryName);
  return checkOwnership(names, managing.operator?.manages ?? []).flatMap(({ at: [index] }) => {
    const repository = typeof index === "number" ? declaring.repositories[index] : undefined;
    return repository === undefined ? [] : [repository];
  });
}
