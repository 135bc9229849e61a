import { shown } from "../modules/core/problem";
import { checkOwnership } from "../modules/operator-role/manages";
import { type Environment } from "./environment";
import { inOrder, type LocatedProblem } from "./problems";
import { type EnvironmentReading } from "./read-environment";
import { stateIdentities } from "./resolve-state";

/**
 * What two environments must not share: a state, a repository, a role, or a repository that the other's operator owns.
 * The later one, by name, is told, and is the one that is not synthesized.
 */
export function checkAcross(readings: readonly EnvironmentReading[]): EnvironmentReading[] {
  const earlier: Environment[] = [];
  return readings.map((reading) => {
    const { environment, file } = reading;
    if (environment === undefined) return reading;
    const found = earlier.flatMap((other) => conflicts(environment, file, other));
    earlier.push(environment);
    if (found.length === 0) return reading;
    return { ...reading, environment: undefined, problems: inOrder([...reading.problems, ...found]) };
  });
}

function conflicts(environment: Environment, file: string, other: Environment): LocatedProblem[] {
  const problem = (
    rule: string,
    message: string,
    place: { file: string; line: number } = { file, line: 1 },
  ): LocatedProblem => ({
    ...place,
    column: 1,
    severity: "error",
    rule,
    message,
  });
  const found: LocatedProblem[] = [];
  const shared = sharedStates(environment, other);
  if (shared.length > 0) {
    const message = `state: the stacks ${shared.join(", ")} would share their state with those of ${other.name}; give each environment a project, bucket or key of its own`;
    found.push(problem("state/shared", message));
  }
  if (environment.location.account !== other.location.account || environment.partition !== other.partition)
    return found;
  const role = sharedRole(environment, other);
  if (role !== undefined) {
    found.push(
      problem(
        "operator/role-shared",
        `operator.roleName: ${other.name} makes the role ${shown(role)} in this account too; choose another name`,
      ),
    );
  }
  if (environment.location.region !== other.location.region) return found;
  const theirs = new Map(other.repositories.map(({ repositoryName, source }) => [repositoryName, source]));
  for (const { repositoryName, source } of environment.repositories) {
    const place = theirs.get(repositoryName);
    if (place === undefined) continue;
    const message = `${shown(repositoryName)} is declared by ${other.name} for the same account and region, at ${place.file}:${place.line}; only one may own it`;
    found.push(problem("repository/shared", message, source));
  }
  return [
    ...found,
    ...ownedByTheOther(environment, other, file, problem),
    ...ownedByTheOther(other, environment, file, problem),
  ];
}

function sharedStates(environment: Environment, other: Environment): string[] {
  const theirs = new Set(stateIdentities(other).values());
  return [...stateIdentities(environment)].flatMap(([stack, identity]) => (theirs.has(identity) ? [stack] : []));
}

function sharedRole({ operator: ours }: Environment, { operator: theirs }: Environment): string | undefined {
  // IAM tells names apart without regard to case, and to the path.
  return ours !== undefined && ours.roleName.toLowerCase() === theirs?.roleName.toLowerCase()
    ? ours.roleName
    : undefined;
}

function ownedByTheOther(
  declaring: Environment,
  managing: Environment,
  file: string,
  problem: (rule: string, message: string, place?: { file: string; line: number }) => LocatedProblem,
): LocatedProblem[] {
  const names = declaring.repositories.map(({ repositoryName }) => repositoryName);
  return checkOwnership(names, managing.operator?.manages ?? []).flatMap(({ at }) => {
    const [index] = at;
    const repository = typeof index === "number" ? declaring.repositories[index] : undefined;
    if (repository === undefined) return [];
    const { repositoryName, source } = repository;
    const message = `${shown(repositoryName)}, declared at ${source.file}:${source.line} for the same account and region, belongs to the operator of ${managing.name} (operator.manages); only one may own it`;
    return [problem("repository/owned-by-operator", message, source.file.startsWith(file) ? source : undefined)];
  });
}
