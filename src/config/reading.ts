import { partitionOf } from "../domain/aws/arn";
import { error, prefixed } from "../domain/problems/problem";
import { checkRegion } from "../domain/aws/region";
import { parse, valueAt } from "../domain/problems/schema-problems";
import { checkTags } from "../domain/aws/tags";
import { checkRegistrySettings } from "../domain/registry/check";
import { fillFromProviders } from "./provider-manifests";
import { checkCiRoles, type CiRoleCheckContext } from "./check-ci-roles";
import { checkOperator, type OperatorCheckContext } from "./check-operator";
import { checkReleased } from "./check-released";
import { checkState } from "./check-state";
import { checkIdleKubeconfigs, checkWithoutEffect } from "./check-unused-settings";
import { checkRemoved, checkTogether } from "./check-repositories";
import { checkImports, resolveImports } from "./resolve-imports";
import { type Environment, type OperatorSettings } from "../model/environment";
import { type FileReader } from "./file-reader";
import { readNamedPolicies } from "./read-policy/named";
import { inOrder, located, type LocatedProblem } from "./problems";
import { readDrafts, REPOSITORIES_FOLDER } from "./read-drafts";
import { type Basis, type EnvironmentReading } from "./environment-reading";
import { resolveCiRoles } from "./resolve-ci-roles";
import { checkSignIn, resolveCluster, resolveOperator, type RoleFromManifest } from "./resolve-operator";
import { resolveRegistry } from "./resolve-registry";
import { RepositoryResolver } from "./resolve-repositories";
import { resolveState } from "./resolve-state";
import { ciRoleSchema } from "../domain/ci/role-schema";
import { environmentSchema, type WrittenEnvironment } from "./schema/environment-schema";
import { operatorSchema } from "../domain/operator/schema";
import { validFields, type ValidFields } from "./valid-fields";
import { type SourceDocument } from "./source/source";

const DEFAULT_PROJECT = "cdktf-ecr";

/** The steps from a document to an environment; what is broken in one does not keep the next from being checked. */
export class Reading {
  private readonly problems: LocatedProblem[] = [];
  private readonly written: Partial<WrittenEnvironment>;
  private readonly invalid: ReadonlySet<string>;
  private basis: Basis | undefined;

  constructor(
    private readonly reader: FileReader,
    private readonly document: SourceDocument,
    private readonly folder: string,
    private readonly name: string,
  ) {
    ({ fields: this.written, invalid: this.invalid } = this.readFields());
  }

  result(): Pick<EnvironmentReading, "environment" | "problems" | "basis"> {
    const environment = this.build();
    const { basis } = this;
    const problems = inOrder(this.problems);
    return problems.some(({ severity }) => severity === "error")
      ? { problems, basis }
      : { environment, problems, basis };
  }

  /** The whole where it is right, else the fields that are. */
  private readFields(): ValidFields<WrittenEnvironment> {
    const { document } = this;
    const whole = parse("environment", environmentSchema, document.data);
    if (whole.ok) return { fields: whole.value, invalid: new Set() };
    this.say(located(document, [], whole.problems));
    return validFields(document.data, Object.keys(environmentSchema.shape), whole.problems);
  }

  private build(): Environment | undefined {
    const { document, folder, reader, written, name } = this;
    const policies = readNamedPolicies(document, folder, written.lifecyclePolicies, reader);
    const drafts = readDrafts(document, folder, written.repositories, policies.files, reader);
    const { account, tags = {} } = written;
    const { roleName, path } = written.operator ?? {};
    const filled = fillFromProviders(drafts.providers, { account, region: written.region, tags, roleName, path });
    const { region } = filled;
    const location = account === undefined || region === undefined ? undefined : { account, region };
    const resolver = new RepositoryResolver({
      document,
      defaults: written.repositoryDefaults ?? {},
      policies,
      policiesKnown: !this.invalid.has("lifecyclePolicies"),
      location,
      defaultTags: filled.tags,
    });
    this.basis = {
      resolver,
      lifecyclePolicies: policies.byName,
      places: written.repositories ?? [REPOSITORIES_FOLDER],
    };
    const repositories = drafts.repositories.map((draft) => resolver.declarationOf(draft));
    const clusters = this.clusters();
    const declared = repositories.map(({ repositoryName }) => repositoryName);
    const operator = this.operator(filled.role, { location, clusters, declared, tags: filled.tags });
    const ciRoles = this.ciRoles(repositories, { location, declared, operator, tags: filled.tags });
    const { removed = [], released = [] } = written;
    const imports = resolveImports(written.imports);
    const registry = resolveRegistry(written.registry, location, (settings, at) =>
      resolver.templateOf(document, settings, at),
    );
    this.say(
      policies.problems,
      drafts.problems,
      filled.problems,
      located(document, ["tags"], checkTags(tags)),
      resolver.problems,
      checkTogether(drafts, this.manages()),
      checkRemoved(document, removed, drafts.repositories),
      located(document, ["released"], checkReleased(released, removed, repositories)),
      located(document, ["imports"], checkImports(imports, declared)),
      located(document, ["registry"], registry === undefined ? [] : checkRegistrySettings(registry, location)),
    );
    if (written.region !== undefined) {
      this.say(located(document, [], checkRegion(written.region, "environment/region", ["region"])));
    }
    // A provider with a fault may be the one that says the region.
    const faulty = drafts.providerNames.size > drafts.providers.length;
    if (region === undefined && !faulty && !filled.problems.some(({ rule }) => rule === "manifest/region")) {
      this.sayNoRegion();
    }
    if (location === undefined || written.state === undefined) return undefined;
    const environment: Environment = {
      name,
      project: written.project ?? DEFAULT_PROJECT,
      location,
      partition: partitionOf(location.region),
      state: resolveState(written.state, location.region),
      provider: { ...written.provider, endpoints: written.provider?.endpoints ?? {} },
      tags: filled.tags,
      repositories,
      lifecyclePolicies: Object.fromEntries(policies.byName),
      removed,
      released,
      imports,
      registry,
      operator,
      clusters,
      ciRoles,
    };
    this.say(located(document, ["state"], checkState(environment)));
    return environment;
  }

