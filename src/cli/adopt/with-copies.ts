import { type Environment } from "../../model/environment";
import { registryStackFinder } from "../../model/registry-parts";
import { withStacksOfCopies } from "../../model/stack-kinds";
import { type Adopter, type AdoptionPlan } from "../support/adoption/plan";
import { withInterrupts } from "../support/interrupts";
import { type AdoptOptions } from "./adopt";
import { type AdoptionNote } from "./candidates";
import { type Adoption } from "./report";

/** Names of the stacks to deploy, in their order. */
export function stacksOf({ environment }: Adopter, plan: AdoptionPlan | undefined): string[] {
  const stackOf = registryStackFinder(environment);
  const kinds = (plan?.adopted ?? []).map(({ repositoryName }) => stackOf(repositoryName));
  return withStacksOfCopies(environment, kinds).map((kind) => `${environment.name}-${kind}`);
}

/** Notes about copies that the files do not have. */
export function unreadCopies(
  { environment: { name, regions = [] } }: Adopter,
  plan: AdoptionPlan | undefined,
  { imports }: AdoptOptions,
): AdoptionNote[] {
  if (plan === undefined || !imports) return [];
  return regions.map(({ region }) => ({
    text: `copies in ${region} are not read from these files. If they exist, run npx ecr adopt ${name}/${region} --from aws`,
  }));
}

/** Adds imports of the adopted repositories' copies that exist. Only AWS knows them. */
export async function withCopies(
  adopter: Adopter,
  plan: AdoptionPlan | undefined,
  { from, imports, exact = false }: AdoptOptions,
): Promise<Pick<Adoption, "plan" | "copies">> {
  const { regions = [] } = adopter.environment;
  if (plan === undefined || regions.length === 0 || !imports || !from.includes("aws")) return { plan };
  const { adoptCopies } = require("../support/adoption/copies") as typeof import("../support/adoption/copies");
  const adopted = new Set(plan.adopted.map(({ repositoryName }) => repositoryName));
  const wants = (_: Environment, repositoryName: string): boolean => adopted.has(repositoryName);
  const { files, ...copies } = await withInterrupts((signal) =>
    adoptCopies(adopter, { files: plan.files, wants, exact }, signal),
  );
  return { plan: { ...plan, files }, copies };
}
