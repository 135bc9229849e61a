/** What Terraform plans to do with a resource. `create and delete` in any order is `replace`. */
export type PlanAction = "none" | "create" | "update" | "delete" | "replace" | "forget";

export type Attributes = Readonly<Record<string, unknown>>;

/** A managed resource in a plan, with what changes. */
export interface PlannedChange {
  readonly address: string;
  readonly type: string;
  /** Key of the instance. @default - none */
  readonly index?: string | number;
  readonly action: PlanAction;
  /** `undefined` if the resource is not in the state. */
  readonly before: Attributes | undefined;
  /** `undefined` if the resource will not be in the state. */
  readonly after: Attributes | undefined;
  /** Attributes that are known after the apply only, at least in part. */
  readonly unknown: ReadonlySet<string>;
  /** Attributes that are sensitive, at least in part, so that their values may be redacted. */
  readonly sensitive: ReadonlySet<string>;
  /** Attributes that force a replacement. */
  readonly replacedFor: readonly string[];
  /** Terraform's reason for the action, such as `replace_because_tainted`. @default - none is given */
  readonly reason?: string;
  /** Id of an object that is imported. @default - none is imported */
  readonly importId?: string;
  /** Whether this is the rest of a replacement that failed. */
  readonly isDeposed: boolean;
}

/** A Terraform plan, as far as a review reads it. */
export interface TerraformPlan {
  readonly changes: readonly PlannedChange[];
  /** Changes outside Terraform that the plan's refresh has found, by address. */
  readonly drift: ReadonlyMap<string, PlannedChange>;
  /** Addresses of the resources in the configuration, without keys. */
  readonly configured: readonly string[];
  /** Whether resources that do not change are listed too. */
  readonly isWhole: boolean;
  /** Account that the AWS provider accepts. @default - the plan does not say it */
  readonly account?: string;
  /** Region of the AWS provider. @default - the plan does not say it */
  readonly region?: string;
}

/** A text of a plan without control characters, which a terminal could read as commands. */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, "�");
}

/** What cannot be compared with a review, and what to do about it. */
export class UnreadablePlan extends Error {}
