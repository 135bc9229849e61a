import { type AwsLocation } from "../aws/arn";
import { type Problem } from "../problems/problem";
import { type GrantAccess } from "./parts";

/** Where a grant is checked. */
export interface GrantPlace {
  readonly access: GrantAccess;
  /** @default - partitions and regions are not checked */
  readonly location?: AwsLocation;
  /** Reports an environment that a grant cannot name, with or without roles. @default - grants cannot name environments */
  readonly checkEnvironment?: (name: string, roles: boolean) => Problem[];
}
