import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { type IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { roleArn } from "../../src/domain/aws/arn";
import { usesIrsa } from "../../src/domain/operator/clusters";
import { snakeCase } from "../../src/domain/terraform/terraform-name";
import { literalText } from "../../src/domain/terraform/strings";
import { checkWorkloadRole } from "../../src/domain/workloads/check";
import {
  WORKLOAD_ROLE_DEFAULTS,
  workloadAddress,
  workloadDescription,
  type WorkloadRoleSettings,
} from "../../src/domain/workloads/settings";
import { workloadPermissions, workloadTrust } from "../../src/domain/workloads/policies";
import { ClusterProviders } from "../kit/cluster-providers";
import { addAssociations, addRole } from "../kit/construct-role";
import { jsonPolicy } from "../kit/json-policy";
import { optionalMap } from "../kit/optional";
import { throwOnErrors } from "../kit/throw-on-errors";

/** Arguments of `WorkloadRole`. */
export interface WorkloadRoleProps extends WorkloadRoleSettings {
  /**
   * OIDC providers that another role in the scope already looks up or creates, such as those of `OperatorRole`.
   * @default - the role looks up or creates its own
   */
  readonly providers?: ClusterProviders;
}

/**
 * The IAM role of a workload that pulls or pushes images. Workloads are nodes, pods on Fargate, tasks of ECS, and pods by IRSA
 * or EKS Pod Identity. For existing roles, only the managed policy is created and attached.
 *
 * Terraform addresses derive from the name: a role `nodes-pull` is `aws_iam_role.workload_nodes_pull`, with
 * `aws_iam_policy.workload_nodes_pull` and `aws_iam_role_policy_attachment.workload_nodes_pull`. An attachment to an existing
 * role ends in that role's name.
 * @throws an error that lists all arguments that AWS would reject
 * @example
 * new WorkloadRole(this, "Nodes", {
 *   location: { account: "111122223333", region: "eu-west-1" },
 *   roleName: "nodes-pull",
 *   trust: { kind: "nodes" },
 *   repositories: ["team/"],
 * });
 */
export class WorkloadRole extends Construct {
  /** The role; `undefined` for existing roles. */
  readonly role?: IamRole;
  /** ARN of the role, computed from account, path and name; `undefined` for existing roles. */
  readonly roleArn?: string;
  /** The managed policy with the permissions. */
  readonly policy: IamPolicy;

  /**
   * Adds the role, its policy and its Pod Identity associations, or the policy of existing roles.
   * @param scope stack or construct to which the role belongs
   * @param id ID of the construct, unique in the scope
   * @param props settings of the role
   */
  constructor(scope: Construct, id: string, props: WorkloadRoleProps) {
    super(scope, id);
    throwOnErrors(this, checkWorkloadRole(props));
    const { roleName, path = WORKLOAD_ROLE_DEFAULTS.path, trust, description = workloadDescription(props) } = props;
    const address = workloadAddress(roleName);
    this.policy = new IamPolicy(this, "Policy", {
      name: roleName,
      path: literalText(path),
      description: literalText(description),
      policy: jsonPolicy(workloadPermissions(props)),
      tags: optionalMap(props.tags),
    });
    this.policy.overrideLogicalId(address);
    if (trust.kind === "existing") {
      for (const name of trust.roles) this.attach(name, `${address}_${snakeCase(name)}`);
      return;
    }
    const document = workloadTrust(props, this.trusted(props));
    if (document === undefined) return;
    const { maxSessionDuration = WORKLOAD_ROLE_DEFAULTS.maxSessionDuration } = props;
    this.role = addRole(this, address, { ...props, path, description, maxSessionDuration, trust: document });
    this.roleArn = roleArn(props.location, roleName, path);
    this.attach(this.role.name, address);
    if (trust.kind === "serviceAccount") addAssociations(this, this.role, trust.clusters, trust.serviceAccounts);
  }

  /** The OIDC providers of the clusters that use IRSA. */
  private trusted({ trust, providers }: WorkloadRoleProps) {
    if (trust.kind !== "serviceAccount") return [];
    const known = providers ?? new ClusterProviders(this, workloadAddress(this.node.id));
    return trust.clusters.filter(usesIrsa).map((cluster) => known.of(cluster));
  }

  private attach(role: string, address: string): void {
    new IamRolePolicyAttachment(this, `Attachment-${address}`, {
      role,
      policyArn: this.policy.arn,
    }).overrideLogicalId(address);
  }
}
