import { ROLE_ARN } from "../../src/domain/aws/arn-patterns";
import { isOneOf, matchesRegex, type Validation } from "../kit/validation";
import { oneOf } from "../../src/domain/problems/problem";
import { FIELD_MANAGER, type KubernetesName, SESSION_NAME } from "../../src/domain/operator/service-account-limits";
import { MESSAGES } from "../../src/domain/operator/service-account-messages";
import { DNS_LABEL, DNS_SUBDOMAIN } from "../../src/domain/operator/service-account-names";

/** `annotate` an existing ServiceAccount, or `create` one. */
export const MODES = ["annotate", "create"] as const;

const hasValidName = ({ pattern, maxLength }: KubernetesName, name: string): string =>
  `${matchesRegex(pattern, name)} && length(${name}) <= ${maxLength}`;
/** A value, for messages; null if there is no Deployment. */
const found = (value: string): string => `\${jsonencode(${value})}`;
const ofDeployment = (field: string): string => found(`try(var.deployment.${field}, null)`);

/** @param what has the name, such as `namespace` */
function nameRule(input: string, what: string, kind: KubernetesName): Validation {
  return {
    input,
    condition: (name) => hasValidName(kind, name),
    message: MESSAGES.name(what, found(`var.${input}`), kind),
  };
}

/** Rules of Kubernetes and EKS for the module's variables. */
export const SERVICE_ACCOUNT_RULES: readonly Validation[] = [
  {
    input: "mode",
    condition: (mode) => isOneOf(MODES, mode),
    message: `expected ${oneOf(MODES)}, found ${found("var.mode")}`,
  },
  {
    input: "role_arn",
    condition: (arn) => matchesRegex(ROLE_ARN, arn),
    message: MESSAGES.roleArn(found("var.role_arn")),
  },
  nameRule("namespace", "namespace", DNS_LABEL),
  nameRule("service_account", "ServiceAccount", DNS_SUBDOMAIN),
  {
    input: "field_manager",
    condition: (name) =>
      `${matchesRegex(FIELD_MANAGER.pattern, name)} && length(${name}) <= ${FIELD_MANAGER.maxLength}`,
    message: MESSAGES.fieldManager(found("var.field_manager"), "${length(var.field_manager)}"),
  },
  {
    input: "deployment",
    condition: (deployment) => `${deployment} == null ? true : ${hasValidName(DNS_SUBDOMAIN, `${deployment}.name`)}`,
    message: MESSAGES.name("Deployment", ofDeployment("name"), DNS_SUBDOMAIN),
  },
  {
    input: "deployment",
    condition: (deployment) => `${deployment} == null ? true : ${hasValidName(DNS_LABEL, `${deployment}.container`)}`,
    message: MESSAGES.name("container", ofDeployment("container"), DNS_LABEL),
  },
  {
    input: "deployment",
    condition: (deployment) =>
      `try(${deployment}.session_name, null) == null ? true : ${matchesRegex(SESSION_NAME, `${deployment}.session_name`)}`,
    message: MESSAGES.sessionName(ofDeployment("session_name")),
  },
];
