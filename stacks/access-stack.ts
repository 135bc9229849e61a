import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { type IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { type TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import { INLINE_POLICY_QUOTA } from "../src/domain/ci/permissions";
import { roleAddress } from "../src/domain/ci/role-names";
import { rolePermissions } from "../src/domain/ci/role-settings";
import { policySize } from "../src/domain/iam/policy";
import { planReads } from "../src/operations/runner-policy/plan-reads";
import { readStack, type Body } from "../src/operations/runner-policy/stack";
import { isStateInS3 } from "../src/operations/runner-policy/state-permissions";
import { jsonPolicy } from "../modules/kit/json-policy";
import { type OperatorSettings } from "../src/model/environment";
import { usesIrsa } from "../src/domain/operator/clusters";
import { operatorRoleSettings } from "../src/model/operator-parts";
import { CiRole } from "../modules/ci-role/construct";
import { ClusterProviders } from "../modules/kit/cluster-providers";
import { WorkloadRole } from "../modules/workload-role/construct";
import { OperatorRole } from "../modules/operator-role/construct";
import { ROLE_ARN_ANNOTATION } from "../src/domain/operator/instructions";
import { EnvironmentStack, type EnvironmentStackProps } from "./environment-stack";

/** `<environment>-access`: the roles of the operator, of workflows and of workloads. */
export class AccessStack extends EnvironmentStack {
  /** ARNs of all roles in the stack. */
  readonly roleArns: readonly string[];

  /** Roles of `ciRoles` by name. */
  private readonly workflowRoles = new Map<string, IamRole>();

  /** The OIDC providers of the clusters, which all roles of the stack share. */
  private providers?: ClusterProviders;

  constructor(scope: Construct, props: EnvironmentStackProps) {
    super(scope, "access", props);
    const { operator } = props.environment;
    this.roleArns = [
      ...(operator === undefined ? [] : [this.addOperatorRole(operator)]),
      ...this.addCiRoles(),
      ...this.addWorkloadRoles(),
    ];
  }

  private addOperatorRole(operator: OperatorSettings): string {
    const { name: environment, clusters, location, repositories } = this.environment;
    const declared = repositories.map(({ repositoryName }) => repositoryName);
    const settings = operatorRoleSettings(operator, { environment, location, clusters, declared });
    const { role, roleArn, providers } = new OperatorRole(this, "Operator", settings);
    this.providers = providers;
    this.addOutput("operator_role_arn", "ARN of the role that the operator assumes.", role.arn);
    if (!clusters.some(usesIrsa)) return roleArn;
    this.addOutput(
      "service_account_annotation",
      "Annotation to set on the operator's ServiceAccount, as key=value.",
      `${ROLE_ARN_ANNOTATION}=${roleArn}`,
    );
    return roleArn;
  }

  /**
   * Lets roles for reviews plan stacks: they may read what the stacks have in AWS, and their states.
   * @param stacks stacks of the environment, complete
   */
  allowPlans(stacks: readonly TerraformStack[]): void {
    const { ciRoles, location } = this.environment;
    const reviewing = ciRoles.filter(({ access }) => access === "review");
    if (reviewing.length === 0 || !isStateInS3(this.environment)) return;
    const planned = stacks.map((stack) => readStack(stack.node.id, stack.toTerraform() as Body));
    for (const settings of reviewing) {
      const { roleName, repositories } = settings;
      const characters = INLINE_POLICY_QUOTA - policySize(rolePermissions({ ...settings, location }));
      new IamRolePolicy(this, `Ci-${roleName}-Plan`, {
        name: "plan",
        role: this.workflowRoles.get(roleName)?.name ?? roleName,
        policy: jsonPolicy(planReads({ stacks: planned, repositories, characters })),
      }).overrideLogicalId(`${roleAddress(roleName)}_plan`);
    }
  }

  private addCiRoles(): string[] {
    const { ciRoles, location } = this.environment;
    if (ciRoles.length === 0) return [];
    const roles = ciRoles.map((settings) => {
      const created = new CiRole(this, `Ci-${settings.roleName}`, { ...settings, location });
      this.workflowRoles.set(settings.roleName, created.role);
      return created;
    });
    const arns = Object.fromEntries(ciRoles.map(({ roleName }, index) => [roleName, roles[index]?.role.arn]));
    this.addOutput("ci_role_arns", "ARN of each role that workflows assume, by role name.", arns);
    return roles.map(({ roleArn }) => roleArn);
  }

  private addWorkloadRoles(): string[] {
    const { workloadRoles = [], location } = this.environment;
    if (workloadRoles.length === 0) return [];
    const providers = this.providers ?? new ClusterProviders(this, "workload");
    const roles = workloadRoles.map(
      (settings) => new WorkloadRole(this, `Workload-${settings.roleName}`, { ...settings, location, providers }),
    );
    const outputs = workloadRoles.map(({ roleName }, index) => [roleName, roles[index]] as const);
    const arns = outputs.flatMap(([name, workload]) => (workload?.role ? [[name, workload.role.arn] as const] : []));
    if (arns.length > 0) {
      this.addOutput("workload_role_arns", "ARN of each role of a workload, by name.", Object.fromEntries(arns));
    }
    this.addOutput(
      "workload_policy_arns",
      "ARN of each workload's policy, by name.",
      Object.fromEntries(outputs.map(([name, workload]) => [name, workload?.policy.arn])),
    );
    return roles.flatMap(({ roleArn }) => roleArn ?? []);
  }
}
