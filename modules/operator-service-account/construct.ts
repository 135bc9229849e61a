import { Annotations } from "@cdktf/provider-kubernetes/lib/annotations";
import { Env } from "@cdktf/provider-kubernetes/lib/env";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { snakeCase } from "../../src/domain/terraform/terraform-name";
import { throwOnErrors } from "../kit/throw-on-errors";
import { checkOperatorServiceAccount } from "../../src/domain/operator/check-service-account";
import { INSTALL_PRESETS } from "../../src/domain/operator/install-presets";
import {
  ROLE_ARN_ANNOTATION,
  ROLE_HASH_ANNOTATION,
  roleArnHash,
  SESSION_NAME_VARIABLE,
} from "../../src/domain/operator/instructions";
import {
  type AnnotateSettings,
  type CreateSettings,
  type OperatorServiceAccountSettings,
} from "../../src/domain/operator/service-account-settings";

/** Arguments of `OperatorServiceAccount`, for the modes `annotate` and `create`. */
export type OperatorServiceAccountProps = OperatorServiceAccountSettings;

/**
 * Connects the operator to its role: annotates or creates its ServiceAccount, and restarts its pods when the role changes.
 *
 * Terraform addresses derive from the construct ID: with the ID `Operator` they are `kubernetes_annotations.operator` (or
 * `kubernetes_namespace_v1.operator` and `kubernetes_service_account_v1.operator`), `kubernetes_annotations.operator_restart`
 * and `kubernetes_env.operator_session_name`.
 * @throws an error that lists all arguments that Kubernetes or EKS would reject
 * @example
 * new OperatorServiceAccount(this, "Operator", {
 *   ...INSTALL_PRESETS.helm,
 *   mode: "annotate",
 *   roleArn,
 *   fieldManager: "cdktf-ecr-production",
 *   deployment: { name: INSTALL_PRESETS.helm.deployment, restartOnRoleChange: true, sessionName: "infra-operator" },
 * });
 */
export class OperatorServiceAccount extends Construct {
  /** The resource that sets the annotation, or the ServiceAccount without one; `undefined` if Terraform sets neither. */
  readonly annotated?: Annotations | ServiceAccountV1;
  /** The namespace, if Terraform creates it. */
  readonly namespace?: NamespaceV1;
  private readonly baseName: string;

  /**
   * Checks the settings and adds the resources of the ServiceAccount and the Deployment.
   * @param scope stack or construct to which the resources belong
   * @param id ID of the construct, unique in the scope
   * @param props settings of the ServiceAccount
   */
  constructor(scope: Construct, id: string, props: OperatorServiceAccountProps) {
    super(scope, id);
    throwOnErrors(this, checkOperatorServiceAccount(props));
    this.baseName = snakeCase(id);

    if (props.mode === "create") {
      this.namespace = props.createNamespace === false ? undefined : this.createNamespace(props);
      this.annotated = this.createServiceAccount(props);
    } else if (props.annotated !== false) {
      this.annotated = this.annotateServiceAccount(props);
    }
    this.restartOnRoleChange(props);
    this.nameSessions(props);
  }

  private annotateServiceAccount(props: AnnotateSettings): Annotations {
    const { roleArn, namespace, serviceAccount, fieldManager, force = false } = props;
    const annotations = new Annotations(this, "Annotation", {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: serviceAccount, namespace },
      annotations: { [ROLE_ARN_ANNOTATION]: roleArn },
      fieldManager,
      force,
    });
    return named(annotations, this.baseName);
  }

  private createNamespace({ namespace }: CreateSettings): NamespaceV1 {
    return named(new NamespaceV1(this, "Namespace", { metadata: { name: namespace } }), this.baseName);
  }

  private createServiceAccount({ roleArn, annotated, namespace, serviceAccount }: CreateSettings): ServiceAccountV1 {
    const annotations = annotated === false ? undefined : { [ROLE_ARN_ANNOTATION]: roleArn };
    const account = new ServiceAccountV1(this, "ServiceAccount", {
      metadata: { name: serviceAccount, namespace, annotations },
      dependsOn: this.namespace === undefined ? undefined : [this.namespace],
    });
    return named(account, this.baseName);
  }

  private restartOnRoleChange(props: OperatorServiceAccountProps): void {
    if (props.deployment?.restartOnRoleChange !== true) return;
    new Annotations(this, "Restart", {
      ...this.deploymentOf(props, props.deployment.name, "restart"),
      templateAnnotations: { [ROLE_HASH_ANNOTATION]: roleArnHash(props.roleArn) },
    }).overrideLogicalId(`${this.baseName}_restart`);
  }

  private nameSessions(props: OperatorServiceAccountProps): void {
    if (props.deployment?.sessionName === undefined) return;
    new Env(this, "SessionName", {
      ...this.deploymentOf(props, props.deployment.name, "env"),
      container: props.deployment.container ?? INSTALL_PRESETS.manifests.container,
      env: [{ name: SESSION_NAME_VARIABLE, value: props.deployment.sessionName }],
    }).overrideLogicalId(`${this.baseName}_session_name`);
  }

  /**
   * Fields that a field manager applies replace those it applied before, so two resources on one Deployment need two field
   * managers. Both depend on the annotation: pods that are created before it do not get the role.
   */
  private deploymentOf(props: OperatorServiceAccountProps, name: string, purpose: string) {
    return {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name, namespace: props.namespace },
      fieldManager: `${props.fieldManager}-${purpose}`,
      force: props.mode === "annotate" && props.force === true,
      dependsOn: this.annotated === undefined ? undefined : [this.annotated],
    };
  }
}

function named<T extends TerraformResource>(resource: T, logicalId: string): T {
  resource.overrideLogicalId(logicalId);
  return resource;
}
