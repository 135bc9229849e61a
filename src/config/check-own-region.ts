import { checkRegion } from "../domain/aws/region";
import { error, type Problem } from "../domain/problems/problem";
import { type Drafts } from "./formats/draft";
import { type AppliedManifests } from "./provider-manifests";
import { type WrittenEnvironment } from "./schema/environment-schema";
import { type SourceDocument } from "./source/source";
import { type ValidFields } from "./valid-fields";

/** Checks the environment's own region, which a manifest can set too. */
export function checkOwnRegion(
  { data }: SourceDocument,
  { fields, invalid }: ValidFields<WrittenEnvironment>,
  { providerNames, providers }: Drafts,
  applied: AppliedManifests,
): Problem[] {
  if (fields.region !== undefined) return checkRegion(fields.region, "environment/region", ["region"]);
  // The region may be in a manifest that has a fault.
  const mayBeStated =
    providerNames.size > providers.length || applied.problems.some(({ rule }) => rule === "manifest/region");
  const isMapping = typeof data === "object" && !Array.isArray(data);
  if (applied.region !== undefined || mayBeStated || invalid.has("region") || !isMapping) return [];
  const message =
    'expected a region, found none. Set one, such as "eu-west-1", or add an AWSProvider manifest with a region';
  return [error("environment/region", ["region"], message)];
}
