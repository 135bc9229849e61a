import { EMULATED } from "../../emulator/emulator-env";
import { type Environment } from "../../model/environment";
import { type Adopter, type AdoptionPlan } from "../support/adoption/plan";
import { withInterrupts } from "../support/interrupts";
import { type AdoptOptions } from "./adopt";
import { partsFromAws } from "./parts";
import { type PublicAdoption } from "./public";

/** Adds public repositories, which only AWS knows. The emulator and other partitions do not have them. */
export async function withPublic(
  adopter: Adopter,
  others: readonly Environment[],
  plan: AdoptionPlan | undefined,
  options: AdoptOptions,
): Promise<PublicAdoption> {
  const { public: isPublic } = partsFromAws(options);
  const hasPublic = adopter.environment.partition === "aws" && process.env[EMULATED] === undefined;
  if (!isPublic || !hasPublic) return { plan, leftOut: [], skipped: [], remarks: [] };
  const { adoptPublic } = require("./public") as typeof import("./public");
  const { match = [], exact = false, imports: withImports } = options;
  return withInterrupts((signal) => adoptPublic(adopter, plan, { others, match, exact, withImports, signal }));
}
