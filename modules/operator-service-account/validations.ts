import { ROLE_ARN } from "../../src/domain/aws/arn-patterns";
import { isOneOf, matchesRegex, rule, type Validation } from "../kit/validation";
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
  return rule(input, (name) => hasValidName(kind, name), MESSAGES.name(what, found(`var.${input}`), kind));
}

/** Rules of Kubernetes and EKS for the module's variables. */
export const SERVICE_ACCOUNT_RULES: readonly Validation[] = [
  rule("mode", (mode) => isOneOf(MODES, mode), `expected ${oneOf(MODES)}, found ${found("var.mode")}`),
  rule("role_arn", (arn) => matchesRegex(ROLE_ARN, arn), MESSAGES.roleArn(found("var.role_arn"))),
  nameRule("namespace", "namespace", DNS_LABEL),
  nameRule("service_account", "ServiceAccount", DNS_SUBDOMAIN),
  rule(
    "field_manager",
    (name) => `${matchesRegex(FIELD_MANAGER.pattern, name)} && length(${name}) <= ${FIELD_MANAGER.maxLength}`,
    MESSAGES.fieldManager(found("var.field_manager"), "${length(var.field_manager)}"),
  ),
  rule(
    "deployment",
    (deployment) => `${deployment} == null ? true : ${hasValidName(DNS_SUBDOMAIN, `${deployment}.name`)}`,
    MESSAGES.name("Deployment", ofDeployment("name"), DNS_SUBDOMAIN),
  ),
  rule(
    "deployment",
    (deployment) => `${deployment} == null ? true : ${hasValidName(DNS_LABEL, `${deployment}.container`)}`,
    MESSAGES.name("container", ofDeployment("container"), DNS_LABEL),
  ),
  rule(
    "deployment",
    (deployment) =>
      `try(${deployment}.session_name, null) == null ? true : ${matchesRegex(SESSION_NAME, `${deployment}.session_name`)}`,
    MESSAGES.sessionName(ofDeployment("session_name")),
  ),
];
