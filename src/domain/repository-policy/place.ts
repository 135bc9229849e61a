import { type AwsLocation, type Partition } from "../aws/arn";

/** What is known about where a policy applies. Rules that need an unknown part report nothing. */
export interface PolicyPlace {
  /** The registry's partition. @default - unknown */
  readonly partition?: Partition | undefined;
  /** Account and region of the registry. @default - unknown */
  readonly location?: AwsLocation | undefined;
  /** Accounts of the project's environments. @default - only the registry's account */
  readonly accounts?: readonly string[];
  /** The day of the check, UTC: `2026-01-31`. @default - unknown */
  readonly today?: string | undefined;
}

/** Whether an account belongs to none of the project's environments; `undefined` if the registry's own account is unknown. */
export function isForeignAccount(account: string, { location, accounts = [] }: PolicyPlace): boolean | undefined {
  return location === undefined ? undefined : account !== location.account && !accounts.includes(account);
}
