import { type ECRClient } from "@aws-sdk/client-ecr";
import { ENDS_ALL, refusalOf } from "../../aws/refusal";
import { readRegistrySetting } from "../../aws/registry-settings";
import { registryDifferences } from "../../domain/registry/differences";
import { declaredSettings } from "../../domain/registry/existing";
import { type RegistrySetting } from "../../domain/registry/settings";
import { EMULATED } from "../../emulator/emulator-env";
import { emulated } from "../../model/emulated";
import { type Environment } from "../../model/environment";
import { type SettingReading } from "../../operations/status/registry";

/** Names of the settings in messages. */
const WORDS: Readonly<Record<RegistrySetting, string>> = {
  accountSettings: "account settings",
  scanning: "scanning configuration",
  replication: "replication",
  policy: "registry policy",
  pullThroughCache: "pull-through cache rules",
  creationTemplates: "creation templates",
};

/** The emulator does not support every setting. */
function asDeployed(environment: Environment): Environment {
  return process.env[EMULATED] === undefined ? environment : emulated(environment).environment;
}

/**
 * Reads the registry settings that an environment declares, and compares them. If AWS denies access to one, the others are still
 * read.
 * @throws AwsRefusal if AWS rejects the credentials
 */
export async function compareRegistry(client: ECRClient, environment: Environment): Promise<SettingReading[]> {
  const { registry, location } = asDeployed(environment);
  if (registry === undefined) return [];
  const read = declaredSettings(registry).map(async (setting): Promise<SettingReading> => {
    try {
      const found = await readRegistrySetting(client, setting, registry);
      return { setting, differences: registryDifferences(registry, location.account, found) };
    } catch (cause) {
      const refusal = refusalOf(cause, `read the ${WORDS[setting]}`, environment);
      if (ENDS_ALL.includes(refusal.kind)) throw refusal;
      return { setting, differences: [], refusal };
    }
  });
  return Promise.all(read);
}
