import { basename, join } from "node:path";
import { partitionOf } from "../domain/aws/arn";
import { checkDualStack } from "../domain/aws/region";
import { checkTags } from "../domain/aws/tags";
import { REGISTRY_SUBJECT } from "../domain/policy-lint/acceptance";
import { isPolicyRule } from "../domain/policy-lint/rules";
import { type Path, type Problem } from "../domain/problems/problem";
import { checkRegistrySettings } from "../domain/registry/check";
import { checkKeyReferences } from "../domain/registry/key";
import { type PolicyPlace } from "../domain/repository-policy/place";
import { type Environment } from "../model/environment";
import { registryStackFinder } from "../model/registry-parts";
import { withAccepted } from "./accept-findings";
import { buildCiRoles, buildClusters, buildOperator, buildWorkloadRoles, managedNames } from "./build-access";
import { checkGroups } from "./check-groups";
import { checkUses } from "./check-registry-uses";
import { ANYWHERE } from "./check-role-tags";
import { checkNotifications } from "./check-notifications";
import { checkOwnRegion } from "./check-own-region";
import { checkReleased } from "./check-released";
import { checkRemoved, checkTogether } from "./check-repositories";
import { checkRepositoryRules } from "./check-repository-rules";
import { checkState } from "./check-state";
import { checkUnread, emptyEnvironment } from "./check-unread";
import { type EnvironmentResult } from "./environment-result";
import { type FileReader } from "./file-reader";
import { inOrder, located, type LocatedProblem } from "./problems";
import { applyProviderManifests } from "./provider-manifests";
import { NameGrants } from "./name-grants";
import { type Environments } from "./other-environments";
import { declarationPlaces, readDrafts, repositoriesPlaces } from "./read-drafts";
import { readNamedPolicies } from "./read-policy/named-lifecycle-policies";
import { GrantResolver } from "./resolve-grants";
import { checkImports, resolveImports } from "./resolve-imports";
import { resolvePublicRepositories } from "./resolve-public-repositories";
import { checkRegions } from "./check-regions";
import { resolveRegions, withReplication } from "./resolve-regions";
import { resolveRegistry } from "./resolve-registry";
import { RepositoryResolver } from "./resolve-repositories";
import { resolveState } from "./resolve-state";
import { about } from "./subjects";
import { environmentSchema } from "./schema/environment-schema";
import { type SourceDocument } from "./source/source";
import { parseFields } from "./valid-fields";

/** The first part of state keys, unless the environment names its project. */
export const DEFAULT_PROJECT = "cdktf-ecr";

/** The document of an environment, and its location. */
export interface EnvironmentSource {
  readonly document: SourceDocument;
  readonly reader: FileReader;
  readonly folder: string;
  /** Name of the environment. */
  readonly name: string;
  /** Absolute paths of the base files that the document is merged with. */
  readonly bases: readonly string[];
  /** The environments of the project. */
  readonly environments: Environments;
  /** For dates in policies: `2026-01-31`, UTC. @default - unknown */
  readonly today?: string | undefined;
}

type BuiltEnvironment = Pick<EnvironmentResult, "environment" | "problems" | "accepted" | "basis" | "declarationPlace">;

