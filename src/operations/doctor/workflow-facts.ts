import { type CiRoleSettings } from "../../domain/ci/role-settings";
import { type TokenSubject } from "../../domain/ci/token-subject";
import { type DeployedProvider, type DeployedRole } from "./operator-facts";
import { type Observed } from "./observed";

/** A role of `ciRoles`, as declared and in IAM. */
export interface WorkflowRole {
  readonly settings: CiRoleSettings;
  /** Whether Terraform creates the OIDC provider. */
  readonly makesProvider: boolean;
  /** ARN that the OIDC provider has if it exists. */
  readonly providerArn: string;
  /** `undefined` if it does not exist. */
  readonly provider: Observed<DeployedProvider | undefined>;
  /** `undefined` if it does not exist. */
  readonly role: Observed<DeployedRole | undefined>;
}

/** The AWS side of an environment's workflows. */
export interface WorkflowFacts {
  readonly environment: string;
  readonly roles: readonly WorkflowRole[];
  /** Subject of a rejected token. @default - tokens are assumed to be as declared */
  readonly token?: TokenSubject;
}
