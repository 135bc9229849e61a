import { z } from "zod";
import { REGION } from "../aws/arn";
import { formatError, regionError } from "../problems/schema-messages";
import { EXPECTED, REPLICATION_PREFIX, sourceWithLength } from "../registry/patterns";
import { REGISTRY_DESCRIPTIONS } from "../registry/descriptions";
import { REGISTRY_LIMITS, REGISTRY_SETTINGS } from "../registry/settings";
import { registrySettingsSchema } from "../registry/settings-schema";
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
      .describe("Name prefixes of the repositories to copy to the region; 1 to 100. Defaults to all repositories.")
      .optional(),
    kmsKey: z
      .string()
      .min(1)
      .max(2048)
      .describe(
        "KMS key of the region for the copies of repositories with a key, as an ARN or `alias/<name>`. Not needed for aliases that exist in both regions, or for multi-Region keys (`mrk-`).",
      )
      .optional(),
    registry: registrySettingsSchema
      .omit({ replication: true })
      .extend({
        imports: z
          .array(z.enum(REGISTRY_SETTINGS).exclude(["replication", "creationTemplates"]))
          .min(1)
          .describe(REGISTRY_DESCRIPTIONS.imports)
          .optional(),
      })
      .describe(
        "Settings of the registry in this region. `accountSettings` and `scanning` default to those of the environment's own region; the other settings name keys, secrets or ARNs of their region.",
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
        "Names of copies that Terraform stops managing and leaves in AWS, because `repositoryPrefixes` no longer includes them.",
      )
      .optional(),
    released: z
      .array(z.string())
      .describe(
        `Names of copies that Terraform may delete despite ${RETAINING_POLICIES}, because \`repositoryPrefixes\` no longer includes them.`,
      )
      .optional(),
  })
  .describe("A further region.");

/** Further regions of an environment, by name. */
export const regionsSchema = z
  .record(z.string().regex(REGION, { error: regionError }), regionSchema)
  .describe(
    "Additional regions, each with a stack `<environment>-<region>-registry` that contains copies of the repositories. ECR replicates images from `region` to them.",
  );

export type WrittenRegions = z.output<typeof regionsSchema>;
