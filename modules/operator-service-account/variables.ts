import { withDefault } from "../kit/object-variable";
import { type ModuleVariables } from "../kit/module-stack";
import { INSTALL_PRESETS } from "../../src/domain/operator/install-presets";
import { FIELD_MANAGER } from "../../src/domain/operator/service-account-limits";
import { lowerFirst } from "../kit/sentence";
import { DESCRIPTIONS } from "../../src/domain/operator/service-account-settings";

const { manifests, helm } = INSTALL_PRESETS;
const either = (field: keyof typeof helm): string =>
  `\`${helm[field]}\` with the Helm chart, \`${manifests[field]}\` with the manifests`;

/** Variables in reading order. */
export const VARIABLES: ModuleVariables = {
  create: withDefault(
    "bool",
    true,
    "Whether the module changes the cluster. If `false`, the module creates nothing but still returns its outputs.",
  ),
  role_arn: {
    description:
      "ARN of the role that the operator's pods assume, such as the output `role_arn` of the module `operator-role`.",
    type: "string",
  },
  mode: withDefault(
    "string",
    "annotate",
    "Whether to `annotate` the ServiceAccount that the operator's installation created, or to `create` it before the operator is installed.",
  ),
  namespace: {
    description: `Namespace of the operator, a DNS label of up to 63 characters: ${either("namespace")}.`,
    type: "string",
  },
  service_account: {
    description: `Name of the operator's ServiceAccount, a DNS subdomain of up to 253 characters: ${either("serviceAccount")}.`,
    type: "string",
  },
  create_namespace: withDefault(
    "bool",
    true,
    `${DESCRIPTIONS.createNamespace} \`terraform destroy\` then deletes the namespace with everything in it.`,
  ),
  field_manager: {
    description: `Name that Kubernetes records as the owner of the annotations: 1 to ${FIELD_MANAGER.maxLength} printable characters without spaces, such as \`terraform-production\`. It must be unique: two configurations with the same name remove each other's annotations.`,
    type: "string",
  },
  force: withDefault("bool", false, DESCRIPTIONS.force),
  deployment: {
    description: `The operator's existing Deployment. Set it to restart the pods or to set their session name. \`container\`: the container that gets the session name. \`restart_on_role_change\`: ${lowerFirst(DESCRIPTIONS.restartOnRoleChange)} \`session_name\`: ${lowerFirst(DESCRIPTIONS.sessionName)} Defaults to null, which does not change the Deployment.`,
    type: `object({
  name                   = string
  container              = optional(string, "${manifests.container}")
  restart_on_role_change = optional(bool, false)
  session_name           = optional(string)
})`,
    default: null,
  },
};
