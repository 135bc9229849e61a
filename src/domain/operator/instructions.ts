import { createHash } from "node:crypto";
import { stringify } from "yaml";
import { shellWord } from "../text/format";
import { type OperatorInstall } from "./install-presets";

/**
 * The annotation by which EKS gives the pods of a ServiceAccount a role.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export const ROLE_ARN_ANNOTATION = "eks.amazonaws.com/role-arn";

/**
 * The variable that fixes the name of the operator's sessions. Without it every refresh of the credentials has a new
 * name, which the operator takes for a change of its AWSProvider's status, and refreshes again, without end.
 */
export const SESSION_NAME_VARIABLE = "AWS_ROLE_SESSION_NAME";

/**
 * The annotation of the operator's pods whose change restarts them. Pods get their role when they are created:
 * a changed ServiceAccount alone does nothing to those that run.
 */
export const ROLE_HASH_ANNOTATION = "cdktf-ecr/operator-role-sha256";

/** How many of a hash's hexadecimal digits the annotation has. */
export const ROLE_HASH_DIGITS = 16;

/** Value of `ROLE_HASH_ANNOTATION`: the first hexadecimal digits of the SHA-256 of a role's ARN. */
export function roleArnHash(roleArn: string): string {
  return createHash("sha256").update(roleArn).digest("hex").slice(0, ROLE_HASH_DIGITS);
}

/** What people need to know to connect an operator to its role by other means than Terraform. */
export interface OperatorIdentity extends OperatorInstall {
  /** ARN of the role. */
  readonly roleArn: string;
  /**
   * Name of the operator's sessions, 2 to 64 characters.
   * @default - not fixed
   */
  readonly sessionName?: string;
}

/**
 * Values for the operator's Helm chart, as YAML. The ServiceAccount's name is among them, because the trust policy
 * knows only this one; LocalStack is off, because the chart has it on and would send every call there.
 */
export function helmValues({ roleArn, serviceAccount, sessionName }: OperatorIdentity): string {
  return stringify(
    {
      serviceAccount: { create: true, name: serviceAccount, annotations: { [ROLE_ARN_ANNOTATION]: roleArn } },
      aws: { localstack: { enabled: false } },
      ...(sessionName === undefined ? {} : { env: [{ name: SESSION_NAME_VARIABLE, value: sessionName }] }),
    },
    { lineWidth: 0 },
  );
}

/** The shell line that annotates a ServiceAccount; it may be run again. */
export function annotateCommand(identity: ServiceAccountBinding): string {
  return line(...annotateWords(identity));
}

/** Whose annotation a shell line sets. */
export type ServiceAccountBinding = Pick<OperatorIdentity, "roleArn" | "namespace" | "serviceAccount">;

/** The command and the words of `annotateCommand`, before they are quoted for a shell. */
export function annotateWords({ roleArn, namespace, serviceAccount }: ServiceAccountBinding): [string, ...string[]] {
  const annotation = `${ROLE_ARN_ANNOTATION}=${roleArn}`;
  return ["kubectl annotate serviceaccount", serviceAccount, "--namespace", namespace, "--overwrite", annotation];
}

/** The shell line that brings the operator's pods to a new role: by naming their sessions, else by a plain restart. */
export function restartCommand(identity: OperatorIdentity): string {
  return line(...restartWords(identity));
}

/** The command and the words of `restartCommand`, before they are quoted for a shell. */
export function restartWords({
  namespace,
  deployment,
  container,
  sessionName,
}: OperatorIdentity): [string, ...string[]] {
  const restarted = [`deployment/${deployment}`, "--namespace", namespace];
  if (sessionName === undefined) return ["kubectl rollout restart", ...restarted];
  return ["kubectl set env", ...restarted, "--containers", container, `${SESSION_NAME_VARIABLE}=${sessionName}`];
}

/** The same kubectl command for one context of the kubeconfig. @param context the current one where it is not given */
export function inContext(command: string, context: string | undefined): string {
  return context === undefined
    ? command
    : command.replace(/^kubectl /, () => `kubectl --context ${shellWord(context)} `);
}

function line(command: string, ...words: string[]): string {
  return [command, ...words.map(shellWord)].join(" ");
}
