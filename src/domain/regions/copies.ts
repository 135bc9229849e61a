import { parseArn } from "../aws/arn";
import { type RegistrySettings, type ReplicationRule } from "../registry/settings";
import { type EncryptionConfiguration } from "../repository/settings";

/** The settings of a further region that decide about its copies. */
export interface CopySettings {
  /** Name of the region. */
  readonly region: string;
  /**
   * Name prefixes of the repositories to copy to the region.
   * @default - all repositories
   */
  readonly repositoryPrefixes?: readonly string[];
  /**
   * KMS key for copies of repositories that have a KMS key.
   * @default - the same alias, or the same multi-Region key
   */
  readonly kmsKey?: string;
}

/** Whether a region has a copy of a repository. */
export function hasCopy({ repositoryPrefixes }: CopySettings, repositoryName: string): boolean {
  return repositoryPrefixes?.some((prefix) => repositoryName.startsWith(prefix)) ?? true;
}

/**
 * The encryption of a copy. KMS keys belong to a region.
 * @returns `undefined` if the repository's key is not available in the region
 */
export function copyEncryption(
  encryption: EncryptionConfiguration,
  { region, kmsKey }: CopySettings,
): EncryptionConfiguration | undefined {
  const { kmsKey: own } = encryption;
  if (own === undefined || encryption.encryptionType === "AES256") return encryption;
  if (kmsKey !== undefined) return { ...encryption, kmsKey };
  const arn = parseArn(own);
  if (arn === undefined || arn.region === region) return encryption;
  if (!arn.resource.startsWith("key/mrk-")) return undefined;
  return { ...encryption, kmsKey: `arn:${arn.partition}:kms:${region}:${arn.account}:${arn.resource}` };
}

/** Settings of the registry in a further region, which shares those that name neither a key nor an ARN. */
export function registryOfCopy(main: RegistrySettings = {}, own: RegistrySettings = {}): RegistrySettings {
  const { accountSettings, scanning } = main;
  return {
    ...(accountSettings === undefined ? {} : { accountSettings }),
    ...(scanning === undefined ? {} : { scanning }),
    ...own,
  };
}

/** The replication rules that copy images to further regions: a rule for all regions with the same prefixes. */
export function replicationTo(regions: readonly CopySettings[]): ReplicationRule[] {
  const rules = new Map<string, ReplicationRule>();
  for (const { region, repositoryPrefixes } of regions) {
    const key = JSON.stringify(repositoryPrefixes ?? []);
    const { destinations = [] } = rules.get(key) ?? {};
    rules.set(key, {
      destinations: [...destinations, { region }],
      ...(repositoryPrefixes === undefined ? {} : { repositoryPrefixes }),
    });
  }
  return [...rules.values()];
}
