import { isDeepStrictEqual } from "node:util";
import { filterMatches } from "../../domain/registry/names";
import { namesKey, REGISTRY_KEY } from "../../domain/registry/key";
import { type RegistryScanning, type RegistrySettings, type ReplicationRule } from "../../domain/registry/settings";
import { type Environment, type RepositoryDeclaration } from "../../model/environment";
import { changedKeys } from "./changed-keys";
import { environmentFinding, mergedFindings, type Finding } from "./finding";

/** What changed settings of the registry mean for which repositories. */
export function registryFindings(before: Environment, after: Environment): Finding[] {
  const [old, now] = [before.registry ?? {}, after.registry ?? {}];
  const kept = new Set(before.repositories.map(({ repositoryName }) => repositoryName));
  const names = after.repositories.flatMap(({ repositoryName }) => (kept.has(repositoryName) ? [repositoryName] : []));
  return [
    ...scanningFindings(before, after),
    ...replicationFindings(old, now, names),
    ...keyedFindings(old.pullThroughCache, now.pullThroughCache, ({ ecrRepositoryPrefix }) => ecrRepositoryPrefix, {
      kind: "pull-through cache rule",
      consequence: "Images that are not cached yet can no longer be pulled through it.",
    }),
    ...keyedFindings(old.creationTemplates, now.creationTemplates, ({ prefix }) => prefix, {
      kind: "repository creation template",
      consequence: "Repositories that ECR creates from now on get the default settings.",
    }),
    ...keyedFindings(old.pullTimeUpdateExclusions, now.pullTimeUpdateExclusions, (principal) => principal, {
      kind: "pull time exclusion",
      consequence:
        "Its pulls count as an image's last pull again, so lifecycle rules based on the last pull keep more images.",
    }),
    ...accountFindings(old, now),
    ...keyFindings(before, after),
    ...alarmFindings(old, now),
  ];
}

function alarmFindings({ quotaAlarms: was }: RegistrySettings, { quotaAlarms: is }: RegistrySettings): Finding[] {
  if (isDeepStrictEqual(was, is)) return [];
  const change = is === undefined ? "are removed" : was === undefined ? "are added" : "change";
  return [changed(`the alarms on quotas for API calls ${change}`)];
}

/** The key cannot be destroyed unless it is released, because the images that it encrypts could no longer be read. */
function keyFindings(before: Environment, after: Environment): Finding[] {
  const [was, is] = [before.registry?.key, after.registry?.key];
  if (isDeepStrictEqual(was, is)) return [];
  if (was === undefined)
    return [changed(`the key ${is?.alias ?? ""} is added`, ["Only repositories that name the key use it."])];
  if (was.alias === is?.alias) return [changed(`the key ${is.alias} changes`)];
  if (is !== undefined) {
    const advice =
      "The key itself stays the same. Change kmsKey of its repositories in the same commit, and deploy the registry stack first.";
    return [changed(`the alias of the registry's key changes from ${was.alias} to ${is.alias}`, [advice])];
  }
  if (after.removed.includes(REGISTRY_KEY)) return [changed(`Terraform stops managing the key ${was.alias}`)];
  if (!after.released.includes(REGISTRY_KEY))
    return [
      environmentFinding(
        "plan-refused",
        `Terraform rejects the whole plan, because the key ${was.alias} is no longer declared`,
      ),
    ];
  const users = before.repositories.filter(({ encryptionConfiguration: { kmsKey } }) => namesKey(kmsKey, was));
  const repositories = users.map(({ repositoryName }) => repositoryName);
  const message = `Terraform deletes the key ${was.alias}, so images that are encrypted with it can no longer be read`;
  return [{ kind: "key-deleted", repositories, message }];
}

/** A repository with its settings at both revisions. */
type ScannedRepository = Pick<RepositoryDeclaration, "repositoryName" | "scanOnPush">;

