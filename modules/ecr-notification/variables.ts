import { CREATE, texts, withDefault } from "../kit/object-variable";
import { DEFAULT_SEVERITIES, DESCRIPTIONS, NOTIFICATION_EVENTS } from "../../src/domain/notifications/settings";
import { snakeCase } from "../../src/domain/terraform/terraform-name";
import { type ModuleVariables } from "../kit/module-stack";

const EVENTS = NOTIFICATION_EVENTS.reduce(
  (text: string, event) => text.replace(`\`${event}\``, `\`${snakeCase(event)}\``),
  DESCRIPTIONS.events,
);

/** Variables in reading order. Ranges are AWS's; defaults are those of the environments. */
export const VARIABLES: ModuleVariables = {
  create: CREATE,
  name: {
    description: "Prefix of the rules' names, and name of the topic: 1 to 38 letters, digits, `-` and `_`.",
    type: "string",
  },
  events: { description: EVENTS, type: "list(string)" },
  repositories: {
    description: `${DESCRIPTIONS.repositories} Defaults to null, which matches all repositories in the registry.`,
    type: "list(string)",
    default: null,
  },
  image_tags: withDefault("list(string)", null, DESCRIPTIONS.imageTags, "null, which matches all images"),
  severities: {
    description: `${DESCRIPTIONS.severities} Defaults to \`${DEFAULT_SEVERITIES.join("` and `")}\`.`,
    type: "list(string)",
    default: DEFAULT_SEVERITIES,
  },
  target: {
    description: `${DESCRIPTIONS.target} A map with one key (\`sns\`, \`sqs\` or \`lambda\`), so the ARN may be unknown during the plan. Defaults to none.`,
    type: "map(string)",
    default: {},
  },
  emails: texts("none", DESCRIPTIONS.emails),
  kms_key: withDefault("string", null, DESCRIPTIONS.kmsKey, "null"),
  tags: withDefault("map(string)", {}, DESCRIPTIONS.tags, "none"),
};
