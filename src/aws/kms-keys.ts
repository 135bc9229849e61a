import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient } from "@aws-sdk/client-kms";
import { type Environment } from "../model/environment";
import { type DeployedKey } from "../operations/doctor/key";
import { type ClientOptions } from "./client-settings";
import { limitedClient } from "./limited-client";
import { unless } from "./unless";

/** A client for KMS with an environment's provider settings. Destroy it when done. */
export async function kmsClient(environment: Environment, options: ClientOptions = {}): Promise<KMSClient> {
  return limitedClient(KMSClient, environment, "kms", options);
}

/**
 * Reads a key's state and policy.
 * @param KeyId ARN or alias of the key
 * @returns `undefined` if the key does not exist
 * @throws other errors of the SDK
 */
export async function readKey(client: KMSClient, KeyId: string): Promise<DeployedKey | undefined> {
  return unless("NotFoundException", readExistingKey(client, KeyId));
}

async function readExistingKey(client: KMSClient, KeyId: string): Promise<DeployedKey> {
  const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
  // Unlike the other call, this one does not accept an alias.
  const key = { KeyId: KeyMetadata?.Arn ?? KeyId, PolicyName: "default" };
  const { Policy = "{}" } = await client.send(new GetKeyPolicyCommand(key));
  return { state: KeyMetadata?.KeyState ?? "", policy: JSON.parse(Policy) as unknown };
}
