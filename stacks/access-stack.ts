import { type Construct } from "constructs";
import { type OperatorSettings } from "../src/model/environment";
import { usesIrsa } from "../src/domain/operator/clusters";
import { operatorRoleSettings } from "../src/model/operator-parts";
import { CiRole } from "../modules/ci-role/construct";
import { OperatorRole } from "../modules/operator-role/construct";
import { ROLE_ARN_ANNOTATION } from "../src/domain/operator/instructions";
import { EnvironmentStack, type EnvironmentStackProps } from "./environment-stack";

/** `<environment>-access`: the roles of the operator and of the workflows that push to the registry. */
export class AccessStack extends EnvironmentStack {
  /** ARNs of all roles in the stack. */
  readonly roleArns: readonly string[];

  constructor(scope: Construct, props: EnvironmentStackProps) {
    super(scope, "access", props);
    const { operator } = props.environment;
    this.roleArns = [...(operator === undefined ? [] : [this.addOperatorRole(operator)]), ...this.addCiRoles()];
  }

  private addOperatorRole(operator: OperatorSettings): string {
    const { name: environment, clusters, location, repositories } = this.environment;
    const declared = repositories.map(({ repositoryName }) => repositoryName);
    const settings = operatorRoleSettings(operator, { environment, location, clusters, declared });
    const { role, roleArn } = new OperatorRole(this, "Operator", settings);
    this.addOutput("operator_role_arn", "ARN of the role that the operator assumes.", role.arn);
    if (!clusters.some(usesIrsa)) return roleArn;
    this.addOutput(
      "service_account_annotation",
      "Annotation to set on the operator's ServiceAccount, as key=value.",
      `${ROLE_ARN_ANNOTATION}=${roleArn}`,
    );
    return roleArn;
  }

  private addCiRoles(): string[] {
    const { ciRoles, location } = this.environment;
    if (ciRoles.length === 0) return [];
    const roles = ciRoles.map((settings) => new CiRole(this, `Ci-${settings.roleName}`, { ...settings, location }));
    const arns = Object.fromEntries(ciRoles.map(({ roleName }, index) => [roleName, roles[index]?.role.arn]));
    this.addOutput("ci_role_arns", "ARN of each role that workflows assume, by role name.", arns);
    return roles.map(({ roleArn }) => roleArn);
  }
}
