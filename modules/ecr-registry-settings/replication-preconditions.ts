import { PARTITIONS } from "../../src/domain/aws/partitions";
import { CURRENT } from "../kit/data-sources";
import { condition, expression } from "../kit/role-preconditions";
import { hclText, type Precondition } from "../kit/validation";

const DESTINATIONS = "flatten(coalesce(var.replication, [])[*].destinations)";

/** Patterns of the regions in each partition, as the expression of a local. */
export const REGION_PATTERNS = `{ ${Object.entries(PARTITIONS)
  .map(([name, { prefixes }]) => `${hclText(name)} = ${hclText(`^(?:${prefixes.join("|")})-[a-z]+-[0-9]+$`)}`)
  .join(", ")} }`;

/** Rules for the destinations that depend on the registry's account, region and partition. */
export function replicationPreconditions(): Precondition[] {
  const isItself = `destination.region == ${CURRENT.region} && coalesce(destination.account, ${CURRENT.account}) == ${CURRENT.account}`;
  const foreign = `[for destination in ${DESTINATIONS} : destination.region if !can(regex(local.region_patterns[${CURRENT.partition}], destination.region))]`;
  return [
    condition(
      `!anytrue([for destination in ${DESTINATIONS} : ${isItself}])`,
      `A destination must be in a region or account that differs from the registry's. ${expression(CURRENT.region)} in this account is the registry itself`,
    ),
    condition(
      `length(${foreign}) == 0`,
      `Destinations must be in the registry's partition, ${expression(CURRENT.partition)}, because ECR does not replicate between partitions. Found: ${expression(`join(", ", ${foreign})`)}`,
    ),
  ];
}
