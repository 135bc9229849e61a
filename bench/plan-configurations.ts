import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { environmentTree } from "../src/cli/generate/environment-tree";
import { moduleTrees } from "../src/cli/generate/module-trees";
import { readEnvironments } from "../src/config/read-environments";
import { registryStackKinds } from "../src/model/stack-kinds";
import { corpusNames, corpusPolicy, writeCorpus, type CorpusPolicies } from "./corpus";

/** A folder that Terraform plans. */
export interface PlanConfiguration {
  readonly name: string;
  readonly folder: string;
}

const MODULE = "terraform-aws-modules/ecr";

/** The corpus as the modules accept it: a map of repositories by name. */
function repositories(count: number): Record<string, { tags: object; lifecycle_policy: object }> {
  return Object.fromEntries(
    corpusNames(count).map((name, index) => [
      name,
      { tags: { Team: `team-${index % 40}` }, lifecycle_policy: corpusPolicy(index) },
    ]),
  );
}

/** How many policies of the corpus differ: numbers of days repeat after 30, and numbers of images after 90. */
const POLICIES = 90;

const policyName = (index: number): string => `policy-${index % POLICIES}`;

/** The same corpus as the module of many reads it best: each policy once, by name. */
function namedPolicies(count: number) {
  const indices = Array.from({ length: Math.min(count, POLICIES) }, (_, index) => index);
  const lifecycle_policies = Object.fromEntries(indices.map((index) => [policyName(index), corpusPolicy(index)]));
  const named = corpusNames(count).map((name, index) => [
    name,
    { tags: { Team: `team-${index % 40}` }, lifecycle_policy_name: policyName(index) },
  ]);
  return { lifecycle_policies, repositories: Object.fromEntries(named) as object };
}

/** The same repositories through the module and through an environment's HCL, where they also share named policies. */
export function ourConfigurations(root: string, count: number): PlanConfiguration[] {
  const locals = { repositories: repositories(count) };
  const [registry] = [...moduleTrees()].filter(([name]) => name === "ecr-repositories");
  if (registry === undefined) throw new Error("expected a module ecr-repositories, found none");
  for (const [path, text] of registry[1]) write(join(root, "ecr-repositories", path), text);
  return [
    configuration(root, "our module ecr-repositories", "ours", {
      locals,
      module: { registry: { source: "../ecr-repositories", repositories: "${local.repositories}" } },
    }),
    configuration(root, "our module ecr-repositories with policies by name", "ours-named", {
      locals: namedPolicies(count),
      module: {
        registry: {
          source: "../ecr-repositories",
          repositories: "${local.repositories}",
          lifecycle_policies: "${local.lifecycle_policies}",
        },
      },
    }),
    environment(root, count, "own"),
    environment(root, count, "named"),
  ];
}

/** The reference under `for_each`: over names that share a policy, and over the same map. @param source folder of the module */
export function theirConfigurations(root: string, count: number, source: string): PlanConfiguration[] {
  const call = { source, create_repository_policy: false, attach_repository_policy: false };
  return [
    configuration(root, `${MODULE} over a set of names`, "theirs-set", {
      locals: { names: corpusNames(count), policy: corpusPolicy(0) },
      module: {
        ecr: {
          ...call,
          for_each: "${toset(local.names)}",
          repository_name: "${each.key}",
          repository_lifecycle_policy: "${jsonencode(local.policy)}",
        },
      },
    }),
    configuration(root, `${MODULE} over the same map`, "theirs-map", {
      locals: { repositories: repositories(count) },
      module: {
        ecr: {
          ...call,
          for_each: "${local.repositories}",
          repository_name: "${each.key}",
          repository_lifecycle_policy: "${jsonencode(each.value.lifecycle_policy)}",
          tags: "${each.value.tags}",
        },
      },
    }),
  ];
}

function configuration(root: string, name: string, folder: string, document: object): PlanConfiguration {
  const provider = { aws: { region: "eu-west-1" } };
  write(join(root, folder, "main.tf.json"), JSON.stringify({ provider, ...document }));
  return { name, folder: join(root, folder) };
}

function environment(root: string, count: number, policies: CorpusPolicies): PlanConfiguration {
  const [registry] = registryStacks(join(root, `environment-${policies}`), count, policies);
  if (registry === undefined) throw new Error("expected a registry stack, found none");
  const name = policies === "named" ? "an environment's HCL with one named policy" : "an environment's HCL";
  return { ...registry, name };
}

/**
 * An environment's registry stacks as they are checked in, except that their state and account are those of the bench.
 * @param groups number of groups; 0 for none
 */
export function registryStacks(
  root: string,
  count: number,
  policies: CorpusPolicies = "own",
  groups = 0,
): PlanConfiguration[] {
  writeCorpus(join(root, "project"), count, policies, undefined, groups);
  const [reading] = readEnvironments(join(root, "project"));
  if (reading?.environment === undefined) throw new Error("expected a valid corpus, found problems");
  for (const [path, text] of environmentTree(reading.environment)) write(join(root, path), text);
  return registryStackKinds(reading.environment).map((name) => {
    const folder = join(root, name);
    write(
      join(folder, "override.tf.json"),
      JSON.stringify({ terraform: { backend: { local: {} } }, provider: { aws: { allowed_account_ids: null } } }),
    );
    return { name, folder };
  });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
