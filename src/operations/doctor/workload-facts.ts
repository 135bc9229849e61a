import { type WorkloadRoleSettings } from "../../domain/workloads/settings";
import { type ClusterIdentity, type DeployedRole } from "./operator-facts";
import { type Observed } from "./observed";

/** An entry of `workloadRoles`, as declared and in IAM. */
export interface WorkloadEntry {
  readonly settings: WorkloadRoleSettings;
  /** The role that the entry creates, or the existing roles that it names. */
  readonly roles: readonly ObservedRole[];
  /** The clusters of a `serviceAccount` that use IRSA. */
  readonly identities: readonly ClusterIdentity[];
}

/** A role by its name; `undefined` if it does not exist. */
export interface ObservedRole {
  readonly name: string;
  readonly role: Observed<DeployedRole | undefined>;
}

/** The AWS side of an environment's workloads. */
export interface WorkloadFacts {
  readonly environment: string;
  readonly entries: readonly WorkloadEntry[];
}