function scanningFindings(before: Environment, after: Environment): Finding[] {
  const [was, is] = [before.registry?.scanning, after.registry?.scanning];
  if (isDeepStrictEqual(was, is)) return [];
  const scannedBefore = new Map(before.repositories.map((it) => [it.repositoryName, isScanned(was, it)]));
  const known = after.repositories.filter(({ repositoryName }) => scannedBefore.has(repositoryName));
  const changes = (scanned: boolean): string[] =>
    known
      .filter((it) => isScanned(is, it) === scanned && scannedBefore.get(it.repositoryName) === !scanned)
      .map(({ repositoryName }) => repositoryName);
  const [stopped, started] = [changes(false), changes(true)];
  const found: Finding[] = [];
  if (was?.scanType !== is?.scanType) found.push(changed(typeMessage(is), scanCost(is)));
  if (stopped.length > 0)
    found.push({ kind: "scanning-stopped", repositories: stopped, message: "no longer scanned automatically" });
  if (started.length > 0)
    found.push({ kind: "registry-changed", repositories: started, message: "scanned automatically from now on" });
  return found.length > 0 ? found : [changed("scanning rules change; the same declared repositories are scanned")];
}

/** Without a declaration, Terraform resets the registry's scanning. */
function typeMessage(scanning: RegistryScanning | undefined): string {
  return scanning === undefined
    ? "registry scanning is reset to the default: basic scanning without rules"
    : `registry scanning changes to ${scanning.scanType}`;
}

function scanCost(scanning: RegistryScanning | undefined): string[] {
  return scanning?.scanType === "ENHANCED" ? ["Amazon Inspector charges for each scanned image."] : [];
}

/** With `ENHANCED`, only the rules count. */
function isScanned(scanning: RegistryScanning | undefined, { repositoryName, scanOnPush }: ScannedRepository): boolean {
  const matched = scanning?.rules.some(({ repositoryFilters }) =>
    repositoryFilters.some((filter) => filterMatches(filter, repositoryName)),
  );
  return matched === true || (scanning?.scanType !== "ENHANCED" && scanOnPush);
}

function replicationFindings(old: RegistrySettings, now: RegistrySettings, names: readonly string[]): Finding[] {
  const [was, is] = [old.replication, now.replication];
  if (isDeepStrictEqual(was, is)) return [];
  const details = ["Only images that are pushed from now on are replicated."];
  const found: Finding[] = [];
  for (const name of names) {
    const [from, to] = [destinationsOf(was ?? [], name), destinationsOf(is ?? [], name)];
    const repositories = [name];
    for (const it of from)
      if (!to.has(it))
        found.push({ kind: "replication-stopped", repositories, message: `no longer replicated to ${it}` });
    for (const it of to)
      if (!from.has(it))
        found.push({ kind: "registry-changed", repositories, message: `replicated to ${it}`, details });
  }
  return found.length > 0
    ? mergedFindings(found)
    : [changed("replication rules change; the same declared repositories are replicated")];
}

function destinationsOf(rules: readonly ReplicationRule[], name: string): ReadonlySet<string> {
  const matching = rules.filter(
    ({ repositoryPrefixes }) => repositoryPrefixes?.some((prefix) => name.startsWith(prefix)) ?? true,
  );
  return new Set(
    matching.flatMap(({ destinations }) =>
      destinations.map(({ region, account }) => (account === undefined ? region : `account ${account}, ${region}`)),
    ),
  );
}

interface KeyedWords {
  readonly kind: string;
  /** What its removal means. */
  readonly consequence: string;
}

function keyedFindings<Entry>(
  old: readonly Entry[] | undefined,
  now: readonly Entry[] | undefined,
  keyOf: (entry: Entry) => string,
  { kind, consequence }: KeyedWords,
): Finding[] {
  const byKey = (entries: readonly Entry[] = []): Map<string, Entry> =>
    new Map(entries.map((entry) => [keyOf(entry), entry]));
  const [was, is] = [byKey(old), byKey(now)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    if (isDeepStrictEqual(was.get(key), is.get(key))) return [];
    if (!is.has(key)) return [changed(`${kind} ${key} is removed`, [consequence])];
    return [changed(`${kind} ${key} ${was.has(key) ? "changes" : "is added"}`)];
  });
}

function accountFindings(old: RegistrySettings, now: RegistrySettings): Finding[] {
  const [was, is] = [old.accountSettings ?? {}, now.accountSettings ?? {}];
  return changedKeys(was, is).map((name) =>
    changed(`${name} changes from ${was[name] ?? "unmanaged"} to ${is[name] ?? "unmanaged"}`),
  );
}

function changed(message: string, details: readonly string[] = []): Finding {
  return environmentFinding("registry-changed", message, details);
}
