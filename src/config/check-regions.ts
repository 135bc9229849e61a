import { parseArn, partitionOf, type AwsLocation } from "../domain/aws/arn";
import { checkRegion } from "../domain/aws/region";
import { error, prefixed, quoteValue, warning, type Problem } from "../domain/problems/problem";
import { checkRegistrySettings } from "../domain/registry/check";
import { REGISTRY_KEY } from "../domain/registry/key";
import { REGISTRY_LIMITS, type RegistrySettings } from "../domain/registry/settings";
import { checkRepositoryName } from "../domain/repository/name";
import { copyEncryption, hasCopy, registryOfCopy, replicationTo } from "../domain/regions/copies";
import { type NotificationDeclaration, type RegionSettings, type RepositoryDeclaration } from "../model/environment";
import { type RegistryStackKind } from "../model/stack-kinds";
import { checkNotifications } from "./check-notifications";
import { type RepositorySource } from "./formats/draft";
import { located, type LocatedProblem } from "./problems";
import { checkImports } from "./resolve-imports";
import { type SourceDocument } from "./source/source";

export interface RegionSubjects {
  /** Name of the environment. */
  readonly name: string;
  /** `undefined` if other faults make it unknown. Nothing is checked then. */
  readonly location: AwsLocation | undefined;
  /** Notifications of the environment's own region. */
  readonly notifications: readonly NotificationDeclaration[] | undefined;
  /** Settings of the registry as they are written, without the replication to further regions. */
  readonly registry: RegistrySettings | undefined;
  readonly repositories: readonly RepositoryDeclaration[];
  /** Prefixes and names that the operator owns. */
  readonly manages: readonly string[];
  readonly drafts: readonly RepositorySource[];
  /** Finds the stack of a repository in the environment's own region. @default - faults in the groups make it unknown */
  readonly stackOf?: ((repositoryName: string) => RegistryStackKind) | undefined;
}

type LocatedSubjects = RegionSubjects & { readonly location: AwsLocation };

/** Checks the further regions of an environment, against its own region and its repositories. */
export function checkRegions(
  document: SourceDocument,
  regions: readonly RegionSettings[],
  { location, ...others }: RegionSubjects,
): LocatedProblem[] {
  if (location === undefined) return [];
  const subjects = { location, ...others };
  const ofRegions = [
    ...regions.flatMap((region) => prefixed([region.region], checkOne(region, subjects))),
    ...checkTemplateRoles(regions, subjects),
  ];
  return [
    ...located(document, ["regions"], ofRegions),
    ...located(document, ["registry", "replication"], checkReplication(regions, subjects)),
    ...located(document, ["notifications"], checkReplicationEvents(others.notifications, regions)),
    ...regions.flatMap((region) => checkKeys(region, subjects)),
  ];
}

function checkOne(settings: RegionSettings, subjects: LocatedSubjects): Problem[] {
  const { name, location, registry: main, repositories, stackOf, manages } = subjects;
  const { region, repositoryPrefixes = [], kmsKey, registry, imports, notifications } = settings;
  const own = { account: location.account, region };
  const names = repositories.map(({ repositoryName }) => repositoryName);
  const copied = names.filter((name) => hasCopy(settings, name));
  const uses = {
    ...{ declared: copied, manages },
    registry: registryOfCopy(settings, main),
    pullThroughCache: registry?.pullThroughCache ?? [],
  };
  return [
    ...checkPlace(region, location),
    ...repositoryPrefixes.flatMap((prefix, index) => {
      if (names.some((name) => name.startsWith(prefix))) return [];
      const message = `expected a prefix of a repository's name, found ${quoteValue(prefix)}. Correct the prefix, or remove it`;
      return [warning("regions/unused", ["repositoryPrefixes", index], message)];
    }),
    ...(kmsKey === undefined ? [] : checkKey(kmsKey, region)),
    ...(registry === undefined ? [] : prefixed(["registry"], checkRegistrySettings(registry, own))),
    ...prefixed(["notifications"], checkNotifications(notifications, { ...uses, environment: name, location: own })),
    ...prefixed(["imports"], checkImports(imports, copied, stackOf)),
    ...checkFormerCopies(settings),
  ];
}

/** Roles belong to the account, so each stack needs its own. */
function checkTemplateRoles(regions: readonly RegionSettings[], { registry }: LocatedSubjects): Problem[] {
  const own = registry?.templateRole?.roleName.toLowerCase();
  const names = new Set(own === undefined ? [] : [own]);
  return regions.flatMap(({ region, registry: { templateRole } = {} }) => {
    if (templateRole === undefined) return [];
    const name = templateRole.roleName.toLowerCase();
    const isUnique = !names.has(name);
    names.add(name);
    const at = [region, "registry", "templateRole", "roleName"];
    const message = `expected a unique name in the account, found ${quoteValue(templateRole.roleName)}, which another region also uses. Rename one of the roles`;
    return isUnique ? [] : [error("regions/template-role", at, message)];
  });
}

