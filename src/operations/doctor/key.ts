import { cause, someOf, unknownCause, type Diagnosis } from "./diagnosis";
import { type Observed } from "./observed";

/** A customer's key, as KMS has it. */
export interface DeployedKey {
  /** `Enabled`, `Disabled`, `PendingDeletion`, ... */
  readonly state: string;
  /** Its policy. */
  readonly policy: unknown;
}

/** A key that repositories are encrypted with. */
export interface KeyFacts {
  readonly arn: string;
  /** What it is for, as people call it: repositories, or a part of the environment. */
  readonly uses: readonly string[];
  /** `undefined` where KMS has no such key. */
  readonly key: Observed<DeployedKey | undefined>;
}

/** What to do about a key that can not be used. */
const WAYS_OUT: Readonly<Record<string, string>> = {
  Disabled: "aws kms enable-key --key-id",
  PendingDeletion: "aws kms cancel-key-deletion and aws kms enable-key, both with --key-id",
};

/** Whether keys can be used at all: without its key, ECR neither takes nor gives an image. */
export function diagnoseKeys(id: Diagnosis["id"], keys: readonly KeyFacts[]): Diagnosis[] {
  return keys.flatMap(({ arn, uses, key }): Diagnosis[] => {
    const of = `the key of ${someOf(uses)}`;
    if (!key.known) return [unknownCause(id, arn, `${of} is not seen: ${key.why}`)];
    if (key.value === undefined)
      return [cause(id, arn, `KMS has no such key, and it is ${of}`, "correct the ARN, or make the repositories anew")];
    const { state } = key.value;
    if (state === "Enabled") return [];
    const way = WAYS_OUT[state];
    const fix = way === undefined ? "make the key usable again" : `${way} ${arn}`;
    return [cause(id, arn, `${of} is in the state ${state}: ECR neither takes nor gives images without it`, fix)];
  });
}
