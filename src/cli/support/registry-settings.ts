import { type ECRClient } from "@aws-sdk/client-ecr";
import { validateCacheRule } from "../../aws/cache-rules";
import { mapConcurrently } from "../../aws/map-concurrently";
import { ENDS_ALL, refusalOf, type AwsRefusal } from "../../aws/refusal";
import { readRegistrySetting } from "../../aws/registry-settings";
import { registryDifferences } from "../../domain/registry/differences";
import { declaredSettings, type ExistingRegistry } from "../../domain/registry/existing";
import { ACCOUNT_SETTINGS, REGISTRY_SETTINGS, type RegistrySetting } from "../../domain/registry/settings";
import { EMULATED } from "../../emulator/emulator-env";
import { emulated, EMULATED_SETTINGS } from "../../model/emulated";
import { type Environment } from "../../model/environment";
import { signsIn, type ValidatedRule } from "../../operations/doctor/cache-rules";
import { type SettingReading } from "../../operations/status/registry";

/** Names of the settings in messages. */
const WORDS: Readonly<Record<RegistrySetting, string>> = {
  accountSettings: "account settings",
  scanning: "scanning configuration",
  replication: "replication",
  policy: "registry policy",
  pullThroughCache: "pull-through cache rules",
  creationTemplates: "creation templates",
  pullTimeUpdateExclusions: "pull time exclusions",
};

const isEmulated = (): boolean => process.env[EMULATED] !== undefined;

/** What a registry has, and why settings could not be read. */
export interface RegistryReading {
  readonly found: ExistingRegistry;
  readonly refused: readonly { readonly setting: RegistrySetting; readonly message: string }[];
}

/**
 * Reads all settings of an environment's registry. If AWS denies access to one, the others are still read.
 * @throws AwsRefusal if AWS rejects the credentials
 */
export async function readRegistry(client: ECRClient, environment: Environment): Promise<RegistryReading> {
  const settings = isEmulated() ? EMULATED_SETTINGS : REGISTRY_SETTINGS;
  const read = await Promise.all(settings.map((each) => readSetting(client, environment, each, ACCOUNT_SETTINGS)));
  return {
    found: Object.assign({}, ...read.map(({ found }) => found)) as ExistingRegistry,
    refused: read.flatMap(({ refusal }, index) => {
      const setting = settings[index];
      return refusal === undefined || setting === undefined ? [] : [{ setting, message: refusal.message }];
    }),
  };
}

/**
 * Reads the registry settings that an environment declares, and compares them. If AWS denies access to one, the others are still
 * read.
 * @throws AwsRefusal if AWS rejects the credentials
 */
export async function compareRegistry(client: ECRClient, environment: Environment): Promise<SettingReading[]> {
  // The emulator does not support every setting.
  const { registry, location } = isEmulated() ? emulated(environment).environment : environment;
  if (registry === undefined) return [];
  const names = Object.keys(registry.accountSettings ?? {});
  const read = declaredSettings(registry).map(async (setting): Promise<SettingReading> => {
    const { found, refusal } = await readSetting(client, environment, setting, names);
    if (refusal !== undefined) return { setting, differences: [], refusal };
    return { setting, differences: registryDifferences(registry, location, found) };
  });
  return Promise.all(read);
}

/**
 * Has ECR sign in to the upstream registries of the declared cache rules that need a secret or a role. A rule that cannot be
 * checked does not stop the others.
 * @throws AwsRefusal if AWS rejects the credentials
 */
export async function validateCacheRules(client: ECRClient, environment: Environment): Promise<ValidatedRule[]> {
  const rules = isEmulated() ? [] : (environment.registry?.pullThroughCache ?? []).filter(signsIn);
  const outcomes = await mapConcurrently(rules, (rule) => validateCacheRule(client, rule.ecrRepositoryPrefix));
  return rules.flatMap((rule, index): ValidatedRule[] => {
    const outcome = outcomes[index];
    if (outcome === undefined) return [];
    if (outcome.ok) return [{ rule, ...outcome.value }];
    const refusal = refusalOf(outcome.reason, `validate the cache rule ${rule.ecrRepositoryPrefix}`, environment);
    if (ENDS_ALL.includes(refusal.kind)) throw refusal;
    return [{ rule, refusal: refusal.message }];
  });
}

interface ReadSetting {
  readonly found: ExistingRegistry;
  readonly refusal?: AwsRefusal;
}

async function readSetting(
  client: ECRClient,
  environment: Environment,
  setting: RegistrySetting,
  accountSettings: readonly string[],
): Promise<ReadSetting> {
  try {
    return { found: await readRegistrySetting(client, setting, accountSettings) };
  } catch (cause) {
    const refusal = refusalOf(cause, `read the ${WORDS[setting]}`, environment);
    if (ENDS_ALL.includes(refusal.kind)) throw refusal;
    return { found: {}, refusal };
  }
}
