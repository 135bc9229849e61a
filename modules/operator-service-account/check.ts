import { parseArn } from "../core/aws";
import { error, shown, under, warning, type Problem } from "../core/problem";
import { checkDnsLabel, checkDnsSubdomain } from "./names";
import { type OperatorDeployment, type OperatorServiceAccountSettings } from "./settings";

/** Kubernetes takes 128; the rest is for what is appended where one object has two owners. */
const FIELD_MANAGER = { pattern: /^[\x21-\x7E]+$/, maxLength: 110 } as const;
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
const PARTITIONS: readonly string[] = ["aws", "aws-cn", "aws-us-gov"];

/** Everything in the settings that Kubernetes or EKS would refuse, each fault at its own field. */
export function checkOperatorServiceAccount(settings: OperatorServiceAccountSettings): Problem[] {
  const { roleArn, namespace, serviceAccount, fieldManager, deployment } = settings;
  const problems = [
    ...under(["roleArn"], checkRoleArn(roleArn)),
    ...under(["namespace"], checkDnsLabel("namespace", namespace)),
    ...under(["serviceAccount"], checkDnsSubdomain("ServiceAccount", serviceAccount)),
    ...under(["fieldManager"], checkFieldManager(fieldManager)),
    ...(deployment === undefined ? [] : under(["deployment"], checkDeployment(deployment))),
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
  const arn = parseArn(text);
  const isRole =
    arn?.service === "iam" &&
    PARTITIONS.includes(arn.partition) &&
    arn.region === "" &&
    /^\d{12}$/.test(arn.account) &&
    /^role\/([\x21-\x7E]+\/)?[\w+=,.@-]{1,64}$/.test(arn.resource);
  if (isRole) return [];
  const session = arn?.service === "sts" ? " This one names a session, not the role." : "";
  return [
    error(
      "service-account/role-arn",
      [],
      `${shown(text)} is no ARN of a role; arn:<partition>:iam::<account>:role/<path and name> is allowed.${session}`,
    ),
  ];
}

function checkFieldManager(name: string): Problem[] {
  const { pattern, maxLength } = FIELD_MANAGER;
  if (pattern.test(name) && name.length <= maxLength) return [];
  return [
    error(
      "service-account/field-manager",
      [],
      `${shown(name)} (${name.length} characters) can not be a field manager; 1 to ${maxLength} printable ASCII characters without blanks are allowed`,
    ),
  ];
}

function checkDeployment({ name, container, sessionName, restartOnRoleChange }: OperatorDeployment): Problem[] {
  const problems = [
    ...under(["name"], checkDnsSubdomain("Deployment", name)),
    ...(container === undefined ? [] : under(["container"], checkDnsLabel("container", container))),
  ];
  if (sessionName !== undefined && !SESSION_NAME.test(sessionName)) {
    problems.push(
      error(
        "service-account/session-name",
        ["sessionName"],
        `${shown(sessionName)} can not name a session; 2 to 64 letters, digits and _ + = , . @ - are allowed`,
      ),
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
