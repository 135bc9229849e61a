import { type EnvironmentResult } from "../../config/environment-result";
import { type Environment } from "../../model/environment";
import { type NamedPolicy } from "../../operations/doctor/evaluate";
import { type Principal } from "../../operations/doctor/principal";
import { type Purpose } from "../../operations/doctor/push-pull";

/** Where a cluster is signed in to. */
export interface ClusterAccess {
  /** Absolute path. */
  readonly kubeconfig: string;
  readonly context?: string;
}

/** What `ecr doctor` is asked. */
export interface Question {
  readonly environment: Environment;
  readonly declarationPlace: EnvironmentResult["declarationPlace"];
  /** Repository that makes trouble. @default - the environment as a whole */
  readonly repository?: string;
  /** Whose access is asked for. @default - the caller's */
  readonly asked?: Principal;
  /** Policies of that principal, read from files. @default - IAM is asked */
  readonly identityPolicies?: readonly NamedPolicy[];
  /** What the principal is to do. @default - both, or pull for another account's */
  readonly purposes?: readonly Purpose[];
  readonly tag?: string;
  readonly cluster?: ClusterAccess;
  readonly now: Date;
  /** Takes warnings, such as that AWS throttles. */
  readonly tell: (line: string) => void;
  /** Told how many repositories are looked at. */
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}