  private sayNoRegion(): void {
    const { data } = this.document;
    if (this.invalid.has("region") || typeof data !== "object" || Array.isArray(data)) return;
    const message =
      'missing; write it, as in "eu-west-1", or let an AWSProvider manifest among the repositories say it';
    this.say(located(this.document, [], [error("environment/region", ["region"], message)]));
  }

  private clusters(): Environment["clusters"] {
    const { cluster, clusters } = this.written;
    if (cluster !== undefined && clusters !== undefined) {
      const message = "cluster and clusters together; put all of them under clusters";
      this.say(located(this.document, [], [error("cluster/both", ["clusters"], message)]));
    }
    const written = clusters ?? (cluster === undefined ? [] : [cluster]);
    const resolved = written.map(resolveCluster);
    const problems = [...checkSignIn(resolved), ...checkIdleKubeconfigs(written)].map(
      ({ at: [index, ...rest], ...problem }) => ({
        ...problem,
        at: clusters === undefined ? ["cluster", ...rest] : ["clusters", index ?? 0, ...rest],
      }),
    );
    this.say(located(this.document, [], problems));
    return resolved;
  }

  private operator(
    role: RoleFromManifest | undefined,
    surroundings: Omit<OperatorCheckContext, "environment" | "clustersKey">,
  ): OperatorSettings | undefined {
    const { operator, clusters } = this.written;
    if (operator === undefined) return undefined;
    const { settings, problems } = resolveOperator(operator, role);
    const found = [...prefixed(["operator"], problems), ...checkWithoutEffect(operator)];
    if (surroundings.clusters.length === 0 && !this.invalid.has("cluster") && !this.invalid.has("clusters")) {
      const message =
        "an operator without a cluster; say which cluster it runs in, cluster: { eks: <name> } or { oidcIssuer: <url> }";
      found.push(error("operator/cluster", ["operator"], message));
    }
    const clustersKey = clusters === undefined ? "cluster" : "clusters";
    if (settings !== undefined) {
      found.push(...checkOperator(settings, { ...surroundings, environment: this.name, clustersKey }));
    }
    this.say(located(this.document, [], found));
    return settings;
  }

  /** The roles of workflows; what is wrong with one does not keep the others from being checked. */
  private ciRoles(
    repositories: Environment["repositories"],
    surroundings: Omit<CiRoleCheckContext, "manages">,
  ): Environment["ciRoles"] {
    const data = valueAt(this.document.data, ["ciRoles"]);
    const sound = (Array.isArray(data) ? data : []).flatMap((role: unknown, index) => {
      const { success, data: written } = ciRoleSchema.safeParse(role);
      return success ? [{ index, written }] : [];
    });
    const roles = resolveCiRoles(
      sound.map(({ written }) => written),
      { environment: this.name, declared: repositories, registry: this.written.registry },
    );
    const placed = roles.map((role, position) => ({ index: sound[position]?.index ?? position, role }));
    this.say(located(this.document, [], checkCiRoles(placed, { ...surroundings, manages: this.manages() })));
    return roles;
  }

  /** What the operator owns, even where something else is wrong with it. */
  private manages(): readonly string[] {
    const manages = operatorSchema.shape.manages.safeParse(valueAt(this.document.data, ["operator", "manages"]));
    return manages.success ? manages.data : [];
  }

  private say(...groups: readonly (readonly LocatedProblem[])[]): void {
    for (const group of groups) this.problems.push(...group);
  }
}
