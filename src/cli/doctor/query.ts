import { type EnvironmentResult } from "../../config/environment-result";
import { type TokenSubject } from "../../domain/ci/token-subject";
import { type Environment } from "../../model/environment";
import { type NamedPolicy } from "../../domain/iam/attached-policies";
import { type Principal } from "../../domain/iam/principal";
import { type Purpose } from "../../operations/doctor/push-pull";

export interface ClusterAccess {
  /** Absolute path. */
  readonly kubeconfig: string;
  readonly context?: string;
}

export interface Query {
  readonly environment: Environment;
  readonly declarationPlace: EnvironmentResult["declarationPlace"];
  /** Repository to diagnose. @default - the environment as a whole */
  readonly repository?: string;
  /** Principal whose access is checked. @default - the caller */
  readonly principal?: Principal;
  /** Identity policies of the principal, read from files. @default - read from IAM */
  readonly identityPolicies?: readonly NamedPolicy[];
  /** Access to check. @default - push and pull, or pull for a principal of another account */
  readonly purposes?: readonly Purpose[];
  readonly tag?: string;
  /** Subject of a workflow's token that AWS rejected. @default - tokens are assumed to be as declared */
  readonly token?: TokenSubject;
  readonly cluster?: ClusterAccess;
  readonly now: Date;
  /** Receives warnings, such as throttling by AWS. */
  readonly log: (line: string) => void;
  /** Receives the number of repositories checked so far. */
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}
