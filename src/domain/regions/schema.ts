import { z } from "zod";
import { REGION } from "../aws/arn";
import { notificationSchema } from "../notifications/schema";
import { formatError, regionError } from "../problems/schema-messages";
import { EXPECTED, REPLICATION_PREFIX, sourceWithLength } from "../registry/patterns";
import { REGISTRY_DESCRIPTIONS } from "../registry/descriptions";
import { REGISTRY_LIMITS, REGISTRY_SETTINGS } from "../registry/settings";
import { registrySchema } from "../registry/schema";
import { importsSchema } from "../repository/imports-schema";
import { RETAINING_POLICIES } from "../repository/retention";

const regionSchema = z
  .strictObject({
    repositoryPrefixes: z
      .array(
        z
          .string()
          .regex(new RegExp(sourceWithLength(REPLICATION_PREFIX)), { error: formatError(EXPECTED.replicationPrefix) }),
      )
      .min(1)
      .max(REGISTRY_LIMITS.filtersOfARule)
      .describe(
        "Name prefixes of the repositories to copy to the region, 1 to 100 entries. Defaults to all repositories.",
      )
      .optional(),
    kmsKey: z
      .string()
      .min(1)
      .max(2048)
      .describe(
        "KMS key in this region, as an ARN or `alias/<name>`, for the copies of repositories that have a KMS key. Not needed if the repository's key is an alias that exists in both regions, or a multi-Region key (`mrk-`).",
      )
      .optional(),
    registry: registrySchema
      .omit({ replication: true })
      .extend({
        imports: z
          .array(z.enum(REGISTRY_SETTINGS).exclude(["replication"]))
          .min(1)
          .describe(REGISTRY_DESCRIPTIONS.imports)
          .optional(),
      })
      .describe(
        "Registry settings in this region. `accountSettings` and `scanning` default to the values in the environment's own region. The other settings have no default, because they contain secrets or ARNs from one region.",
      )
      .optional(),
    notifications: z
      .array(notificationSchema)
      .min(1)
      .describe(
        "Notifications about events in this region's registry. ECR reports failed replication in the region that receives the image.",
      )
      .optional(),
    imports: importsSchema
      .describe(
        "Names of repositories that already exist in this region, for example because ECR has replicated them. The next deployment imports them with their policies. Remove the list after the deployment.",
      )
      .optional(),
    removed: z
      .array(z.string())
      .describe(
        "Names of copies that `repositoryPrefixes` no longer includes. Terraform stops managing these copies and leaves them in AWS.",
      )
      .optional(),
    released: z
      .array(z.string())
      .describe(
        `Names of copies that \`repositoryPrefixes\` no longer includes and that Terraform may delete, even if they have ${RETAINING_POLICIES}.`,
      )
      .optional(),
  })
  .describe("A further region.");

/** Further regions of an environment, by name. */
export const regionsSchema = z
  .record(z.string().regex(REGION, { error: regionError }), regionSchema)
  .describe(
    "Additional regions. Each region has a stack, `<environment>-<region>-registry`, which declares copies of the repositories. ECR replicates images from `region` to these copies.",
  );

export type WrittenRegions = z.output<typeof regionsSchema>;
