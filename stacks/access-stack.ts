import { type Construct } from "constructs";
import { type OperatorSettings } from "../config/environment";
import { operatorRoleSettings } from "../config/operator-parts";
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
    const declared = repositories.map(({ repositoryName }) => repositoryName);
    const settings = operatorRoleSettings(operator, {
      environment: props.environment.name,
      location,
      clusters,
      declared,
    });
    this.operatorRole = new OperatorRole(this, "Operator", settings);
    const { roleArn } = this.operatorRole;
    this.addOutput("operator_role_arn", "ARN of the role that the operator assumes.", this.operatorRole.role.arn);
    this.addOutput(
      "service_account_annotation",
      "Annotation of the operator's ServiceAccount.",
      `${ROLE_ARN_ANNOTATION}=${roleArn}`,
    );
  }
}
