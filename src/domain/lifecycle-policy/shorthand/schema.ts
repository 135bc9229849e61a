import { z } from "zod";
import { LIFECYCLE_LIMITS } from "../limits";
import { EMPTY_LIST } from "../schema";

const days = z.int().min(1).describe("Days, at least 1.");
const count = z.int().min(1).describe("Images, at least 1.");
const tagPatterns = z
  .array(z.string().min(1))
  .min(1, { error: EMPTY_LIST })
  .describe(
    "Tag patterns with at most four `*` each. An image needs to match only one pattern. Each pattern becomes a separate rule.",
  );

const BY_AGE = "By age";
const BUT_NEWEST = "All but the newest";

const expiry = z.union([
  z.strictObject({ tagPatterns, afterDays: days }).meta({ title: BY_AGE }),
  z
    .strictObject({ tagPatterns, keepNewest: count.describe("Images to keep for each pattern.") })
    .meta({ title: BUT_NEWEST }),
]);

/** The shorthand for a lifecycle policy, which expands to AWS's rules. */
export const shorthandSchema = z.strictObject({
  protect: tagPatterns
    .describe("Patterns for tags. Images with a matching tag are never deleted or archived.")
    .optional(),
  expire: z
    .union([expiry.meta({ title: "One rule" }), z.array(expiry).min(1).meta({ title: "List of rules" })])
    .describe(
      "Deletes tagged images: either by age (`{ tagPatterns, afterDays }`), or all but the newest for each pattern (`{ tagPatterns, keepNewest }`).",
    )
    .optional(),
  expireUntagged: z
    .union([
      z.strictObject({ afterDays: days }).meta({ title: BY_AGE }),
      z.strictObject({ keepNewest: count }).meta({ title: BUT_NEWEST }),
    ])
    .describe("Deletes untagged images: `{ afterDays }` or `{ keepNewest }`.")
    .optional(),
  keepNewest: count
    .describe(
      "Number of the newest images to keep. Older images are deleted, unless another key of the policy selects them.",
    )
    .optional(),
  archiveUnused: z
    .strictObject({
      afterDays: days.describe("Days since the last pull."),
      deleteAfterDays: z
        .int()
        .min(LIFECYCLE_LIMITS.archivedDays)
        .describe(`Days in the archive after which images are deleted, at least ${LIFECYCLE_LIMITS.archivedDays}.`)
        .optional(),
    })
    .describe("Archives images that are no longer pulled.")
    .optional(),
});

export type LifecycleShorthand = Readonly<z.output<typeof shorthandSchema>>;
