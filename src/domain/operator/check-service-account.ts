import { ROLE_ARN } from "../aws/arn-patterns";
import { parseArn } from "../aws/arn";
import { error, quoteValue, prefixed, warning, type Problem } from "../problems/problem";
import { FIELD_MANAGER, SESSION_NAME } from "./service-account-limits";
import { MESSAGES } from "./service-account-messages";
import { checkDnsLabel, checkDnsSubdomain } from "./service-account-names";
import { type OperatorDeployment, type OperatorServiceAccountSettings } from "./service-account-settings";

/** Everything in the settings that Kubernetes or EKS would refuse, each fault at its own field. */
export function checkOperatorServiceAccount(settings: OperatorServiceAccountSettings): Problem[] {
  const { roleArn, namespace, serviceAccount, fieldManager, deployment } = settings;
  const problems = [
    ...prefixed(["roleArn"], checkRoleArn(roleArn)),
    ...prefixed(["namespace"], checkDnsLabel("namespace", namespace)),
    ...prefixed(["serviceAccount"], checkDnsSubdomain("ServiceAccount", serviceAccount)),
    ...prefixed(["fieldManager"], checkFieldManager(fieldManager)),
    ...(deployment === undefined ? [] : prefixed(["deployment"], checkDeployment(deployment))),
  ];
  if (settings.mode === "create" && deployment !== undefined) {
    problems.push(
      warning(
        "service-account/deployment-later",
        ["deployment"],
        "the ServiceAccount is created here, usually before the operator is installed, and a Deployment that is not there fails the deploy; add it once the operator runs",
      ),
    );
  }
  return problems;
}

/** Whether a text is the ARN of an IAM role, which the annotation must be. */
export function checkRoleArn(text: string): Problem[] {
  if (ROLE_ARN.test(text)) return [];
  const message = MESSAGES.roleArn(quoteValue(text));
  const session = parseArn(text)?.service === "sts";
  return [error("service-account/role-arn", [], `${message}.${session ? ` ${MESSAGES.sessionArn}.` : ""}`)];
}

function checkFieldManager(name: string): Problem[] {
  const { pattern, maxLength } = FIELD_MANAGER;
  if (pattern.test(name) && name.length <= maxLength) return [];
  return [error("service-account/field-manager", [], MESSAGES.fieldManager(quoteValue(name), name.length))];
}

function checkDeployment({ name, container, sessionName, restartOnRoleChange }: OperatorDeployment): Problem[] {
  const problems = [
    ...prefixed(["name"], checkDnsSubdomain("Deployment", name)),
    ...(container === undefined ? [] : prefixed(["container"], checkDnsLabel("container", container))),
  ];
  if (sessionName !== undefined && !SESSION_NAME.test(sessionName)) {
    problems.push(
      error("service-account/session-name", ["sessionName"], MESSAGES.sessionName(quoteValue(sessionName))),
    );
  }
  if (sessionName === undefined && restartOnRoleChange !== true) {
    problems.push(
      warning(
        "service-account/deployment-unused",
        [],
        "nothing is done to the Deployment; set restartOnRoleChange or sessionName, or leave deployment out",
      ),
    );
  }
  return problems;
}
