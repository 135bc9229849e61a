import { GetAccountSettingCommand, GetRegistryPolicyCommand, type ECRClient } from "@aws-sdk/client-ecr";
import { unless } from "./unless";

/**
 * Reads the policy of a registry.
 * @returns `undefined` if there is none
 * @throws other errors of the SDK
 */
export async function readRegistryPolicy(client: ECRClient): Promise<string | undefined> {
  return (await unless("RegistryPolicyNotFoundException", client.send(new GetRegistryPolicyCommand({}))))?.policyText;
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
