import { formatProblems } from "../../../config/problems";
import { type EnvironmentResult } from "../../../config/environment-result";
import { type Environment } from "../../../model/environment";
import { regionalEnvironments } from "../../../model/regions";
import { readNamedEnvironments } from "../environments";
import { type Adopter } from "./plan";

/** The adopting environment, and the other environments without errors, each of their regions as an environment of its own. */
export function adopterOf(root: string, name: string): { adopter: Adopter; others: readonly Environment[] } {
  const [result] = readNamedEnvironments(root, [name]);
  const adopter = adopterFrom(root, result);
  const others = readNamedEnvironments(root, []).flatMap(({ environment }) => environment ?? []);
  return {
    adopter,
    others: others.filter((environment) => environment.name !== name).flatMap(regionalEnvironments),
  };
}

/** @throws Error with all problems if the environment has errors */
export function adopterFrom(root: string, result: EnvironmentResult | undefined): Adopter {
  const { environment, basis, problems = [] } = result ?? {};
  if (result === undefined || environment === undefined || basis === undefined)
    throw new Error(formatProblems(problems).join("\n"));
  const { file, declarationPlace, document } = result;
  return { root, environment, file, basis, document, declarationPlace };
}
