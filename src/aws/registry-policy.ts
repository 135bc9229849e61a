import { GetAccountSettingCommand, GetRegistryPolicyCommand, type ECRClient } from "@aws-sdk/client-ecr";

/**
 * The policy of a whole registry, as AWS has it.
 * @returns `undefined` where it has none
 * @throws what the SDK throws otherwise
 */
export async function readRegistryPolicy(client: ECRClient): Promise<string | undefined> {
  try {
    return (await client.send(new GetRegistryPolicyCommand({}))).policyText;
  } catch (error) {
    if (error instanceof Error && error.name === "RegistryPolicyNotFoundException") return undefined;
    throw error;
  }
}

/**
 * Whether the registry's policy decides on every request. One of the first scope is about replication, pull through caches
 * and new repositories only.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 * @throws what the SDK throws
 */
export async function decidesOnEveryRequest(client: ECRClient): Promise<boolean> {
  const { value } = await client.send(new GetAccountSettingCommand({ name: "REGISTRY_POLICY_SCOPE" }));
  return value !== "V1";
}
