import { type Construct } from "constructs";
import { clusterOf } from "../config/check-operator";
import { type OperatorSettings } from "../config/environment";
import { OperatorRole } from "../modules/operator-role/construct";
import { ROLE_ARN_ANNOTATION } from "../modules/operator-service-account/instructions";
import { EnvironmentStack, type EnvironmentStackProps } from "./environment-stack";

export interface AccessStackProps extends EnvironmentStackProps {
  readonly operator: OperatorSettings;
}

/** `<environment>-access`: who may use the registry; today the operator's role. */
export class AccessStack extends EnvironmentStack {
  readonly operatorRole: OperatorRole;

  constructor(scope: Construct, { operator, ...props }: AccessStackProps) {
    super(scope, "access", props);
    const { clusters, location, repositories } = props.environment;
    this.operatorRole = new OperatorRole(this, "Operator", {
      ...operator,
      location,
      clusters: clusters.map(clusterOf),
      declaredRepositories: repositories.map(({ repositoryName }) => repositoryName),
    });
    const { roleArn } = this.operatorRole;
    this.addOutput("operator_role_arn", "ARN of the role that the operator assumes.", this.operatorRole.role.arn);
    this.addOutput(
      "service_account_annotation",
      "Annotation of the operator's ServiceAccount.",
      `${ROLE_ARN_ANNOTATION}=${roleArn}`,
    );
  }
}
