import { GetAccountSettingCommand, GetRegistryPolicyCommand, type ECRClient } from "@aws-sdk/client-ecr";

/**
 * Reads the policy of a registry.
 * @returns `undefined` if there is none
 * @throws other errors of the SDK
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
 * Whether the registry policy applies to every request. With scope V1, it applies only to replication, pull-through caches
 * and new repositories.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 * @throws what the SDK throws
 */
export async function decidesOnEveryRequest(client: ECRClient): Promise<boolean> {
  const { value } = await client.send(new GetAccountSettingCommand({ name: "REGISTRY_POLICY_SCOPE" }));
  return value !== "V1";
}
