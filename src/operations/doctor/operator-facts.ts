import { type OperatorRoleSettings } from "../../domain/operator/role-settings";
import { type OperatorCluster } from "../../domain/operator/clusters";
import { type PrincipalPolicies } from "./evaluate";
import { type KeyFacts } from "./key";
import { type Observed } from "./observed";

/** The operator's role as IAM has it. */
export interface DeployedRole extends PrincipalPolicies {
  /** Trust policy. */
  readonly trust: unknown;
}

/** An OIDC provider as IAM has it. */
export interface DeployedProvider {
  readonly arn: string;
  /** Audiences of the tokens that it takes. */
  readonly clientIds: readonly string[];
}

/** What is known of a cluster outside of it. */
export interface ClusterIdentity {
  readonly cluster: OperatorCluster;
  /** The issuer of its tokens; `undefined` where there is no such cluster. */
  readonly issuer: Observed<string | undefined>;
  /** The provider that vouches for the issuer; `undefined` where IAM has none. */
  readonly provider: Observed<DeployedProvider | undefined>;
}

/** The AWS side of an operator. */
export interface OperatorFacts {
  readonly environment: string;
  /** What is declared. */
  readonly settings: OperatorRoleSettings;
  /** `undefined` where IAM has no such role. */
  readonly role: Observed<DeployedRole | undefined>;
  readonly clusters: readonly ClusterIdentity[];
  /** The customer's keys of the operator's repositories. */
  readonly keys: readonly KeyFacts[];
}
