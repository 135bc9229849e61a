import { type AwsLocation } from "../../domain/aws/arn";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { oneOf } from "../../domain/problems/problem";
import { parse } from "../../domain/problems/schema-problems";
import { checkRegistrySettings } from "../../domain/registry/check";
import { type ExistingRegistry } from "../../domain/registry/existing";
import { prefixId } from "../../domain/registry/addresses";
import { registrySchema } from "../../domain/registry/schema";
import {
  ACCOUNT_SETTINGS,
  REGISTRY_SETTINGS,
  type AccountSettings,
  type RegistrySetting,
  type RegistrySettings,
} from "../../domain/registry/settings";
import { type Environment } from "../../model/environment";
import { messages, withoutFullStop } from "./found";
import { templateEntry, type Entry } from "./template-entry";

/** What to add to `registry` of an environment: values of settings, and entries of lists. */
export type AddedSettings = Readonly<Partial<Record<RegistrySetting, unknown>>>;

/** Why a setting of the registry, or an entry of it, is not adopted. */
export interface SettingNote {
  /** Name of the setting, with the prefix of an entry: `pullThroughCache quay`. */
  readonly setting: string;
  readonly reason: string;
}

export interface RegistryAdoption {
  readonly added: AddedSettings;
  /** What cannot be declared as it is. */
  readonly leftOut: readonly SettingNote[];
  /** What another environment declares. */
  readonly skipped: readonly SettingNote[];
}

type Registry = Pick<Environment, "registry" | "location">;

/**
 * The settings of a registry that an environment does not declare yet, as they are in AWS. What AWS has by default is left out.
 * @param others the project's other environments
 * @param nameOf name of an equal lifecycle policy of the environment, if there is one
 */
export function adoptRegistry(
  found: ExistingRegistry,
  { registry = {}, location }: Registry,
  others: readonly Environment[],
  nameOf: (policy: LifecyclePolicy) => string | undefined,
): RegistryAdoption {
  const neighbors = others.filter(
    ({ location: { account, region } }) => account === location.account && region === location.region,
  );
  const adopter = new RegistryAdopter(registry, location, neighbors);
  adopter.addWhole("accountSettings", accountSettingsOf(found, registry.accountSettings));
  adopter.addWhole("scanning", scanningOf(found));
  adopter.addWhole("replication", replicationOf(found, location));
  adopter.addPolicy(found.policy?.text);
  const { pullThroughCache = [], creationTemplates = [], pullTimeUpdateExclusions = [] } = found;
  const rules = pullThroughCache.map((rule) => plainEntry(rule.ecrRepositoryPrefix, rule));
  adopter.addEntries("pullThroughCache", rules);
  const templates = creationTemplates.map((template) => templateEntry(template, location, nameOf));
  adopter.addEntries("creationTemplates", templates);
  const exclusions = pullTimeUpdateExclusions.map((principal) => plainEntry(principal, principal));
  adopter.addEntries("pullTimeUpdateExclusions", exclusions);
  return adopter;
}

/** Prefixes or principals of the entries of a list. */
const PREFIXES = {
  pullThroughCache: ({ pullThroughCache = [] }: RegistrySettings) =>
    pullThroughCache.map(({ ecrRepositoryPrefix }) => ecrRepositoryPrefix),
  creationTemplates: ({ creationTemplates = [] }: RegistrySettings) => creationTemplates.map(({ prefix }) => prefix),
  pullTimeUpdateExclusions: ({ pullTimeUpdateExclusions = [] }: RegistrySettings) => pullTimeUpdateExclusions,
};
type ListSetting = keyof typeof PREFIXES;

class RegistryAdopter implements RegistryAdoption {
  readonly added: Partial<Record<RegistrySetting, unknown>> = {};
  readonly leftOut: SettingNote[] = [];
  readonly skipped: SettingNote[] = [];

  constructor(
    private readonly declared: RegistrySettings,
    private readonly location: AwsLocation,
    private readonly neighbors: readonly Environment[],
  ) {}

  /** @param value `undefined` if AWS has only its default */
  addWhole(setting: "accountSettings" | "scanning" | "replication" | "policy", value: unknown): void {
    // Of the account settings, the value has only those that are not declared.
    if (value === undefined || (setting !== "accountSettings" && this.declared[setting] !== undefined)) return;
    const owner = this.neighbors.find(({ registry }) => registry?.[setting] !== undefined);
    if (owner !== undefined) this.skip(setting, owner);
    else this.addSound(setting, value, this.faultsOf(setting, value));
  }

