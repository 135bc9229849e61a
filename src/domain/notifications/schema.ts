import { z } from "zod";
import { tagsSchema } from "../aws/tags";
import { SEVERITIES } from "../images/scan-kinds";
import { formatError } from "../problems/schema-messages";
import { DEFAULT_SEVERITIES, DESCRIPTIONS, EXPECTED, NAME, NOTIFICATION_EVENTS } from "./settings";

const patterns = z.array(z.string().min(1)).min(1);

/** A notification as an environment declares it. */
export const notificationSchema = z
  .strictObject({
    name: z
      .string()
      .regex(NAME, { error: formatError(EXPECTED.name) })
      .describe(DESCRIPTIONS.name),
    events: z.array(z.enum(NOTIFICATION_EVENTS)).min(1).describe(DESCRIPTIONS.events),
    repositories: patterns
      .describe(`${DESCRIPTIONS.repositories} Defaults to all repositories in the registry.`)
      .optional(),
    imageTags: patterns.describe(`${DESCRIPTIONS.imageTags} Defaults to all images.`).optional(),
    severities: z
      .array(z.enum(SEVERITIES))
      .min(1)
      .describe(`${DESCRIPTIONS.severities} Defaults to \`${DEFAULT_SEVERITIES.join("` and `")}\`.`)
      .optional(),
    target: z.string().min(1).describe(`${DESCRIPTIONS.target} Defaults to a new SNS topic for \`emails\`.`).optional(),
    emails: z.array(z.string().min(1)).min(1).describe(DESCRIPTIONS.emails).optional(),
    kmsKey: z.string().min(1).describe(DESCRIPTIONS.kmsKey).optional(),
    tags: tagsSchema.describe(DESCRIPTIONS.tags).optional(),
  })
  .describe("A notification about events in the registry: pushes, scan findings, failed replication.")
  .meta({ id: "Notification" });

export type WrittenNotification = z.output<typeof notificationSchema>;
