import { type Construct } from "constructs";
import { type ClusterSettings } from "../src/model/environment";
import { usesIrsa } from "../src/domain/operator/clusters";
import { clusterStackKind } from "../src/model/stack-kinds";
import { OperatorServiceAccount } from "../modules/operator-service-account/construct";
import { ROLE_ARN_ANNOTATION } from "../src/domain/operator/instructions";
import { type OperatorServiceAccountSettings } from "../src/domain/operator/service-account-settings";
import { EnvironmentStack, type EnvironmentStackProps } from "./environment-stack";
import { addKubernetesProvider } from "./kubernetes-provider";
import { REQUIRED_PROVIDERS } from "./versions";

export interface ClusterStackProps extends EnvironmentStackProps {
  readonly cluster: ClusterSettings;
  readonly serviceAccount: OperatorServiceAccountSettings;
}

/** `<environment>-cluster`: the operator's ServiceAccount in one cluster. Each cluster has its own stack. */
export class ClusterStack extends EnvironmentStack {
  constructor(scope: Construct, { cluster, serviceAccount, ...props }: ClusterStackProps) {
    super(scope, clusterStackKind(props.environment, cluster), props);
    this.requireProvider("kubernetes", REQUIRED_PROVIDERS.kubernetes);
    const { region } = props.environment.location;
    addKubernetesProvider(this, cluster, { region, projectFolder: props.projectFolder });
    const annotated = usesIrsa(cluster);
    new OperatorServiceAccount(this, "Operator", { ...serviceAccount, annotated });
    if (!annotated) return;
    this.addOutput(
      "service_account_annotation",
      "Annotation of the operator's ServiceAccount.",
      `${ROLE_ARN_ANNOTATION}=${serviceAccount.roleArn}`,
    );
  }
}
