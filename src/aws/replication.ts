import { DescribeRegistryCommand, type ECRClient } from "@aws-sdk/client-ecr";

/**
 * Where a registry replicates its images to: `<account>/<region>`, each once.
 * @throws what the SDK throws
 */
export async function replicationDestinations(client: ECRClient): Promise<string[]> {
  const { replicationConfiguration } = await client.send(new DescribeRegistryCommand({}));
  const destinations = (replicationConfiguration?.rules ?? []).flatMap((rule) => rule.destinations ?? []);
  return [...new Set(destinations.map(({ registryId, region }) => `${registryId ?? ""}/${region ?? ""}`))];
}
