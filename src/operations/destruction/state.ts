import { z } from "zod";
import { oneOf, quoteValue } from "../../domain/problems/problem";
import { markedPublic } from "../../domain/public-repositories/settings";
import { listText } from "../../domain/text/format";
import { guardKind } from "../../domain/repository/retention";
import { type StateResource } from "../adoption/state/resource";

/** A repository in Terraform's state. */
export interface OwnedRepository {
  /** That of a public repository is marked. */
  readonly repositoryName: string;
  /**
   * Region of the repository.
   * @default - the environment has only one
   */
  readonly region?: string;
  /** Name of the stack whose state has it. */
  readonly stack: string;
  /** @default - the state holds only policies or a guard for this name, not the repository itself */
  readonly arn?: string;
  /** The deployed value. Terraform destroys by the state, not by the current declaration. */
  readonly forceDelete: boolean;
  /** Whether a `terraform_data.retained_<n>` resource has an instance for it, which Terraform refuses to destroy. */
  readonly retained: boolean;
  /** Terraform addresses of its policies. */
  readonly policies: readonly string[];
  /** Terraform addresses of the repository, its policies and its guards. */
  readonly addresses: readonly string[];
}

/** The name of a repository for sentences: `team/api`, or `team/api in us-east-1` if there are several regions. */
export function ownedName({ repositoryName, region }: Pick<OwnedRepository, "repositoryName" | "region">): string {
  return region === undefined ? repositoryName : `${repositoryName} in ${region}`;
}

const repositorySchema = z.object({ name: z.string(), arn: z.string(), force_delete: z.boolean().nullish() });
const policySchema = z.object({ repository: z.string() });
const publicSchema = z.object({ repository_name: z.string(), arn: z.string(), force_destroy: z.boolean().nullish() });
const publicPolicySchema = z.object({ repository_name: z.string() });

const POLICIES = ["aws_ecr_lifecycle_policy", "aws_ecr_repository_policy"];

/**
 * The repositories in a state, sorted by name. Includes names for which the state has only policies or a guard.
 * @param stack name of the stack
 * @param resources all managed resources of the state
 * @throws Error that lists the missing values of resources
 */
export function ownedRepositories(stack: string, resources: readonly StateResource[]): OwnedRepository[] {
  const faults: string[] = [];
  const repositories = new Map<string, StateEntry>();
  const entryOf = (repositoryName: string): StateEntry => {
    const entry = repositories.get(repositoryName) ?? { retained: false, forceDelete: false, policies: [], others: [] };
    repositories.set(repositoryName, entry);
    return entry;
  };
  for (const resource of resources) {
    const { address, type, name, key } = resource;
    if (type === "aws_ecr_repository") {
      const values = valuesOf(resource, repositorySchema, faults);
      if (values === undefined) continue;
      const entry = entryOf(values.name);
      entry.arn = values.arn;
      entry.forceDelete ||= values.force_delete === true;
      entry.others.push(address);
    } else if (type === "aws_ecrpublic_repository") {
      const values = valuesOf(resource, publicSchema, faults);
      if (values === undefined) continue;
      const entry = entryOf(markedPublic(values.repository_name));
      entry.arn = values.arn;
      entry.forceDelete ||= values.force_destroy === true;
      entry.others.push(address);
    } else if (type === "aws_ecrpublic_repository_policy") {
      const values = valuesOf(resource, publicPolicySchema, faults);
      if (values !== undefined) entryOf(markedPublic(values.repository_name)).policies.push(address);
    } else if (POLICIES.includes(type)) {
      const values = valuesOf(resource, policySchema, faults);
      if (values !== undefined) entryOf(values.repository).policies.push(address);
    } else {
      const kind = guardKind(type, name);
      if (kind === undefined || typeof key !== "string") continue;
      const entry = entryOf(key);
      entry.retained ||= kind === "retained";
      entry.others.push(address);
    }
  }
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return [...repositories]
    .filter(([, { arn, retained, policies }]) => arn !== undefined || retained || policies.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([repositoryName, { others, ...entry }]) => ({
      repositoryName,
      stack,
      ...entry,
      addresses: [...entry.policies, ...others],
    }));
}

/** The resources of a repository that were read so far. */
interface StateEntry {
  arn?: string;
  retained: boolean;
  forceDelete: boolean;
  readonly policies: string[];
  /** Addresses of the repository and its guards. */
  readonly others: string[];
}

function valuesOf<T>({ address, values = {} }: StateResource, schema: z.ZodType<T>, faults: string[]): T | undefined {
  const read = schema.safeParse(values);
  if (read.success) return read.data;
  for (const { path } of read.error.issues) {
    const key = path.join(".");
    faults.push(
      `${address}: ${key}: expected a value in Terraform's state, found ${quoteValue(values[key])}. Check it with terraform state show '${address}'.`,
    );
  }
  return undefined;
}

/**
 * The repositories in the states of several stacks of a region, sorted by name.
 * @throws Error if a repository is in two states, because it changes its group and not all stacks are deployed
 */
export function ownedTogether(owned: readonly OwnedRepository[]): OwnedRepository[] {
  const sorted = [...owned].sort((a, b) => (a.repositoryName < b.repositoryName ? -1 : 1));
  const moving = sorted.flatMap((entry, index) => {
    const next = sorted[index + 1];
    return next?.repositoryName === entry.repositoryName ? [{ name: entry.repositoryName, in: [entry, next] }] : [];
  });
  const [first] = moving;
  if (first === undefined) return sorted;
  const stacks = [...new Set(moving.flatMap((one) => one.in.map(({ stack }) => stack)))].sort();
  const names = moving.map(({ name }) => name);
  throw new Error(
    `expected each repository in the state of only one stack, found ${listText(names)} in several. Deploy ${oneOf(stacks, "and")} first, so that each repository stays in only one state`,
  );
}
