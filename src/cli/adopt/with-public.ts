import { EMULATED } from "../../emulator/emulator-env";
import { type Environment } from "../../model/environment";
import { type Adopter, type AdoptionPlan } from "../support/adoption/plan";
import { withInterrupts } from "../support/interrupts";
import { type AdoptOptions } from "./adopt";
import { partsFromAws } from "./candidates";
import { type PublicAdoption } from "./public";

/**
 * Adds public repositories, which only AWS knows. The emulator and other partitions do not have them. An environment with endpoints
 * of its own may not reach AWS, so there `--public` must be written.
 */
export async function withPublic(
  adopter: Adopter,
  others: readonly Environment[],
  plan: AdoptionPlan | undefined,
  options: AdoptOptions,
): Promise<PublicAdoption> {
  const { public: isPublic } = partsFromAws(options);
  const { partition, provider } = adopter.environment;
  const isReached = options.public !== undefined || Object.keys(provider.endpoints).length === 0;
  const hasPublic = partition === "aws" && isReached && process.env[EMULATED] === undefined;
  if (!isPublic || !hasPublic) return { plan, leftOut: [], skipped: [], remarks: [] };
  const { adoptPublic } = require("./public") as typeof import("./public");
  const { match = [], exact = false, imports: withImports } = options;
  return withInterrupts((signal) => adoptPublic(adopter, plan, { others, match, exact, withImports, signal }));
}