/** Builds an environment from its document. A fault in one part does not prevent the checks of others. */
export function buildEnvironment(source: EnvironmentSource): BuiltEnvironment {
  const { document, reader, folder, name, bases, environments, today } = source;
  const inFile = (at: Path, problems: readonly Problem[]): LocatedProblem[] => located(document, at, problems);

  const valid = parseFields("environment", environmentSchema, document.data);
  const { fields: written, invalid } = valid;
  const policies = readNamedPolicies(document, written.lifecyclePolicies, reader);
  const places = repositoriesPlaces(document, folder, written.repositories, reader);
  // A base file in a folder of repositories declares none.
  const drafts = readDrafts(document, places, new Set([...policies.files, ...bases]), reader);
  const { account, tags: ownTags = {}, removed = [], released = [], groups } = written;
  const { roleName, path } = written.operator ?? {};
  const endpoint = written.provider?.endpoints?.ecr;
  const stated = { account, region: written.region, tags: ownTags, roleName, path, endpoint };
  const applied = applyProviderManifests(drafts.providers, stated);
  const { region, tags } = applied;
  const otherRegions = Object.keys(written.regions ?? {});
  const more = {
    ...(otherRegions.length === 0 ? {} : { otherRegions }),
    ...(written.dualStack === true ? { dualStack: true } : {}),
  };
  const location = account === undefined || region === undefined ? undefined : { account, region, ...more };

  // Other environments are read only if a policy needs their accounts.
  const policyPlace = (): PolicyPlace => ({
    ...{ location, today, accounts: environments.accounts() },
    ...(location === undefined ? {} : { partition: partitionOf(location.region) }),
  });
  const otherCaches = location === undefined ? [] : environments.cachesIn(location, name);
  const caches = [...(written.registry?.pullThroughCache ?? []), ...otherCaches];
  const grants = new GrantResolver({ location, environments });
  const nameGrants = new NameGrants(written.grants ?? [], grants);
  const context = {
    ...{ document, grants, nameGrants, pullThroughCache: caches },
    defaults: written.repositoryDefaults ?? {},
    policies,
    policiesKnown: !invalid.has("lifecyclePolicies"),
    location,
    registryKeyAlias: written.registry?.key?.alias,
    policyPlace,
    defaultTags: tags,
  };
  const resolver = new RepositoryResolver(context, drafts.fileDefaults);
  const repositories = drafts.repositories.map((draft) =>
    about(draft.repositoryName, resolver.problems, () => resolver.declarationOf(draft)),
  );
  const declared = repositories.map(({ repositoryName }) => repositoryName);
  const registry = resolveRegistry(written.registry, caches, location, (...template) =>
    about(REGISTRY_SUBJECT, resolver.problems, () => resolver.templateOf(document, ...template)),
  );
  const further = resolveRegions(written.regions, { repositories: context, environments, account });
  const { regions } = further;
  const imports = resolveImports(written.imports);
  const lists = { removed, released };
  const publicOnes = resolvePublicRepositories(written.publicRepositories, { document, reader, location, tags, lists });
  const stackOf = invalid.has("groups") ? undefined : registryStackFinder({ groups, location: location ?? ANYWHERE });

  const manages = managedNames(document);
  const access = { environment: name, written, invalid, location, declared, tags, manages, pullThroughCache: caches };
  const [clusters, clusterProblems] = buildClusters(written);
  const [operator, operatorProblems] = buildOperator({ ...access, clusters, manifestRole: applied.role });
  const [ciRoles, ciRoleProblems] = buildCiRoles(document, { ...access, operator, repositories });
  const roles = { ...access, clusters, operator, ciRoles, environments };
  const [workloadRoles, workloadProblems] = buildWorkloadRoles(document, roles);

  const isKnown = !["repositoryDefaults", "tags", "lifecyclePolicies"].some((key) => invalid.has(key));
  const rules = checkRepositoryRules(document, {
    // Without what repositories inherit, their settings are not known.
    rules: isKnown ? written.repositoryRules : undefined,
    ...{ policies, drafts: drafts.repositories, repositories, tags },
  });

  const place = declarationPlaces(drafts);
  const problems = [
    ...inFile([], valid.problems),
    ...policies.problems,
    ...drafts.problems,
    ...applied.problems,
    ...resolver.problems,
    ...checkTogether(drafts, manages),
    ...rules.problems,
    ...inFile(["grants"], [...nameGrants.problems, ...nameGrants.checkUsed(declared)]),
    ...inFile(["tags"], checkTags(ownTags)),
    ...inFile(["dualStack"], location === undefined ? [] : checkDualStack(location)),
    ...inFile([], [...clusterProblems, ...operatorProblems, ...ciRoleProblems, ...workloadProblems]),
    ...checkRemoved(document, removed, drafts.repositories),
    ...inFile(["released"], checkReleased(released, removed, repositories, place)),
    ...inFile(["imports"], checkImports(imports, [...declared, ...publicOnes.names], stackOf)),
    ...checkGroups(document, groups ?? [], {
      drafts: drafts.repositories,
      names: [...declared, ...removed, ...released],
    }),
    ...inFile(
      ["registry"],
      registry === undefined
        ? []
        : ofRegistry(checkRegistrySettings(registry, location, registry.policy && policyPlace())),
    ),
    ...publicOnes.problems,
    ...inFile([], checkKeyReferences(lists, registry, repositories)),
    ...inFile(["notifications"], checkNotifications(written.notifications, { ...access, registry })),
    ...checkUses(document, {
      ...{ registry, location, repositories, drafts, manages },
      scanOnPushDefault: written.repositoryDefaults?.scanOnPush !== undefined,
    }),
    ...further.problems,
    ...checkRegions(document, regions, {
      ...{ name, location, registry, repositories, drafts: drafts.repositories, stackOf, manages },
      notifications: written.notifications,
    }),
    ...inFile([], checkOwnRegion(document, valid, drafts, applied)),
  ];
  const environment =
    location === undefined || written.state === undefined
      ? undefined
      : ({
          name,
          project: written.project ?? DEFAULT_PROJECT,
          location,
          partition: partitionOf(location.region),
          state: resolveState(written.state, location.region),
          provider: { ...written.provider, endpoints: written.provider?.endpoints ?? {} },
          tags,
          repositories,
          ...(groups === undefined ? {} : { groups }),
          lifecyclePolicies: Object.fromEntries(policies.byName),
          removed,
          released,
          imports,
          registry: withReplication(registry, regions),
          ...(regions.length === 0 ? {} : { regions }),
          ...(otherCaches.length === 0 ? {} : { otherCaches }),
          operator,
          clusters,
          ciRoles,
          ...(workloadRoles.length > 0 ? { workloadRoles } : {}),
          ...(publicOnes.repositories.length === 0 ? {} : { publicRepositories: publicOnes.repositories }),
          ...(written.notifications === undefined ? {} : { notifications: written.notifications }),
        } satisfies Environment);
  if (environment !== undefined) problems.push(...inFile(["state"], checkState(environment)));
  if (!problems.some(({ severity }) => severity === "error")) {
    const paths = [join(folder, basename(document.file)), ...bases, ...policies.files, ...drafts.files];
    problems.push(...checkUnread(folder, { paths, clusters, repositoryNames: declared }, reader));
    const declaresOther = [
      ...[registry, operator, ciRoles[0], workloadRoles[0], removed[0], released[0], written.notifications],
      publicOnes.repositories[0],
    ].some((part) => part !== undefined);
    // An AWSProvider alone is what an environment of the operator needs.
    const isExpected = declaresOther && (drafts.files.length === 0 || drafts.providers.length > 0);
    if (declared.length === 0 && !isExpected) problems.push(...inFile([], [emptyEnvironment()]));
  }

  const basis = {
    resolver,
    grants,
    lifecyclePolicies: policies.byName,
    places: places.map(({ path }) => path),
    files: [...policies.files, ...drafts.files],
    drafts: drafts.repositories,
    providers: drafts.providers,
    brokenRules: rules.broken,
  };
  const accepted = withAccepted(document, written.acceptFindings ?? [], problems);
  const ordered = inOrder(accepted.problems);
  const isBroken = ordered.some(({ severity }) => severity === "error");
  return {
    ...{ environment: isBroken ? undefined : environment, problems: ordered, basis, declarationPlace: place },
    accepted: accepted.count,
  };
}

/** Findings in the registry's policy, which acceptances can match. */
function ofRegistry(problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => (isPolicyRule(problem.rule) ? { ...problem, subject: REGISTRY_SUBJECT } : problem));
}
