import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";

/** Repositories in one file: people split their files by team. */
const REPOSITORIES_PER_FILE = 100;

/** Teams of the corpus, each with a namespace. */
const TEAMS = 40;

/** The names of the corpus, the same in every run. */
export function corpusNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `team-${index % TEAMS}/service-${index}`);
}

/** A lifecycle policy of two rules, a little different for each repository. */
export function corpusPolicy(index: number) {
  return {
    rules: [
      {
        rulePriority: 1,
        description: "Expire untagged images",
        selection: {
          tagStatus: "untagged",
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: 1 + (index % 30),
        },
        action: { type: "expire" },
      },
      {
        rulePriority: 2,
        description: "Keep the newest images",
        selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 + (index % 90) },
        action: { type: "expire" },
      },
    ],
  };
}

/** Whether each repository of the corpus has a lifecycle policy of its own, or all refer to one by name. */
export type CorpusPolicies = "own" | "named";

/** Whether repositories of a team have the same grants, or each repository has its own. */
export type CorpusGrants = "shared" | "own";

/** Roles of the corpus: each team has one that pushes. */
const CI_ROLES = Array.from({ length: TEAMS }, (_, team) => ({
  roleName: `team-${team}-push`,
  github: { repository: `acme/team-${team}`, branch: "main" },
  repositories: [`team-${team}/`],
}));

function corpusGrants(index: number, grants: CorpusGrants) {
  const name = grants === "own" ? `service-${index}` : `team-${index % TEAMS}`;
  return {
    pullPrincipals: ["444455556666", "777788889999"],
    pushPrincipals: [`arn:aws:iam::111122223333:role/${name}`],
  };
}

/** Name of the policy that all repositories refer to. */
const POLICY_NAME = "standard";

/** Groups that share the teams evenly. */
export function corpusGroups(count: number): { readonly name: string; readonly match: readonly string[] }[] {
  return Array.from({ length: count }, (_, group) => ({
    name: `group-${group}`,
    match: Array.from({ length: TEAMS }, (_, team) => team)
      .filter((team) => team % count === group)
      .map((team) => `team-${team}/*`),
  }));
}

/**
 * Writes a project with one environment of `count` repositories, each with a tag and a lifecycle policy.
 * @param grants who may pull and push. @default - the repositories have no policy, and there are no roles
 * @param groups number of groups; 0 for none
 */
export function writeCorpus(
  root: string,
  count: number,
  policies: CorpusPolicies = "own",
  grants?: CorpusGrants,
  groups = 0,
): void {
  const environment = join(root, "environments", "bench");
  mkdirSync(join(environment, "repositories"), { recursive: true });
  writeFileSync(
    join(environment, "environment.yaml"),
    stringify({
      account: "111122223333",
      region: "eu-west-1",
      state: { s3: { bucket: "acme-terraform-state" } },
      ...(grants === undefined ? {} : { ciRoles: CI_ROLES }),
      ...(groups === 0 ? {} : { groups: corpusGroups(groups) }),
      ...(policies === "named" ? { lifecyclePolicies: { [POLICY_NAME]: corpusPolicy(0) } } : {}),
    }),
  );
  const names = corpusNames(count);
  for (let from = 0; from < count; from += REPOSITORIES_PER_FILE) {
    const repositories = names.slice(from, from + REPOSITORIES_PER_FILE).map((repositoryName, offset) => ({
      repositoryName,
      tags: { Team: `team-${(from + offset) % TEAMS}` },
      ...(grants === undefined ? {} : corpusGrants(from + offset, grants)),
      lifecyclePolicy: policies === "named" ? POLICY_NAME : corpusPolicy(from + offset),
    }));
    const file = `part-${String(from / REPOSITORIES_PER_FILE).padStart(4, "0")}.yaml`;
    writeFileSync(join(environment, "repositories", file), stringify({ repositories }));
  }
}
