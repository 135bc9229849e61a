import { createHash } from "node:crypto";
import { stringify } from "yaml";
import { shellWord } from "../text/format";
import { type OperatorInstall } from "./install-presets";

/**
 * The annotation that assigns an IAM role to the pods of a ServiceAccount on EKS.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export const ROLE_ARN_ANNOTATION = "eks.amazonaws.com/role-arn";

/**
 * The environment variable that fixes the operator's session name. Without it, each refresh of the credentials has a new
 * session name. The operator treats the new name as a change of its AWSProvider's status and refreshes again, in an endless loop.
 */
export const SESSION_NAME_VARIABLE = "AWS_ROLE_SESSION_NAME";

/**
 * The pod template annotation that restarts the operator's pods when it changes. Pods get their role when they are created, so
 * a change of the ServiceAccount alone does not affect running pods.
 */
export const ROLE_HASH_ANNOTATION = "cdktf-ecr/operator-role-sha256";

/** Number of hexadecimal digits of the hash in the annotation. */
export const ROLE_HASH_DIGITS = 16;

/** Value of `ROLE_HASH_ANNOTATION`: the first hexadecimal digits of the SHA-256 of a role's ARN. */
export function roleArnHash(roleArn: string): string {
  return createHash("sha256").update(roleArn).digest("hex").slice(0, ROLE_HASH_DIGITS);
}

/** Everything needed to connect an operator to its role without Terraform. */
export interface OperatorIdentity extends OperatorInstall {
  /** ARN of the role. */
  readonly roleArn: string;
  /**
   * Name of the operator's sessions, 2 to 64 characters.
   * @default - not fixed
   */
  readonly sessionName?: string;
  /**
   * Whether the ServiceAccount needs the annotation. With EKS Pod Identity alone, it does not.
   * @default true
   */
  readonly annotated?: boolean;
}

/**
 * Values for the operator's Helm chart, as YAML. They include the ServiceAccount's name, because the trust policy accepts only
 * this name. They disable LocalStack, which the chart enables by default and which would receive every call.
 */
export function helmValues({ roleArn, serviceAccount, sessionName, annotated = true }: OperatorIdentity): string {
  const annotations = annotated ? { annotations: { [ROLE_ARN_ANNOTATION]: roleArn } } : {};
  return stringify(
    {
      serviceAccount: { create: true, name: serviceAccount, ...annotations },
      aws: { localstack: { enabled: false } },
      ...(sessionName === undefined ? {} : { env: [{ name: SESSION_NAME_VARIABLE, value: sessionName }] }),
    },
    { lineWidth: 0 },
  );
}

/** The shell command that annotates a ServiceAccount. Running it again is safe. */
export function annotateCommand(identity: ServiceAccountBinding): string {
  return line(...annotateWords(identity));
}

/** A role and the ServiceAccount to annotate with it. */
export type ServiceAccountBinding = Pick<OperatorIdentity, "roleArn" | "namespace" | "serviceAccount">;

/** The command and the arguments of `annotateCommand`, not quoted for a shell. */
export function annotateWords({ roleArn, namespace, serviceAccount }: ServiceAccountBinding): [string, ...string[]] {
  const annotation = `${ROLE_ARN_ANNOTATION}=${roleArn}`;
  return ["kubectl annotate serviceaccount", serviceAccount, "--namespace", namespace, "--overwrite", annotation];
}

/** The shell command that restarts the operator's pods so that they get a new role. It also sets the session name, if there is one. */
export function restartCommand(identity: OperatorIdentity): string {
  return line(...restartWords(identity));
}

/** The command and the arguments of `restartCommand`, not quoted for a shell. */
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

/** Adds a kubeconfig context to a kubectl command. @param context `undefined` for the current context */
export function inContext(command: string, context: string | undefined): string {
  return context === undefined
    ? command
    : command.replace(/^kubectl /, () => `kubectl --context ${shellWord(context)} `);
}

function line(command: string, ...words: string[]): string {
  return [command, ...words.map(shellWord)].join(" ");
}
