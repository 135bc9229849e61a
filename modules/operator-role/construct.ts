import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { type IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { roleArn } from "../../src/domain/aws/arn";
import { type PolicyDocument } from "../../src/domain/iam/policy";
import { snakeCase } from "../../src/domain/terraform/terraform-name";
import { ClusterProviders } from "../kit/cluster-providers";
import { addAssociations, addRole } from "../kit/construct-role";
import { jsonPolicy } from "../kit/json-policy";
import { optionalMap } from "../kit/optional";
import { literalText } from "../../src/domain/terraform/strings";
import { throwOnErrors } from "../kit/throw-on-errors";
import { checkOperatorRole } from "../../src/domain/operator/check-role";
import { usesIrsa } from "../../src/domain/operator/clusters";
import { podIdentityOf } from "../../src/domain/operator/pod-identity";
import { planPolicies, type PolicyPlan } from "../../src/domain/operator/plan-policies";
import {
  OPERATOR_ROLE_DEFAULTS as DEFAULTS,
  policyDescription,
  policyName,
  type OperatorRoleSettings,
} from "../../src/domain/operator/role-settings";
import { trustPolicy } from "../../src/domain/operator/trust-policy";

/** Arguments of `OperatorRole`. All values must be literal, because synthesis checks their length against AWS's quotas. */
export type OperatorRoleProps = OperatorRoleSettings;

/**
 * The IAM role that the operator's pods assume through their ServiceAccount, by IRSA or EKS Pod Identity. Its managed policies allow the operator's calls on
 * the repositories that it owns, and deny changes to all others.
 *
 * Terraform addresses derive from the construct ID: with the ID `Operator` and a cluster `prod` they are `aws_iam_role.operator`,
 * `aws_iam_policy.operator_1`, `aws_iam_role_policy_attachment.operator_1`, `data.aws_eks_cluster.operator_prod` and
 * `data.aws_iam_openid_connect_provider.operator_prod` (or `aws_iam_openid_connect_provider.operator_prod`). With Pod Identity,
 * `aws_eks_pod_identity_association.operator_prod` connects the first ServiceAccount.
 * @throws an error that lists all arguments that AWS would reject and every quota that would be exceeded
 * @example
 * new OperatorRole(this, "Operator", {
 *   location: { account: "111122223333", region: "eu-west-1" },
 *   roleName: "infra-operator-ecr-role",
 *   clusters: [{ eks: "prod" }],
 *   serviceAccounts: [{ namespace: "infra-operator", name: "infra-operator" }],
 *   manages: ["sandbox/"],
 * });
 */
export class OperatorRole extends Construct {
  /** The role, for references from other resources. */
  readonly role: IamRole;
  /** ARN of the role, computed from account, path and name, so that other stacks do not have to read this stack's state. */
  readonly roleArn: string;
  /** The managed policies and their sizes. */
  readonly policyPlan: PolicyPlan;
  /** The OIDC providers of the clusters, for other roles that trust them. */
  readonly providers: ClusterProviders;
  private readonly baseName: string;

  /**
   * Checks the settings and adds the role with its policies and OIDC providers.
   * @param scope stack or construct to which the role belongs
   * @param id ID of the construct, unique in the scope
   * @param props settings of the role and its permissions
   */
  constructor(scope: Construct, id: string, props: OperatorRoleProps) {
    super(scope, id);
    throwOnErrors(this, checkOperatorRole(props));
    this.baseName = snakeCase(id);
    const { path = DEFAULTS.path, description = DEFAULTS.description } = props;
    const { maxSessionDuration = DEFAULTS.maxSessionDuration } = props;
    const tags = optionalMap(props.tags);

    this.providers = new ClusterProviders(this, this.baseName, tags);
    const providers = props.clusters.filter(usesIrsa).map((cluster) => this.providers.of(cluster));
    const podIdentity = podIdentityOf(props.location, props.clusters);
    const trust = trustPolicy(providers, props.serviceAccounts, podIdentity);
    this.role = addRole(this, this.baseName, { ...props, path, description, maxSessionDuration, trust });
    this.roleArn = roleArn(props.location, props.roleName, path);

    this.policyPlan = planPolicies(props);
    this.policyPlan.documents.forEach((document, index) => {
      this.attach(document, index + 1, { name: policyName(props.roleName, index + 1), path: literalText(path), tags });
    });
    addAssociations(this, this.role, props.clusters, props.serviceAccounts);
  }

  private attach(
    document: PolicyDocument,
    number: number,
    settings: { name: string; path: string; tags?: Record<string, string> },
  ): void {
    const policy = new IamPolicy(this, `Policy${number}`, {
      ...settings,
      description: policyDescription(this.role.nameInput ?? ""),
      policy: jsonPolicy(document),
    });
    policy.overrideLogicalId(`${this.baseName}_${number}`);
    new IamRolePolicyAttachment(this, `Attachment${number}`, {
      role: this.role.name,
      policyArn: policy.arn,
    }).overrideLogicalId(`${this.baseName}_${number}`);
  }
}
