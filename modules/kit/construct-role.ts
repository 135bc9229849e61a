import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { type Construct } from "constructs";
import { type PolicyDocument } from "../../src/domain/iam/policy";
import { type OperatorCluster } from "../../src/domain/operator/clusters";
import { podIdentityAssociations } from "../../src/domain/operator/pod-identity";
import { type OperatorRoleSettings } from "../../src/domain/operator/role-settings";
import { literalText } from "../../src/domain/terraform/strings";
import { jsonPolicy } from "./json-policy";
import { optionalLiteral, optionalMap } from "./optional";

/** Settings of a construct's role, with their defaults. */
interface RoleProps {
  readonly roleName: string;
  readonly path: string;
  readonly description: string;
  readonly permissionsBoundary?: string | undefined;
  readonly maxSessionDuration: number;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly trust: PolicyDocument;
}

/** Adds the role of a construct. @param address last part of its Terraform address */
export function addRole(scope: Construct, address: string, props: RoleProps): IamRole {
  const role = new IamRole(scope, "Resource", {
    name: props.roleName,
    path: literalText(props.path),
    description: literalText(props.description),
    assumeRolePolicy: jsonPolicy(props.trust),
    permissionsBoundary: optionalLiteral(props.permissionsBoundary),
    maxSessionDuration: props.maxSessionDuration,
    tags: optionalMap(props.tags),
  });
  role.overrideLogicalId(address);
  return role;
}

/** Associates ServiceAccounts with a role in the clusters that use EKS Pod Identity. */
export function addAssociations(
  scope: Construct,
  role: IamRole,
  clusters: readonly OperatorCluster[],
  serviceAccounts: OperatorRoleSettings["serviceAccounts"],
): void {
  for (const { cluster, serviceAccount, address } of podIdentityAssociations(clusters, serviceAccounts)) {
    new EksPodIdentityAssociation(scope, `Association-${address}`, {
      clusterName: cluster.eks,
      namespace: serviceAccount.namespace,
      serviceAccount: serviceAccount.name,
      roleArn: role.arn,
      tags: role.tagsInput,
    }).overrideLogicalId(`${role.friendlyUniqueId}_${address}`);
  }
}
