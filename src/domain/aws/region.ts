import { distance } from "fastest-levenshtein";
import { DUAL_STACK_PARTITIONS, type RegistryLocation } from "./arn";
import { partitionOf, PARTITIONS_DATE, REGION, REGIONS } from "./partitions";
import { error, oneOf, quoteValue, warning, type Path, type Problem } from "../problems/problem";

const NEAREST = 3;

/** The three known regions with the most similar spelling. */
function nearestRegions(region: string): string {
  const ranked = REGIONS.map((name) => ({ name, far: distance(name, region.toLowerCase()) }));
  const nearest = ranked.sort((a, b) => a.far - b.far || a.name.localeCompare(b.name, "en")).slice(0, NEAREST);
  return oneOf(nearest.map(({ name }) => name));
}

/** The message for a text that cannot be a region. */
export function regionMessage(region: unknown): string {
  const hint = typeof region === "string" ? `. The closest matches are ${nearestRegions(region.slice(0, 100))}` : "";
  return `${regionExpected(quoteValue(region))}${hint}`;
}

/** @param found the text that is not a region, in quotes */
export function regionExpected(found: string): string {
  return `expected an AWS region such as "eu-west-1", found ${found}`;
}

/**
 * An error if no partition can have the region; a warning if it is newer than the project's table, or misspelled.
 * @param rule id of the rule, such as `environment/region`
 */
export function checkRegion(region: string, rule: string, at: Path): Problem[] {
  if (REGIONS.includes(region)) return [];
  if (!REGION.test(region)) return [error(rule, at, regionMessage(region))];
  const message = `expected an AWS region known as of ${PARTITIONS_DATE}, found ${quoteValue(region)}, which is treated as a new region in partition ${partitionOf(region)}. Check the spelling; the closest matches are ${nearestRegions(region)}`;
  return [warning(`${rule}-unknown`, at, message)];
}

/** The dual-stack host names of other partitions are not known. */
export function checkDualStack({ region, dualStack }: RegistryLocation): Problem[] {
  const partition = partitionOf(region);
  if (dualStack !== true || DUAL_STACK_PARTITIONS.includes(partition)) return [];
  const message = `expected false in ${region}, found true. Dual-stack registries are known only in the partitions ${oneOf(DUAL_STACK_PARTITIONS, "and")}. Remove dualStack`;
  return [error("environment/dual-stack", [], message)];
}
