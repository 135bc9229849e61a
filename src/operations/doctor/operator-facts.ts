import { type OperatorRoleSettings } from "../../domain/operator/role-settings";
import { type OperatorCluster } from "../../domain/operator/clusters";
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
