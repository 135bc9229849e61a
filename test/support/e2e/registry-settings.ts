import {
  ECRClient,
  PutRegistryPolicyCommand,
  PutRegistryScanningConfigurationCommand,
  PutReplicationConfigurationCommand,
} from "@aws-sdk/client-ecr";
import { EMULATED_ACCOUNT, type TestEmulator } from "./emulator";

/** Makes scanning, replication and a registry policy by hand. Moto has no other settings. */
export async function makeRegistrySettings({ config }: TestEmulator): Promise<void> {
  const client = new ECRClient(config);
  const repositoryFilters = [{ filter: "team/*", filterType: "WILDCARD" as const }];
  const destinations = [{ region: "us-east-2", registryId: EMULATED_ACCOUNT }];
  const statement = {
    Sid: "Replicate",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::444455556666:root" },
    Action: ["ecr:CreateRepository", "ecr:ReplicateImage"],
    Resource: `arn:aws:ecr:${config.region}:${EMULATED_ACCOUNT}:repository/*`,
  };
  await client.send(
    new PutRegistryScanningConfigurationCommand({
      scanType: "BASIC",
      rules: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilters }],
    }),
  );
  await client.send(
    new PutReplicationConfigurationCommand({
      replicationConfiguration: { rules: [{ destinations, repositoryFilters: [] }] },
    }),
  );
  const policyText = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  await client.send(new PutRegistryPolicyCommand({ policyText }));
  client.destroy();
}
