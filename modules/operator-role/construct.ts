import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { roleArn } from "../../src/domain/aws/arn";
import { type PolicyDocument } from "../../src/domain/iam/policy";
import { snakeCase } from "../../src/domain/terraform/logical-id";
import { ClusterProviders } from "../kit/cluster-providers";
import { jsonPolicy } from "../kit/json-policy";
import { literalText } from "../../src/domain/terraform/strings";
import { throwOnErrors } from "../kit/throw-on-errors";
import { checkOperatorRole } from "../../src/domain/operator/check-role";
import { usesIrsa } from "../../src/domain/operator/clusters";
import { podIdentityAssociations, podIdentityOf } from "../../src/domain/operator/pod-identity";
import { planPolicies, type PolicyPlan } from "../../src/domain/operator/plan-policies";
import {
  OPERATOR_ROLE_DEFAULTS,
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
    const path = props.path ?? OPERATOR_ROLE_DEFAULTS.path;
    const tags = Object.keys(props.tags ?? {}).length > 0 ? { ...props.tags } : undefined;

    this.providers = new ClusterProviders(this, this.baseName, tags);
    const providers = props.clusters.filter(usesIrsa).map((cluster) => this.providers.of(cluster));
    const podIdentity = podIdentityOf(props.location, props.clusters);
    this.role = new IamRole(this, "Resource", {
      name: props.roleName,
      path: literalText(path),
      description: literalText(props.description ?? OPERATOR_ROLE_DEFAULTS.description),
      assumeRolePolicy: jsonPolicy(trustPolicy(providers, props.serviceAccounts, podIdentity)),
      permissionsBoundary: props.permissionsBoundary === undefined ? undefined : literalText(props.permissionsBoundary),
      maxSessionDuration: props.maxSessionDuration ?? OPERATOR_ROLE_DEFAULTS.maxSessionDuration,
      tags,
    });
    this.role.overrideLogicalId(this.baseName);
    this.roleArn = roleArn(props.location, props.roleName, path);

    this.policyPlan = planPolicies(props);
    this.policyPlan.documents.forEach((document, index) => {
      this.attach(document, index + 1, { name: policyName(props.roleName, index + 1), path: literalText(path), tags });
    });
    this.associate(props, tags);
  }

  /** Connects the ServiceAccounts with the role in the clusters that use Pod Identity. */
  private associate({ clusters, serviceAccounts }: OperatorRoleProps, tags: Record<string, string> | undefined): void {
    for (const { cluster, serviceAccount, address } of podIdentityAssociations(clusters, serviceAccounts)) {
      const association = new EksPodIdentityAssociation(this, `Association-${address}`, {
        clusterName: cluster.eks,
        namespace: serviceAccount.namespace,
        serviceAccount: serviceAccount.name,
        roleArn: this.role.arn,
        tags,
      });
      association.overrideLogicalId(`${this.baseName}_${address}`);
    }
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
    const attachment = new IamRolePolicyAttachment(this, `Attachment${number}`, {
      role: this.role.name,
      policyArn: policy.arn,
    });
    attachment.overrideLogicalId(`${this.baseName}_${number}`);
  }
}
