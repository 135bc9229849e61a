/** What Terraform does with the operator's ServiceAccount: nothing, annotate an existing one, or create it. */
export const SERVICE_ACCOUNT_MODES = ["none", "annotate", "create"] as const;
/**
 * What Terraform does with the operator's ServiceAccount: `none` does not change it, `annotate` annotates an existing one, and
 * `create` creates it.
 * @useDeclaredType
 */
export type ServiceAccountMode = (typeof SERVICE_ACCOUNT_MODES)[number];

/** How Terraform authenticates to a cluster. */
export const KUBERNETES_AUTHENTICATIONS = ["kubeconfig", "exec", "token"] as const;

/** Changes to the operator's Deployment. The Deployment must exist: Terraform changes it, but does not create it. */
export interface OperatorDeployment {
  /** Name of the Deployment. */
  readonly name: string;
  /**
   * Container that gets the session name.
   * @default "manager"
   */
  readonly container?: string;
  /**
   * Restart the pods when the role's ARN changes, through an annotation of the pod template with a hash of the ARN.
   * Running pods keep the role that they were created with.
   * @default false
   */
  readonly restartOnRoleChange?: boolean;
  /**
   * Fixed `AWS_ROLE_SESSION_NAME`, 2 to 64 letters, digits and `_+=,.@-`. With changing names, the operator requests
   * credentials in an endless loop. The name is part of the pod template, so setting or changing it restarts the pods.
   * @default - not set
   * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
   */
  readonly sessionName?: string;
}

interface CommonSettings {
  /** ARN of the operator's role, as a literal string, because synthesis hashes it. */
  readonly roleArn: string;
  /**
   * Whether the ServiceAccount has the annotation with the role. False in a cluster that uses only EKS Pod Identity.
   * @default true
   */
  readonly annotated?: boolean;
  /** Namespace of the operator. */
  readonly namespace: string;
  /** Name of the ServiceAccount with which the operator's pods run. */
  readonly serviceAccount: string;
  /**
   * The name that Kubernetes records as the owner of the fields set here, 1 to 110 characters, such as
   * `cdktf-ecr-production`. It must be unique for each stack: two stacks with the same name remove each other's fields.
   * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#managers
   */
  readonly fieldManager: string;
  /**
   * The operator's Deployment, to restart its pods or to set their session name.
   * @default - the Deployment does not change
   */
  readonly deployment?: OperatorDeployment;
}

/** The operator's installation creates the ServiceAccount, and Terraform manages only its annotation. */
export interface AnnotateSettings extends CommonSettings {
  /** Annotates an existing ServiceAccount. */
  readonly mode: "annotate";
  /**
   * Overwrite fields that another manager, such as Helm, has set. Leave it false if that manager sets them again on each
   * deployment: the two would overwrite each other forever.
   * @default false
   */
  readonly force?: boolean;
}

/**
 * Terraform creates the ServiceAccount before the operator is installed (Helm: `serviceAccount.create: false`).
 * Destroying a namespace created here deletes everything in it.
 */
export interface CreateSettings extends CommonSettings {
  /** Creates the ServiceAccount. */
  readonly mode: "create";
  /**
   * Whether to create the namespace as well.
   * @default true
   */
  readonly createNamespace?: boolean;
}

/** Descriptions of settings, for the JSON Schema, the module's variables and the documentation. */
export const DESCRIPTIONS = {
  createNamespace: "Whether Terraform also creates the namespace when it creates the ServiceAccount.",
  force:
    "Whether `annotate` overwrites an annotation that another manager, such as Helm, has set. If that manager sets the annotation again, Terraform and the manager keep overwriting each other's value.",
  restartOnRoleChange: "Whether the operator's pods restart when the role changes. Running pods keep the old role.",
  sessionName:
    "Fixed `AWS_ROLE_SESSION_NAME` for the operator's pods. Without it, the operator refreshes its credentials in an endless loop.",
} as const;

/** How the operator's ServiceAccount gets its role: annotated, or created with the annotation. */
export type OperatorServiceAccountSettings = AnnotateSettings | CreateSettings;