  addPolicy(text: string | undefined): void {
    if (text === undefined) return;
    try {
      this.addWhole("policy", JSON.parse(text));
    } catch (cause) {
      this.leaveOut("policy", `the policy is not valid JSON (${(cause as Error).message})`);
    }
  }

  addEntries(setting: ListSetting, entries: readonly Entry[]): void {
    const idsOf = (registry: RegistrySettings = {}): string[] => PREFIXES[setting](registry).map(prefixId);
    const existing = new Set(entries.map(({ prefix }) => prefixId(prefix)));
    const lacking = PREFIXES[setting](this.declared).filter((prefix) => !existing.has(prefixId(prefix)));
    const known = new Set(idsOf(this.declared));
    const taken: unknown[] = [];
    for (const { prefix, written, complete, faults } of entries) {
      if (known.has(prefixId(prefix))) continue;
      const name = `${setting} ${prefix}`;
      const owner = this.neighbors.find(({ registry }) => idsOf(registry).includes(prefixId(prefix)));
      if (owner !== undefined) this.skip(name, owner);
      else if (lacking.length > 0) {
        const reason = `${oneOf(lacking, "and")} ${lacking.length === 1 ? "is" : "are"} declared but missing in AWS, and Terraform can import ${setting} only if every entry exists there. Deploy first, then run ecr adopt again`;
        this.leaveOut(name, reason);
      } else {
        const found = [...faults, ...this.faultsOf(setting, [complete])];
        if (found.length > 0) this.leaveOut(name, found.join("; "));
        else taken.push(written);
        known.add(prefixId(prefix));
      }
    }
    if (taken.length > 0) this.added[setting] = taken;
  }

  private addSound(setting: RegistrySetting, value: unknown, faults: readonly string[]): void {
    if (faults.length === 0) this.added[setting] = value;
    else this.leaveOut(setting, faults.join("; "));
  }

  private leaveOut(setting: string, reason: string): void {
    this.leftOut.push({ setting, reason: `${withoutFullStop(reason)}. Terraform will not manage the setting` });
  }

  private skip(setting: string, { name }: Environment): void {
    this.skipped.push({ setting, reason: `is declared by ${name}` });
  }

  private faultsOf(setting: RegistrySetting, value: unknown): string[] {
    const parsed = parse("adopt", registrySchema.shape[setting], value);
    if (!parsed.ok) return messages(parsed.problems);
    // The policy is checked together with the scope.
    const scope = setting === "policy" ? { accountSettings: this.scope() } : {};
    return messages(checkRegistrySettings({ ...scope, [setting]: value }, this.location));
  }

  private scope(): AccountSettings {
    return { ...(this.added.accountSettings as AccountSettings | undefined), ...this.declared.accountSettings };
  }
}

/** Values of a new registry. */
const USUAL: Required<AccountSettings> = {
  REGISTRY_POLICY_SCOPE: "V2",
  BASIC_SCAN_TYPE_VERSION: "AWS_NATIVE",
  BLOB_MOUNTING: "DISABLED",
};

/** The scope decides what the policy means, so it is declared with any policy. */
function accountSettingsOf(found: ExistingRegistry, declared: AccountSettings = {}): object | undefined {
  const hasPolicy = found.policy?.text !== undefined;
  const entries = ACCOUNT_SETTINGS.flatMap((name): [string, string][] => {
    const value = found.accountSettings?.[name];
    if (value === undefined || declared[name] !== undefined) return [];
    const isNeeded = value !== USUAL[name] || (hasPolicy && name === "REGISTRY_POLICY_SCOPE");
    return isNeeded ? [[name, value]] : [];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function scanningOf({ scanning }: ExistingRegistry): object | undefined {
  return scanning?.scanType === "BASIC" && scanning.rules.length === 0 ? undefined : scanning;
}

function replicationOf({ replication = [] }: ExistingRegistry, own: AwsLocation): object | undefined {
  if (replication.length === 0) return undefined;
  return replication.map(({ destinations, repositoryPrefixes }) => ({
    destinations: destinations.map(({ region, account }) => ({
      region,
      ...(account === own.account ? {} : { account }),
    })),
    ...(repositoryPrefixes.length === 0 ? {} : { repositoryPrefixes }),
  }));
}

function plainEntry(prefix: string, written: unknown): Entry {
  return { prefix, written, complete: written, faults: [] };
}

/** Names of the settings that the environment's file gets, in the order of reports. */
export function addedNames(added: AddedSettings): RegistrySetting[] {
  return REGISTRY_SETTINGS.filter((setting) => added[setting] !== undefined);
}
