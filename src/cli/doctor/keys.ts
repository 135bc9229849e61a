import { kmsClient, readKey } from "../../aws/kms-keys";
import { refusalOf } from "../../aws/refusal";
import { type Environment } from "../../model/environment";
import { type KeyFacts } from "../../operations/doctor/key";
import { unobserved, observed } from "../../operations/doctor/observed";

/**
 * Reads keys from KMS.
 * @param uses what each key encrypts, by the key's ARN
 */
export async function readKeys(
  environment: Environment,
  uses: ReadonlyMap<string, readonly string[]>,
): Promise<KeyFacts[]> {
  if (uses.size === 0) return [];
  const client = await kmsClient(environment);
  const keys: KeyFacts[] = [];
  try {
    for (const [arn, names] of uses) keys.push({ arn, uses: names, key: await observedKey(arn) });
    return keys;
  } finally {
    client.destroy();
  }

  async function observedKey(arn: string): Promise<KeyFacts["key"]> {
    try {
      return observed(await readKey(client, arn));
    } catch (fault) {
      const what = `read the key ${arn} (kms:DescribeKey, kms:GetKeyPolicy)`;
      return unobserved(refusalOf(fault, what, environment).message);
    }
  }
}