/** Names of copies that the region no longer has. Those that it has are released for all regions. */
function checkFormerCopies(settings: RegionSettings): Problem[] {
  const { region, removed = [] } = settings;
  return (["removed", "released"] as const).flatMap((list) =>
    (settings[list] ?? []).flatMap((name, index, names): Problem[] => {
      const at = [list, index] as const;
      // With a key of its own, the region has no key of the registry.
      if (name === REGISTRY_KEY && settings.kmsKey !== undefined) return [];
      const faults = checkRepositoryName(name).filter(({ severity }) => severity === "error");
      if (faults.length > 0) return faults.map((problem) => ({ ...problem, at }));
      if (names.indexOf(name) !== index)
        return [error(`${list}/twice`, at, `expected each name once, found ${quoteValue(name)} twice. Remove one`)];
      if (hasCopy(settings, name)) {
        const message = `expected a repository that repositoryPrefixes excludes, found ${quoteValue(name)}. Remove it, or list it under the environment's ${list}, which applies to all regions`;
        return [error("regions/copied", at, message)];
      }
      if (list === "removed" || !removed.includes(name)) return [];
      const message = `expected ${quoteValue(name)} under either removed or released in ${region}, found it under both. Keep removed to leave the copy in AWS, or released to delete it`;
      return [error("released/removed", at, message)];
    }),
  );
}

function checkPlace(region: string, { region: own }: AwsLocation): Problem[] {
  if (region === own) {
    const message = `expected a region that differs from the environment's own, found ${region}. Remove it`;
    return [error("regions/own", [], message, { about: "key" })];
  }
  const problems = checkRegion(region, "regions/region", []);
  if (partitionOf(region) === partitionOf(own)) return problems;
  const message = `expected a region in the partition of ${own}, ${partitionOf(own)}, found ${region} in ${partitionOf(region)}. ECR cannot replicate to another partition. Declare a separate environment for that region`;
  return [...problems, error("regions/partition", [], message, { about: "key" })];
}

function checkKey(kmsKey: string, region: string): Problem[] {
  const arn = parseArn(kmsKey);
  if (arn === undefined ? kmsKey.startsWith("alias/") : arn.service === "kms" && arn.region === region) return [];
  const message = `expected a KMS key in ${region} (arn:${partitionOf(region)}:kms:${region}:<account>:key/<id>, or alias/<name>), found ${quoteValue(kmsKey)}`;
  return [error("regions/kms-key", ["kmsKey"], message)];
}

/** The replication to further regions is generated, and counts toward AWS's limits. */
function checkReplication(regions: readonly RegionSettings[], { location, registry }: LocatedSubjects): Problem[] {
  const written = registry?.replication ?? [];
  const known = new Set(regions.map(({ region }) => region));
  const twice = written.flatMap(({ destinations }, rule) =>
    destinations.flatMap(({ region, account = location.account }, index) => {
      if (account !== location.account || !known.has(region)) return [];
      const message = `expected a destination that regions does not already cover, found ${region}. Remove it`;
      return [error("regions/replication", [rule, "destinations", index], message)];
    }),
  );
  const count = replicationTo(regions).length + written.length;
  if (count <= REGISTRY_LIMITS.replicationRules) return twice;
  const message = `expected at most ${REGISTRY_LIMITS.replicationRules} replication rules, including the rules for regions, found ${count}. Use the same repositoryPrefixes for all regions`;
  return [...twice, error("regions/replication", [], message)];
}

/** Reports repositories whose key does not exist in the region, at their place. */
function checkKeys(settings: RegionSettings, { repositories, drafts }: LocatedSubjects): LocatedProblem[] {
  const sources = new Map(drafts.map((draft) => [draft.repositoryName, draft]));
  return repositories.flatMap(({ repositoryName, encryptionConfiguration: encryption }) => {
    const source = sources.get(repositoryName);
    if (source === undefined || !hasCopy(settings, repositoryName)) return [];
    if (copyEncryption(encryption, settings) !== undefined) return [];
    const message = `expected a KMS key that also exists in ${settings.region}, found ${quoteValue(encryption.kmsKey)}. Set regions.${settings.region}.kmsKey, or use a multi-Region key or an alias`;
    return located(source.document, source.namePath, [error("regions/kms-key", [], message)]);
  });
}

/** Reports notifications of the environment's own region that wait for events of the further ones. */
function checkReplicationEvents(
  notifications: readonly NotificationDeclaration[] = [],
  regions: readonly RegionSettings[],
): Problem[] {
  const reports = ({ events }: NotificationDeclaration): boolean => events.includes("replicationFailed");
  const [first] = regions;
  if (first === undefined || regions.some((region) => region.notifications?.some(reports))) return [];
  return notifications.flatMap((notification, index) => {
    const event = notification.events.indexOf("replicationFailed");
    if (event === -1) return [];
    const message = `expected replicationFailed under regions.${first.region}.notifications, found it only under notifications. ECR reports failed replication in the region that receives the image. Declare a notification under regions.${first.region}`;
    return [warning("regions/replication-event", [index, "events", event], message)];
  });
}
