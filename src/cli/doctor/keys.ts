import { kmsClient, readKey } from "../../aws/kms-keys";
import { withClient } from "../../aws/with-client";
import { type Environment } from "../../model/environment";
import { type KeyFacts } from "../../operations/doctor/key";
import { readFact } from "./read-fact";

/**
 * Reads keys from KMS.
 * @param uses what each key encrypts, by the key's ARN
 */
export async function readKeys(
  environment: Environment,
  uses: ReadonlyMap<string, readonly string[]>,
): Promise<KeyFacts[]> {
  if (uses.size === 0) return [];
  return withClient(kmsClient(environment), async (client) => {
    const keys: KeyFacts[] = [];
    for (const [arn, names] of uses) {
      const what = `read the key ${arn} (kms:DescribeKey, kms:GetKeyPolicy)`;
      keys.push({ arn, uses: names, key: await readFact(environment, what, () => readKey(client, arn)) });
    }
    return keys;
  });
}
