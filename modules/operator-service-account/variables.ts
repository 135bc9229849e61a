import { type ModuleStack, type ModuleVariable } from "../kit/module-stack";
import { INSTALL_PRESETS } from "../../src/domain/operator/install-presets";
import { FIELD_MANAGER } from "../../src/domain/operator/service-account-limits";
import { SERVICE_ACCOUNT_RULES } from "./validations";
import { DESCRIPTIONS } from "../../src/domain/operator/service-account-settings";

const { manifests, helm } = INSTALL_PRESETS;
const either = (field: keyof typeof helm): string =>
  `\`${helm[field]}\` from its Helm chart, \`${manifests[field]}\` from its manifests`;

/** Variables in the order in which they are read. */
const VARIABLES: Readonly<Record<string, Omit<ModuleVariable, "rules">>> = {
  create: {
    description:
      "Whether the module changes anything in the cluster. Outputs are there without it too. Defaults to `true`.",
    type: "bool",
    default: true,
  },
  role_arn: {
    description:
      "ARN of the role that the operator's pods assume, such as the output `role_arn` of the module operator-role.",
    type: "string",
  },
  mode: {
    description:
      "`annotate` annotates the ServiceAccount that the operator's installation has made; `create` makes it, before the operator is installed. Defaults to `annotate`.",
    type: "string",
    default: "annotate",
  },
  namespace: {
    description: `Namespace of the operator; a DNS label of up to 63 characters. It is ${either("namespace")}.`,
    type: "string",
  },
  service_account: {
    description: `Name of the operator's ServiceAccount; a DNS subdomain of up to 253 characters. It is ${either("serviceAccount")}.`,
    type: "string",
  },
  create_namespace: {
    description: `${DESCRIPTIONS.createNamespace} Destroyed with everything in it. Defaults to \`true\`.`,
    type: "bool",
    default: true,
  },
  field_manager: {
    description: `Whom Kubernetes notes as the owner of what is annotated: 1 to ${FIELD_MANAGER.maxLength} printable characters without blanks, such as \`terraform-production\`. Of two configurations with one name each removes the other's annotations, so give each its own.`,
    type: "string",
  },
  force: {
    description: `${DESCRIPTIONS.force} Defaults to \`false\`.`,
    type: "bool",
    default: false,
  },
  deployment: {
    description: `The operator's Deployment, which has to be there already, where its pods shall restart or name their sessions. \`container\` gets the session's name. \`restart_on_role_change\`: ${lowered(DESCRIPTIONS.restartOnRoleChange)} \`session_name\`: ${lowered(DESCRIPTIONS.sessionName)} Null, the default, leaves it alone.`,
    type: `object({
  name                   = string
  container              = optional(string, "${manifests.container}")
  restart_on_role_change = optional(bool, false)
  session_name           = optional(string)
})`,
    default: null,
  },
};

/** A sentence as it goes on after a colon. */
function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

export function addServiceAccountVariables(stack: ModuleStack): void {
  stack.addVariables(VARIABLES, SERVICE_ACCOUNT_RULES);
}
