import { type OperatorRoleSettings } from "../../domain/operator/role-settings";
import { type OperatorCluster } from "../../domain/operator/clusters";
import { type TrustedServiceAccount } from "../../domain/operator/service-account-subject";
import { type PrincipalPolicies } from "../../domain/iam/attached-policies";
import { type KeyFacts } from "./key";
import { type Observed } from "./observed";

/** The operator's role in IAM. */
export interface DeployedRole extends PrincipalPolicies {
  /** Trust policy. */
  readonly trust: unknown;
}

/** An OIDC provider in IAM. */
export interface DeployedProvider {
  readonly arn: string;
  /** Audiences of the tokens that the provider accepts. */
  readonly clientIds: readonly string[];
}

/** A cluster's identity in AWS. */
export interface ClusterIdentity {
  readonly cluster: OperatorCluster;
  /** The issuer of its tokens; `undefined` if the cluster does not exist. */
  readonly issuer: Observed<string | undefined>;
  /** The OIDC provider for the issuer; `undefined` if it does not exist. */
  readonly provider: Observed<DeployedProvider | undefined>;
  /** @default - the cluster does not use EKS Pod Identity */
  readonly podIdentity?: PodIdentityFacts;
}

/** What EKS Pod Identity has in a cluster. */
export interface PodIdentityFacts {
  readonly agent: Observed<AgentState>;
  readonly associations: readonly AssociationFacts[];
}

/** The agent of EKS Pod Identity: an add-on with its status, part of EKS Auto Mode, or not installed as an add-on. */
export type AgentState =
  { readonly kind: "addon"; readonly status: string } | { readonly kind: "auto" } | { readonly kind: "missing" };

/** A declared ServiceAccount and its association; `undefined` if it does not exist. */
export interface AssociationFacts {
  readonly serviceAccount: TrustedServiceAccount;
  readonly found: Observed<DeployedAssociation | undefined>;
}

export interface DeployedAssociation {
  readonly id: string;
  readonly roleArn: string;
  /** Whether EKS passes the namespace and the ServiceAccount, which the trust policy tests. */
  readonly hasSessionTags: boolean;
}

/** The AWS side of an operator. */
export interface OperatorFacts {
  readonly environment: string;
  /** The declared settings. */
  readonly settings: OperatorRoleSettings;
  /** `undefined` if the role does not exist. */
  readonly role: Observed<DeployedRole | undefined>;
  readonly clusters: readonly ClusterIdentity[];
  /** Customer managed keys of the operator's repositories. */
  readonly keys: readonly KeyFacts[];
}
