import { type Environment } from "../../model/environment";
import { registryStackFinder } from "../../model/registry-parts";
import { withStacksOfCopies } from "../../model/stack-kinds";
import { type Adopter, type AdoptionPlan } from "../support/adoption/plan";
import { withInterrupts } from "../support/interrupts";
import { type AdoptOptions } from "./adopt";
import { type AdoptionNote } from "./candidates";
import { type Adoption } from "./report";
import { countText, listText } from "../../domain/text/format";
import { originText } from "../../domain/repository/differences/origin";
import { type ExistingCopy } from "../../operations/adoption/copy";
import { type CopyAdoption } from "../support/adoption/copies";

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

type Copies = Pick<CopyAdoption, "copies" | "leftOut">;

/** Copies for programs, as `--help` documents them. */
export function copiesRecord({ copies, leftOut }: Copies): object {
  return {
    copies: copies.map(({ region, repositoryName, without, differences }) => ({
      region,
      repositoryName,
      without,
      differences,
    })),
    copiesLeftOut: leftOut,
  };
}

export function copyCounts(copies: readonly ExistingCopy[], isWritten: boolean): string[] {
  const regions = new Map<string, number>();
  for (const { region } of copies) regions.set(region, (regions.get(region) ?? 0) + 1);
  const verb = isWritten ? "listed under imports" : "to list under imports";
  return [...regions].map(([region, count]) => `${countText(count, "copy", "copies")} in ${region} ${verb}`);
}

/** What keeps copies from being imported, and what the first deployment changes. Copies with equal differences share a line. */
export function copyNotes({ copies, leftOut }: Copies): string[] {
  const equal = new Map<string, { readonly region: string; readonly names: string[]; readonly text: string }>();
  for (const { region, repositoryName, differences } of copies) {
    if (differences.length === 0) continue;
    const text = differences.map(originText).join("; ");
    const group = equal.get(`${region} ${text}`) ?? { region, names: [], text };
    group.names.push(repositoryName);
    equal.set(`${region} ${text}`, group);
  }
  return [
    ...leftOut.map(({ region, repositoryName, reason }) => `left out: ${repositoryName} in ${region}: ${reason}`),
    ...[...equal.values()].map(({ region, names, text }) => {
      const which =
        names.length === 1
          ? `the copy of ${listText(names)}`
          : `${countText(names.length, "copy", "copies")} (${listText(names)})`;
      return `note: the first deployment will change ${which} in ${region}: ${text}`;
    }),
  ];
}
