import { ROLE_ARN } from "../aws/arn-patterns";
import { parseArn } from "../aws/arn";
import { error, quoteValue, prefixed, warning, type Problem } from "../problems/problem";
import { FIELD_MANAGER, SESSION_NAME } from "./service-account-limits";
import { MESSAGES } from "./service-account-messages";
import { checkKubernetesName, DNS_LABEL, DNS_SUBDOMAIN } from "./service-account-names";
import { type OperatorDeployment, type OperatorServiceAccountSettings } from "./service-account-settings";

/** Checks every setting that Kubernetes or EKS would reject. Each problem is at its own field. */
export function checkOperatorServiceAccount(settings: OperatorServiceAccountSettings): Problem[] {
  const { roleArn, namespace, serviceAccount, fieldManager, deployment } = settings;
  const problems = [
    ...prefixed(["roleArn"], checkRoleArn(roleArn)),
    ...prefixed(["namespace"], checkKubernetesName(DNS_LABEL, "namespace", namespace)),
    ...prefixed(["serviceAccount"], checkKubernetesName(DNS_SUBDOMAIN, "ServiceAccount", serviceAccount)),
    ...prefixed(["fieldManager"], checkFieldManager(fieldManager)),
    ...(deployment === undefined ? [] : prefixed(["deployment"], checkDeployment(deployment))),
  ];
  if (settings.mode === "create" && deployment !== undefined) {
    const message =
      "with serviceAccountMode create, Terraform usually runs before the operator is installed, and fails if the Deployment does not exist yet. Add deployment once the operator is running";
    problems.push(warning("service-account/deployment-later", ["deployment"], message));
  }
  return problems;
}

/** Checks that a text is the ARN of an IAM role, as the annotation requires. */
export function checkRoleArn(text: string): Problem[] {
  if (ROLE_ARN.test(text)) return [];
  const message = MESSAGES.roleArn(quoteValue(text));
  const session = parseArn(text)?.service === "sts";
  return [error("service-account/role-arn", [], `${message}${session ? `. ${MESSAGES.sessionArn}` : ""}`)];
}

function checkFieldManager(name: string): Problem[] {
  const { pattern, maxLength } = FIELD_MANAGER;
  if (pattern.test(name) && name.length <= maxLength) return [];
  return [error("service-account/field-manager", [], MESSAGES.fieldManager(quoteValue(name), name.length))];
}

function checkDeployment({ name, container, sessionName, restartOnRoleChange }: OperatorDeployment): Problem[] {
  const problems = [
    ...prefixed(["name"], checkKubernetesName(DNS_SUBDOMAIN, "Deployment", name)),
    ...(container === undefined ? [] : prefixed(["container"], checkKubernetesName(DNS_LABEL, "container", container))),
  ];
  if (sessionName !== undefined && !SESSION_NAME.test(sessionName)) {
    problems.push(
      error("service-account/session-name", ["sessionName"], MESSAGES.sessionName(quoteValue(sessionName))),
    );
  }
  if (sessionName === undefined && restartOnRoleChange !== true) {
    const message =
      "expected restartOnRoleChange or sessionName, found neither, so the Deployment does not change. Set one of them, or remove deployment";
    problems.push(warning("service-account/deployment-unused", [], message));
  }
  return problems;
}
