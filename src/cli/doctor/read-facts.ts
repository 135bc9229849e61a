import { refusalOf } from "../../aws/refusal";
import { type Environment } from "../../model/environment";
import { observed, unobserved, type Observed } from "../../operations/doctor/observed";
import { kmsClient, readKey } from "../../aws/kms-keys";
import { withClient } from "../../aws/with-client";
import { type KeyFacts } from "../../operations/doctor/key";
import { type ECRClient } from "@aws-sdk/client-ecr";
import { decidesOnEveryRequest, readRegistryPolicy } from "../../aws/registry-policy";
import { type RegistryPolicy } from "../../operations/doctor/push-pull";

/**
 * Reads a fact from AWS. An error becomes the reason why the fact is unknown.
 * @param what what is read, such as `read the role ci`
 */
export async function readFact<T>(environment: Environment, what: string, ask: () => Promise<T>): Promise<Observed<T>> {
  try {
    return observed(await ask());
  } catch (fault) {
    return unobserved(refusalOf(fault, what, environment).message);
  }
}

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

/** Reads the policy of the environment's registry, and whether it applies to pushes and pulls. */
export async function readPolicyOfRegistry(
  client: ECRClient,
  environment: Environment,
): Promise<Observed<RegistryPolicy | undefined>> {
  const text = await readFact(environment, "read the registry policy", () => readRegistryPolicy(client));
  if (!text.known) return text;
  if (text.value === undefined) return observed(undefined);
  const inForce = await readFact(environment, "read the scope of the registry policy", () =>
    decidesOnEveryRequest(client),
  );
  return observed({ document: JSON.parse(text.value) as unknown, inForce });
}
