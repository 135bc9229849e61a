import { DEFAULT_SEVERITIES, DESCRIPTIONS, NOTIFICATION_EVENTS } from "../../src/domain/notifications/settings";
import { snakeCase } from "../../src/domain/terraform/logical-id";
import { type ModuleStack, type ModuleVariable } from "../kit/module-stack";
import { NOTIFICATION_RULES } from "./validations";

const EVENTS = NOTIFICATION_EVENTS.reduce(
  (text: string, event) => text.replace(`\`${event}\``, `\`${snakeCase(event)}\``),
  DESCRIPTIONS.events,
);

/** Variables in reading order. Ranges are AWS's; defaults are those of the environments. */
const VARIABLES: Readonly<Record<string, Omit<ModuleVariable, "rules">>> = {
  create: { description: "Whether the module creates anything. Defaults to `true`.", type: "bool", default: true },
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
  image_tags: {
    description: `${DESCRIPTIONS.imageTags} Defaults to null, which matches all images.`,
    type: "list(string)",
    default: null,
  },
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
  emails: {
    description: `${DESCRIPTIONS.emails} Defaults to none.`,
    type: "list(string)",
    default: [],
  },
  kms_key: { description: `${DESCRIPTIONS.kmsKey} Defaults to null.`, type: "string", default: null },
  tags: { description: `${DESCRIPTIONS.tags} Defaults to none.`, type: "map(string)", default: {} },
};

export function addNotificationVariables(stack: ModuleStack): void {
  stack.addVariables(VARIABLES, NOTIFICATION_RULES);
}
