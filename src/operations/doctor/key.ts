import { cause, unknownCause, type Diagnosis } from "./diagnosis";
import { listText } from "../../domain/text/format";
import { type Observed } from "./observed";

/** A customer managed key in KMS. */
export interface DeployedKey {
  /** `Enabled`, `Disabled`, `PendingDeletion`, ... */
  readonly state: string;
  readonly policy: unknown;
}

/** A key that encrypts repositories. */
export interface KeyFacts {
  /** ARN, or alias of the registry's key. */
  readonly arn: string;
  /** What the key encrypts: names of repositories, or a part of the environment. */
  readonly uses: readonly string[];
  /** `undefined` if the key does not exist in KMS. */
  readonly key: Observed<DeployedKey | undefined>;
}

/** What to do about an unusable key, by its state. */
const WAYS_OUT: Readonly<Record<string, string>> = {
  Disabled: "aws kms enable-key --key-id",
  PendingDeletion: "aws kms cancel-key-deletion and aws kms enable-key, both with --key-id",
};

/**
 * Checks that keys are enabled. Without its key, ECR can neither store nor return images.
 * @param stack name of the stack that creates the registry's key @default - no key is named by its alias
 */
export function diagnoseKeys(id: Diagnosis["id"], keys: readonly KeyFacts[], stack = ""): Diagnosis[] {
  return keys.flatMap(({ arn, uses, key }): Diagnosis[] => {
    const users = listText(uses);
    if (!key.known) return [unknownCause(id, arn, `the key of ${users} could not be read: ${key.why}`)];
    if (key.value === undefined) {
      const fix = arn.startsWith("alias/")
        ? `npx cdktf deploy ${stack}`
        : "correct the ARN, or recreate the repositories";
      return [cause(id, arn, `the key of ${users} does not exist in KMS`, fix)];
    }
    const { state } = key.value;
    if (state === "Enabled") return [];
    const way = WAYS_OUT[state];
    const fix = way === undefined ? "make the key usable again" : `${way} ${arn}`;
    const evidence = `the key of ${users} is in state ${state}, so pushes and pulls of the images that it encrypts fail`;
    return [cause(id, arn, evidence, fix)];
  });
}
