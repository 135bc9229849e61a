import {
  DescribeRegistryCommand,
  GetAccountSettingCommand,
  GetRegistryScanningConfigurationCommand,
  ListPullTimeUpdateExclusionsCommand,
  paginateDescribePullThroughCacheRules,
  paginateDescribeRepositoryCreationTemplates,
  type ECRClient,
  type RepositoryCreationTemplate,
} from "@aws-sdk/client-ecr";
import {
  type ExistingRegistry,
  type ExistingReplicationRule,
  type ExistingScanning,
  type ExistingTemplate,
} from "../domain/registry/existing";
import { type PullThroughCacheRule, type RegistrySetting } from "../domain/registry/settings";
import { allAnswers } from "./all-answers";
import { allItems, listItems } from "./pages";
import { readRegistryPolicy } from "./registry-policy";

/**
 * Reads one setting of a registry.
 * @param accountSettings names of the account settings to read
 * @throws what the SDK throws
 */
export async function readRegistrySetting(
  client: ECRClient,
  setting: RegistrySetting,
  accountSettings: readonly string[],
): Promise<ExistingRegistry> {
  switch (setting) {
    case "accountSettings":
      return { accountSettings: await readAccountSettings(client, accountSettings) };
    case "scanning":
      return { scanning: await readScanning(client) };
    case "replication":
      return { replication: await readReplication(client) };
    case "policy": {
      const text = await readRegistryPolicy(client);
      return { policy: text === undefined ? {} : { text } };
    }
    case "pullThroughCache":
      return { pullThroughCache: await readCacheRules(client) };
    case "creationTemplates":
      return { creationTemplates: await readTemplates(client) };
    case "pullTimeUpdateExclusions":
      return { pullTimeUpdateExclusions: await readExclusions(client) };
  }
}

async function readAccountSettings(client: ECRClient, names: readonly string[]): Promise<Record<string, string>> {
  const read = names.map(async (name): Promise<[string, string][]> => {
    const { value } = await client.send(new GetAccountSettingCommand({ name: name }));
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries((await allAnswers(read)).flat());
}

async function readScanning(client: ECRClient): Promise<ExistingScanning> {
  const { scanningConfiguration } = await client.send(new GetRegistryScanningConfigurationCommand({}));
  const { scanType = "BASIC", rules = [] } = scanningConfiguration ?? {};
  return {
    scanType,
    rules: rules.map(({ scanFrequency = "", repositoryFilters = [] }) => ({
      scanFrequency,
      repositoryFilters: repositoryFilters.map(({ filter = "" }) => filter),
    })),
  };
}

async function readReplication(client: ECRClient): Promise<ExistingReplicationRule[]> {
  const { replicationConfiguration } = await client.send(new DescribeRegistryCommand({}));
  return (replicationConfiguration?.rules ?? []).map(({ destinations = [], repositoryFilters = [] }) => ({
    destinations: destinations.map(({ region = "", registryId = "" }) => ({ region, account: registryId })),
    repositoryPrefixes: repositoryFilters.map(({ filter = "" }) => filter),
  }));
}

async function readCacheRules(client: ECRClient): Promise<PullThroughCacheRule[]> {
  const listing = paginateDescribePullThroughCacheRules({ client }, {});
  const found = await allItems(
    "DescribePullThroughCacheRules",
    listing,
    ({ pullThroughCacheRules = [] }) => pullThroughCacheRules,
  );
  return found.map((rule) => ({
    ecrRepositoryPrefix: rule.ecrRepositoryPrefix ?? "",
    upstreamRegistryUrl: rule.upstreamRegistryUrl ?? "",
    ...present("credentialArn", rule.credentialArn),
    ...present("customRoleArn", rule.customRoleArn),
    ...present("upstreamRepositoryPrefix", rule.upstreamRepositoryPrefix),
  }));
}

async function readTemplates(client: ECRClient): Promise<ExistingTemplate[]> {
  const listing = paginateDescribeRepositoryCreationTemplates({ client }, {});
  const found = await allItems(
    "DescribeRepositoryCreationTemplates",
    listing,
    ({ repositoryCreationTemplates = [] }) => repositoryCreationTemplates,
  );
  return found.map((template) => ({
    prefix: template.prefix ?? "",
    appliedFor: template.appliedFor ?? [],
    tags: Object.fromEntries((template.resourceTags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
    ...filtersOf(template),
    ...present("description", template.description),
    ...present("imageTagMutability", template.imageTagMutability),
    ...present("encryptionType", template.encryptionConfiguration?.encryptionType),
    ...present("kmsKey", template.encryptionConfiguration?.kmsKey),
    ...present("lifecyclePolicyText", template.lifecyclePolicy),
    ...present("repositoryPolicyText", template.repositoryPolicy),
    ...present("customRoleArn", template.customRoleArn),
  }));
}

/** The SDK has no paginator for this. */
async function readExclusions(client: ECRClient): Promise<string[]> {
  return listItems("ListPullTimeUpdateExclusions", async (nextToken) => {
    const page = await client.send(new ListPullTimeUpdateExclusionsCommand({ nextToken }));
    return { items: page.pullTimeUpdateExclusions ?? [], next: page.nextToken };
  });
}

/** A key for a value that AWS has; AWS returns an empty text for some values that are not set. */
function present<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined || value === "" ? {} : ({ [key]: value } as Partial<Record<K, string>>);
}

function filtersOf({ imageTagMutabilityExclusionFilters: filters = [] }: RepositoryCreationTemplate) {
  return filters.length === 0 ? {} : { imageTagMutabilityExclusionFilters: filters.map(({ filter = "" }) => filter) };
}
