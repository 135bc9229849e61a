import { type AwsLocation } from "../../src/domain/aws/arn";
import { type ModuleDocument } from "../../modules/kit/module-definition";
import { type OperatorCluster } from "../../src/domain/operator/clusters";
import { type OperatorRoleSettings } from "../../src/domain/operator/role-settings";
import { type TrustedServiceAccount } from "../../src/domain/operator/service-account-subject";

/** The module's inputs as the construct has them. */
export function roleSettings(inputs: ModuleDocument, location: AwsLocation): OperatorRoleSettings {
  const optional: Partial<OperatorRoleSettings> = {
    path: inputs["path"] as string | undefined,
    description: inputs["description"] as string | undefined,
    permissionsBoundary: inputs["permissions_boundary"] as string | undefined,
    maxSessionDuration: inputs["max_session_duration"] as number | undefined,
    trustPolicyQuota: inputs["trust_policy_quota"] as number | undefined,
    tags: inputs["tags"] as Record<string, string> | undefined,
    allowDelete: inputs["allow_delete"] as boolean | undefined,
    kmsKeyArns: inputs["kms_key_arns"] as string[] | undefined,
  };
  return {
    ...optional,
    location,
    roleName: inputs["name"] as string,
    manages: inputs["manages"] as string[],
    serviceAccounts: inputs["service_accounts"] as unknown as TrustedServiceAccount[],
    clusters: operatorClusters(inputs["clusters"] as Record<string, ModuleCluster>),
  };
}

/** The module's clusters as the construct has them. */
export function operatorClusters(clusters: Readonly<Record<string, ModuleCluster>>): OperatorCluster[] {
  return Object.entries(clusters).map(([key, { oidc_provider_arn: arn = "", pod_identity_cluster: eks }]) =>
    eks === undefined
      ? { key, oidcIssuer: issuerOf(arn) }
      : { key, eks, identity: arn === "" ? "podIdentity" : "both" },
  );
}

/** A cluster as the module has it. */
export interface ModuleCluster {
  readonly oidc_provider_arn?: string;
  readonly pod_identity_cluster?: string;
}

function issuerOf(providerArn: string): string {
  return `https://${providerArn.split(":oidc-provider/")[1] ?? ""}`;
}
