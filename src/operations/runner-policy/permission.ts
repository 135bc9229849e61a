import { type PolicyCondition } from "../../domain/iam/policy";

/** What Terraform does with an object, in the order in which the statements are printed. */
export const OPERATIONS = ["read", "create", "update", "delete"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** A permission that a stack needs. Permissions with the same Sid and condition keys become one statement. */
export interface Permission {
  readonly sid: string;
  readonly operation: Operation;
  readonly actions: readonly string[];
  /** ARNs, or `*`. */
  readonly resources: readonly string[];
  /** @default - the permission has no condition */
  readonly condition?: PolicyCondition;
  /** Whether its condition is about these resources only. @default false */
  readonly apart?: boolean;
}
