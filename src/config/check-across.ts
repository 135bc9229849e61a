import { roleIssuer } from "../domain/ci/role-settings";
import { quoteValue, type Path } from "../domain/problems/problem";
import { prefixId } from "../domain/registry/prefix";
import { checkOwnership } from "../domain/operator/manages";
import { type Environment } from "../model/environment";
import { inOrder, type LocatedProblem } from "./problems";
import { lineText, type EnvironmentResult, type WholeEnvironment } from "./environment-result";
import { clusterStackKind, stackKinds } from "../model/stack-kinds";
import { stateIdentities } from "../model/state-identity";
import { type FileOf } from "../model/state-places";

/**
 * What two environments must not share: a state, settings of the registry, a repository, a role, or a repository that the other's operator owns.
 * The later one, by name, is told, and is the one that is not synthesized.
 * @param fileOf the one form of a path of the project, by which states in files are compared
 */
export function checkAcross(readings: readonly EnvironmentResult[], fileOf: FileOf): EnvironmentResult[] {
  const earlier: WholeEnvironment[] = [];
  return readings.map((reading) => {
    const { environment } = reading;
    if (environment === undefined) return reading;
    const whole = { ...reading, environment };
    const found = earlier.flatMap((other) => conflicts(whole, other, fileOf));
    earlier.push(whole);
    if (found.length === 0) return reading;
    return { ...reading, environment: undefined, problems: inOrder([...reading.problems, ...found]) };
  });
}

function conflicts(ours: WholeEnvironment, theirs: WholeEnvironment, fileOf: FileOf): LocatedProblem[] {
  const { environment } = ours;
  const { environment: other } = theirs;
  const found = [...sharedStates(ours, other, fileOf), ...sharedStacks(ours, theirs)];
  if (environment.location.account !== other.location.account || environment.partition !== other.partition)
    return found;
  found.push(...sharedRoles(ours, other), ...sharedProviders(ours, other));
  if (environment.location.region !== other.location.region) return found;
  return [
    ...found,
    ...sharedRegistry(ours, other),
    ...sharedRepositories(ours, theirs),
    ...declaredByUs(ours, other),
    ...declaredByThem(ours, theirs),
  ];
}

/** A problem at a place of the environment's own file. */
function atFile({ file, positionOf }: WholeEnvironment, at: Path, rule: string, message: string): LocatedProblem {
  const field = at.findLast((step): step is string => typeof step === "string");
  return { file, ...(positionOf?.(at) ?? { line: 1, column: 1 }), severity: "error", rule, field, message };
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

function sharedStates(ours: WholeEnvironment, other: Environment, fileOf: FileOf): LocatedProblem[] {
  const theirs = new Set(stateIdentities(other, fileOf).values());
  const shared = [...stateIdentities(ours.environment, fileOf)].flatMap(([stack, identity]) =>
    theirs.has(identity) ? [stack] : [],
  );
  if (shared.length === 0) return [];
  const message = `found the same state as ${other.name} for ${shared.join(", ")}; give each environment a project, bucket or key of its own`;
  return [atFile(ours, ["state"], "state/shared", message)];
}

/** Stacks, and the workspaces of Terraform Cloud, are named after environment and kind: `a-b` may come from two of them. */
function sharedStacks(ours: WholeEnvironment, theirs: WholeEnvironment): LocatedProblem[] {
  const namesOf = ({ environment }: WholeEnvironment): string[] =>
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

function sharedRoles(ours: WholeEnvironment, other: Environment): LocatedProblem[] {
  // IAM tells names apart without regard to case, and to the path.
  const theirs = new Map(rolesOf(other).map(({ roleName }) => [roleName.toLowerCase(), roleName]));
  return rolesOf(ours.environment).flatMap(({ roleName, at, subject }) => {
    const name = theirs.get(roleName.toLowerCase());
    if (name === undefined) return [];
    const message = `${other.name} makes the role ${quoteValue(name)} in this account too; choose another name`;
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
function sharedProviders(ours: WholeEnvironment, other: Environment): LocatedProblem[] {
  const issuersOf = ({ ciRoles, location }: Environment): string[] =>
    ciRoles.map((role) => (role.oidcProvider === "create" ? roleIssuer({ ...role, location }).issuer : ""));
  const theirs = new Set(issuersOf(other));
  return issuersOf(ours.environment).flatMap((issuer, index, all) => {
    if (issuer === "" || !theirs.has(issuer) || all.indexOf(issuer) < index) return [];
    const message = `${other.name} makes the OIDC provider of ${issuer} in this account too, and there is one an account; write lookup here`;
    return [atFile(ours, ["ciRoles", index, "oidcProvider"], "ci-role/provider-shared", message)];
  });
}

/** AWS has each of these once an account and region, so two environments would overwrite each other's for ever. */
function sharedRegistry(ours: WholeEnvironment, { registry: theirs = {}, name }: Environment): LocatedProblem[] {
  const { registry = {} } = ours.environment;
  const settings = (["scanning", "replication", "policy"] as const).flatMap((setting) => {
    if (registry[setting] === undefined || theirs[setting] === undefined) return [];
    const message = `${name} sets it for the same account and region, which have it once; leave it to one of the two`;
    return [atFile(ours, ["registry", setting], "registry/shared", message)];
  });
  const shared = prefixesOf(ours.environment).flatMap(({ id, prefix, at }) => {
    if (!prefixesOf({ registry: theirs }).some((other) => other.id === id)) return [];
    const message = `${quoteValue(prefix)} is of ${name} for the same account and region, which have a prefix once; choose another`;
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

function sharedRepositories(ours: WholeEnvironment, theirs: WholeEnvironment): LocatedProblem[] {
  const names = new Set(theirs.environment.repositories.map(({ repositoryName }) => repositoryName));
  return ours.environment.repositories.flatMap(({ repositoryName }) => {
    if (!names.has(repositoryName)) return [];
    const place = lineText(theirs.declarationPlace(repositoryName));
    const message = `${quoteValue(repositoryName)} is declared by ${theirs.name} for the same account and region, at ${place}; only one may own it, take it out of the other`;
    return [atRepository(ours, repositoryName, "repository/shared", message)];
  });
}

function declaredByUs(ours: WholeEnvironment, other: Environment): LocatedProblem[] {
  return ownedNames(ours.environment, other).map((name) => {
    const message = `${quoteValue(name)} belongs to the operator of ${other.name} (operator.manages), in the same account and region; leave it to one of the two`;
    return atRepository(ours, name, "repository/owned-by-operator", message);
  });
}

function declaredByThem(ours: WholeEnvironment, theirs: WholeEnvironment): LocatedProblem[] {
  return ownedNames(theirs.environment, ours.environment).map((name) => {
    const place = lineText(theirs.declarationPlace(name));
    const message = `${quoteValue(name)} is declared by ${theirs.name} for the same account and region, at ${place}; leave it to one of the two`;
    return atFile(ours, ["operator", "manages"], "repository/owned-by-operator", message);
  });
}

/** Names of repositories that one environment declares and the operator of another owns. */
function ownedNames(declaring: Environment, managing: Environment): string[] {
  const names = declaring.repositories.map(({ repositoryName }) => repositoryName);
  return checkOwnership(names, managing.operator?.manages ?? []).flatMap(({ at: [index] }) =>
    typeof index === "number" ? (names[index] ?? []) : [],
  );
}
