import { formatProblem } from "../../../config/problems";
import { type EnvironmentReading } from "../../../config/environment-reading";
import { type Environment } from "../../../model/environment";
import { readNamedEnvironments } from "../environments";
import { type Adopter } from "./plan";

/** The environment that adopts, without errors, and the others that have none. */
export function adopterOf(root: string, name: string): { adopter: Adopter; others: readonly Environment[] } {
  const [reading] = readNamedEnvironments(root, [name]);
  const adopter = adopterFrom(root, reading);
  const others = readNamedEnvironments(root, []).flatMap((it) => it.environment ?? []);
  return { adopter, others: others.filter((it) => it.name !== name) };
}

/** @throws Error with all problems of an environment that is broken */
export function adopterFrom(root: string, reading: EnvironmentReading | undefined): Adopter {
  const { environment, basis, file, problems } = reading ?? { problems: [] };
  if (environment === undefined || basis === undefined || file === undefined)
    throw new Error(problems.map(formatProblem).join("\n"));
  return { root, environment, file, basis };
}
