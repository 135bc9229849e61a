import { type Construct } from "constructs";
import { type ClusterSettings, type OperatorSettings } from "../config/environment";
import { clusterStackKind } from "../config/stack-kinds";
import { OperatorServiceAccount } from "../modules/operator-service-account/construct";
import { ROLE_ARN_ANNOTATION } from "../modules/operator-service-account/instructions";
import { EnvironmentStack, type EnvironmentStackProps } from "./environment-stack";
import { addKubernetesProvider } from "./kubernetes-provider";
import { REQUIRED_PROVIDERS } from "./versions";

export interface ClusterStackProps extends EnvironmentStackProps {
  readonly cluster: ClusterSettings;
  readonly operator: OperatorSettings;
  readonly roleArn: string;
}

/** `<environment>-cluster`: the operator's ServiceAccount in one cluster. Several clusters have a stack each. */
export class ClusterStack extends EnvironmentStack {
  constructor(scope: Construct, { cluster, operator, roleArn, ...props }: ClusterStackProps) {
    super(scope, clusterStackKind(props.environment, cluster), props);
    this.requireProvider("kubernetes", REQUIRED_PROVIDERS.kubernetes);
    addKubernetesProvider(this, cluster, props.environment.location.region);
    const [serviceAccount] = operator.serviceAccounts;
    new OperatorServiceAccount(this, "Operator", {
      mode: operator.serviceAccountMode === "create" ? "create" : "annotate",
      createNamespace: operator.createNamespace,
      roleArn,
      namespace: serviceAccount?.namespace ?? "",
      serviceAccount: serviceAccount?.name ?? "",
      fieldManager: `cdktf-ecr-${props.environment.name}`,
      deployment: {
        name: operator.deployment,
        container: operator.container,
        restartOnRoleChange: operator.restartOnRoleChange,
        sessionName: operator.sessionName,
      },
    });
    this.addOutput(
      "service_account_annotation",
      "Annotation of the operator's ServiceAccount.",
      `${ROLE_ARN_ANNOTATION}=${roleArn}`,
    );
  }
}
