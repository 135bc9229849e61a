/** What Terraform does with the operator's ServiceAccount: nothing, annotate an existing one, or create it. */
export const SERVICE_ACCOUNT_MODES = ["none", "annotate", "create"] as const;
export type ServiceAccountMode = (typeof SERVICE_ACCOUNT_MODES)[number];

/** How Terraform signs in to a cluster. */
export const KUBERNETES_AUTHENTICATIONS = ["kubeconfig", "exec", "token"] as const;

/** The operator's Deployment, as far as its role goes. It must be there already: Terraform changes it, it does not make it. */
export interface OperatorDeployment {
  /** Name of the Deployment. */
  readonly name: string;
  /**
   * Container that gets the session's name.
   * @default "manager"
   */
  readonly container?: string;
  /**
   * Restart the pods when the role's ARN changes: an annotation of the pod template holds a hash of it.
   * Pods that run keep the role that they were created with.
   * @default false
   */
  readonly restartOnRoleChange?: boolean;
  /**
   * Fixed `AWS_ROLE_SESSION_NAME`, 2 to 64 letters, digits and `_+=,.@-`. With names that change, the operator requests
   * credentials in an endless loop. It is part of the pod template too: setting or changing it restarts the pods.
   * @default - not set
   * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
   */
  readonly sessionName?: string;
}

interface CommonSettings {
  /** ARN of the operator's role, as literal text: its hash is taken at synthesis. */
  readonly roleArn: string;
  readonly namespace: string;
  /** Name of the ServiceAccount that the operator's pods run under. */
  readonly serviceAccount: string;
  /**
   * Whom Kubernetes notes as the owner of the fields that are set here, 1 to 110 characters. Unique for each stack: of two
   * stacks with one name, each removes the other's fields. Such as `cdktf-ecr-production`.
   * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#managers
   */
  readonly fieldManager: string;
  /**
   * The operator's Deployment, when its pods shall restart, or name their sessions.
   * @default - the Deployment is left alone
   */
  readonly deployment?: OperatorDeployment;
}

/** The ServiceAccount is there, made by the operator's installation; only the annotation is Terraform's. */
export interface AnnotateSettings extends CommonSettings {
  readonly mode: "annotate";
  /**
   * Take the fields over when another manager, such as Helm, has set them. Leave it false where that manager would
   * set them again: two would then fight for ever.
   * @default false
   */
  readonly force?: boolean;
}

/**
 * Terraform makes the ServiceAccount, before the operator is installed to use it (Helm: `serviceAccount.create: false`).
 * Destroying a namespace made here destroys everything in it.
 */
export interface CreateSettings extends CommonSettings {
  readonly mode: "create";
  /**
   * Make the namespace as well.
   * @default true
   */
  readonly createNamespace?: boolean;
}

/** What settings mean, in words: for the JSON Schema, the module's variables and the documentation. */
export const DESCRIPTIONS = {
  createNamespace: "Whether `create` makes the namespace too.",
  force:
    "Whether `annotate` takes the annotation over from another manager, such as Helm, that has set it; one that sets it again fights for it for ever.",
  restartOnRoleChange: "Whether the operator's pods restart when the role changes; running pods keep the old one.",
  sessionName:
    "Fixed `AWS_ROLE_SESSION_NAME` of the operator's pods, without which its AWSProvider never comes to rest.",
} as const;

export type OperatorServiceAccountSettings = AnnotateSettings | CreateSettings;
