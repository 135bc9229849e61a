import { formatProblems } from "../../../config/problems";
import { type EnvironmentResult } from "../../../config/environment-result";
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
export function adopterFrom(root: string, reading: EnvironmentResult | undefined): Adopter {
  const { environment, basis, problems = [] } = reading ?? {};
  if (reading === undefined || environment === undefined || basis === undefined)
    throw new Error(formatProblems(problems).join("\n"));
  const { file, declarationPlace } = reading;
  return { root, environment, file, basis, declarationPlace };
}
