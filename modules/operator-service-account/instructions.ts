import { createHash } from "node:crypto";
import { stringify } from "yaml";
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

/** Value of `ROLE_HASH_ANNOTATION`: the first 16 hexadecimal digits of the SHA-256 of a role's ARN. */
export function roleArnHash(roleArn: string): string {
  return createHash("sha256").update(roleArn).digest("hex").slice(0, 16);
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
export function annotateCommand({
  roleArn,
  namespace,
  serviceAccount,
}: Pick<OperatorIdentity, "roleArn" | "namespace" | "serviceAccount">): string {
  return line(
    "kubectl annotate serviceaccount",
    serviceAccount,
    "--namespace",
    namespace,
    "--overwrite",
    `${ROLE_ARN_ANNOTATION}=${roleArn}`,
  );
}

/** The shell line that brings the operator's pods to a new role: by naming their sessions, else by a plain restart. */
export function restartCommand({ namespace, deployment, container, sessionName }: OperatorIdentity): string {
  if (sessionName === undefined)
    return line("kubectl rollout restart", `deployment/${deployment}`, "--namespace", namespace);
  const variable = `${SESSION_NAME_VARIABLE}=${sessionName}`;
  return line(
    "kubectl set env",
    `deployment/${deployment}`,
    "--namespace",
    namespace,
    "--containers",
    container,
    variable,
  );
}

function line(command: string, ...words: string[]): string {
  return [command, ...words.map(shellWord)].join(" ");
}

/** Paths of roles may hold `$`, `&` and quotes. */
function shellWord(word: string): string {
  return /^[\w+=,.@:/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
