import { join } from "node:path";
import { partitionOf } from "../modules/core/aws";
import { error, under } from "../modules/core/problem";
import { parse } from "../modules/core/schema-problems";
import { checkTags } from "../modules/core/tags";
import { fillFromProviders } from "./aws-providers";
import { checkRemoved, checkTogether } from "./checks";
import { type Environment, type OperatorSettings } from "./environment";
import { FileReader } from "./file-reader";
import { readNamedPolicies } from "./named-policies";
import { inOrder, located, type LocatedProblem } from "./problems";
import { readDrafts } from "./read-drafts";
import { checkClusters, resolveCluster, resolveOperator, type RoleFromManifest } from "./resolve-operator";
import { RepositoryResolver } from "./resolve-repositories";
import { checkStateKeys, resolveState } from "./resolve-state";
import { environmentSchema, type WrittenEnvironment } from "./schema/environment-schema";
import { type SourceDocument } from "./source/source";

/** An environment as it was read: whole, or `undefined` where one of the problems is an error. */
export interface EnvironmentReading {
  readonly name: string;
  /** The environment's own file, relative to the project. */
  readonly file: string;
  readonly environment?: Environment;
  readonly problems: readonly LocatedProblem[];
}

const FILE_NAMES = ["environment.yaml", "environment.yml", "environment.json"];
const ENVIRONMENT_NAME = /^[a-z][a-z0-9-]*$/;
const DEFAULT_PROJECT = "cdktf-ecr";

/**
 * Reads one environment and checks everything in it, every file to the end.
 * @param root the project's folder, from which files are named
 * @param folder the environment's folder, whose name is the environment's
 */
export function readEnvironment(root: string, folder: string, name: string): EnvironmentReading {
  const reader = new FileReader(root);
  const found = FILE_NAMES.map((file) => join(folder, file)).filter((path) => reader.exists(path));
  const [path, second] = found;
  const fault = (file: string, message: string): EnvironmentReading => ({
    name,
    file,
    problems: [{ file, line: 1, column: 1, severity: "error", rule: "environment/file", message }],
  });
  if (path === undefined)
    return fault(reader.nameOf(folder), `no ${FILE_NAMES[0]} in it; write one, or move the folder elsewhere`);
  const file = reader.nameOf(path);
  if (second !== undefined) return fault(reader.nameOf(second), `${file} is there too; keep one of them`);
  if (!ENVIRONMENT_NAME.test(name)) {
    return fault(
      file,
      `the folder is called ${JSON.stringify(name)}; an environment's name has lower-case letters, digits and hyphens`,
    );
  }
  const { documents, faults } = reader.read(path);
  const [document, another] = documents;
  if (document === undefined) return { name, file, problems: inOrder(faults) };
  if (another !== undefined) return fault(file, "it has several documents; an environment is one");
  return { name, file, ...new Reading(reader, document, folder, name).result() };
}

/** The steps from a document to an environment; what is broken in one does not keep the next from being checked. */
class Reading {
  private readonly problems: LocatedProblem[] = [];
  private readonly written: Partial<WrittenEnvironment>;

  constructor(
    private readonly reader: FileReader,
    private readonly document: SourceDocument,
    private readonly folder: string,
    private readonly name: string,
  ) {
    this.written = this.parseFields();
  }

  result(): Pick<EnvironmentReading, "environment" | "problems"> {
    const environment = this.build();
    const problems = inOrder(this.problems);
    return problems.some(({ severity }) => severity === "error") ? { problems } : { environment, problems };
  }

  /** The whole where it is right, else the fields that are. */
  private parseFields(): Partial<WrittenEnvironment> {
    const { document } = this;
    const whole = parse("environment", environmentSchema, document.data);
    if (whole.ok) return whole.value;
    this.say(located(document, [], whole.problems));
    if (typeof document.data !== "object" || document.data === null) return {};
    const data = document.data as Record<string, unknown>;
    const fields = Object.entries(environmentSchema.shape).flatMap(([key, schema]) => {
      const field = schema.safeParse(data[key]);
      return field.success && field.data !== undefined ? [[key, field.data] as const] : [];
    });
    return Object.fromEntries(fields) as Partial<WrittenEnvironment>;
  }

  private build(): Environment | undefined {
    const { document, folder, reader, written, name } = this;
    const policies = readNamedPolicies(document, folder, written.lifecyclePolicies, reader);
    const drafts = readDrafts(document, folder, written.repositories, policies.files, reader);
    const filled = fillFromProviders(drafts.providers, {
      account: written.account,
      region: written.region,
      tags: written.tags ?? {},
      roleName: written.operator?.roleName,
      path: written.operator?.path,
    });
    this.say(
      policies.problems,
      drafts.problems,
      filled.problems,
      located(document, ["tags"], checkTags(written.tags ?? {})),
    );
    const { account } = written;
    const location =
      account === undefined || filled.region === undefined ? undefined : { account, region: filled.region };
    const resolver = new RepositoryResolver(document, written.repositoryDefaults, policies, location, filled.tags);
    const repositories = drafts.repositories.map((draft) => resolver.declarationOf(draft));
    const clusters = this.clusters();
    const operator = this.operator(filled.role, location, clusters.length);
    const removed = written.removed ?? [];
    this.say(
      resolver.problems,
      checkTogether(drafts, written.operator?.manages ?? []),
      checkRemoved(document, removed, drafts.repositories),
    );
    if (location === undefined || written.state === undefined) {
      this.sayNoRegion(filled.region);
      return undefined;
    }
    const project = written.project ?? DEFAULT_PROJECT;
    const state = resolveState(written.state, location.region);
    const environment: Environment = {
      name,
      project,
      location,
      partition: partitionOf(location.region),
      state,
      provider: { ...written.provider, endpoints: written.provider?.endpoints ?? {} },
      tags: filled.tags,
      repositories,
      removed,
      operator,
      clusters,
    };
    this.say(located(document, ["state"], checkStateKeys(environment)));
    return environment;
  }

  private sayNoRegion(region: string | undefined): void {
    const { data } = this.document;
    if (region !== undefined || (typeof data === "object" && data !== null && "region" in data)) return;
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
    const resolved = (clusters ?? (cluster === undefined ? [] : [cluster])).map(resolveCluster);
    const problems = checkClusters(resolved);
    const prefix = clusters === undefined ? [] : ["clusters"];
    const moved =
      clusters === undefined
        ? problems.map((problem) => ({ ...problem, at: ["cluster", ...problem.at.slice(1)] }))
        : problems;
    this.say(located(this.document, prefix, moved));
    return resolved;
  }

  private operator(
    role: RoleFromManifest | undefined,
    location: Environment["location"] | undefined,
    clusters: number,
  ): OperatorSettings | undefined {
    const { operator } = this.written;
    if (operator === undefined) return undefined;
    const { settings, problems } = resolveOperator(operator, role, location);
    const found = [...problems];
    if (clusters === 0) {
      const message =
        "an operator without a cluster; say which cluster it runs in, cluster: { eks: <name> } or { oidcIssuer: <url> }";
      found.push(error("operator/cluster", [], message));
    }
    this.say(located(this.document, [], under(["operator"], found)));
    return settings;
  }

  private say(...groups: readonly (readonly LocatedProblem[])[]): void {
    for (const group of groups) this.problems.push(...group);
  }
}
