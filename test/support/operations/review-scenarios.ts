import { type Environment, type RepositoryDeclaration } from "../../../src/model/environment";
import { type ReviewKind } from "../../../src/operations/review/kinds";
import { ciRole, environment, operator } from "../environment";
import { image, IN, one, policy, pullBy, type KnownImages } from "./review";

/** A change and what a review of it must say. */
interface Scenario {
  readonly before: readonly Environment[];
  readonly after: readonly Environment[];
  readonly known?: KnownImages;
  /** The worst finding and what it says. */
  readonly worst: readonly [kind: ReviewKind, text: string];
}

function change(
  before: Partial<RepositoryDeclaration>,
  after: Partial<RepositoryDeclaration>,
): Pick<Scenario, "before" | "after"> {
  return { before: [one(before)], after: [one(after)] };
}

const SCAN_ALL = {
  scanType: "ENHANCED",
  rules: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilters: ["*"] }],
} as const;

/** Changes, and the worst that each does; at least one for each kind of finding. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  "a shorter rule, with images": {
    ...change({ lifecyclePolicy: policy(14, 100) }, { lifecyclePolicy: policy(3, 100) }),
    known: {
      "team/api": [image(1, 1), image(2, 5), image(3, 6, { pulledAt: Date.parse("2026-06-29") }), image(4, 20)],
    },
    worst: [
      "images-deleted",
      "team/api: 2 more images would be deleted within a day (2.0 GB), pushed between 2026-06-24 and 2026-06-25",
    ],
  },
  "images are archived": {
    ...change(
      {},
      {
        lifecyclePolicy: {
          rules: [
            {
              rulePriority: 1,
              selection: { tagStatus: "any", countType: "sinceImagePushed", countUnit: "days", countNumber: 90 },
              action: { type: "transition", targetStorageClass: "archive" },
            },
          ],
        },
      },
    ),
    known: { "team/api": [image(1, 91)] },
    worst: ["images-archived", "team/api: 1 more image would be archived within a day (1.0 GB), pushed on 2026-03-31"],
  },
  "a shorter rule, without images": {
    ...change({ lifecyclePolicy: policy(14, 100) }, { lifecyclePolicy: policy(3, 100) }),
    worst: ["lifecycle-stricter", "team/api: its lifecycle policy changes"],
  },
  "a longer rule": {
    ...change({ lifecyclePolicy: policy(3, 100) }, { lifecyclePolicy: policy(14, 100) }),
    worst: ["lifecycle-looser", "team/api: its lifecycle policy changes"],
  },
  "a policy for everyone": {
    ...change({}, { repositoryPolicy: pullBy("*") }),
    worst: ["public-access", "team/api: everyone (*) may pull"],
  },
  "another account may push": {
    ...change({}, { pushPrincipals: ["444455556666"] }),
    worst: ["access-outside", "team/api: account 444455556666 may push"],
  },
  "another account may pull": {
    ...change({}, { pullPrincipals: ["444455556666"] }),
    worst: ["pull-outside", "team/api: account 444455556666 may pull"],
  },
  "a role of the account may push": {
    ...change({}, { pushPrincipals: ["arn:aws:iam::111122223333:role/deploy"] }),
    worst: ["access-inside", "team/api: role/deploy may push"],
  },
  "a role of the account may pull": {
    ...change({}, { pullPrincipals: ["arn:aws:iam::111122223333:role/app"] }),
    worst: ["pull-inside", "team/api: role/app may pull"],
  },
  "a role of the account may pull from a new repository": {
    before: [environment({ repositories: [] })],
    after: [one({ pullPrincipals: ["arn:aws:iam::111122223333:role/app"] })],
    worst: ["access-new", "team/api: role/app may pull"],
  },
  "another organization": {
    ...change(
      { repositoryPolicy: pullBy("*", IN("o-aaaaaaaaaa")) },
      { repositoryPolicy: pullBy("*", IN("o-bbbbbbbbbb")) },
    ),
    worst: ["access-conditions", "team/api: everyone (*) may pull under other conditions"],
  },
  "a principal is removed": {
    ...change({ pullPrincipals: ["444455556666"] }, {}),
    worst: ["access-lost", "team/api: account 444455556666 may no longer pull"],
  },
  "more branches may push": {
    before: [one({}, { ciRoles: [ciRole()] })],
    after: [one({}, { ciRoles: [ciRole({ source: { path: "acme/api", branch: ["main", "release/*"] } })] })],
    worst: ["ci-trust", "CI role test-github-ecr-push: repo:acme/api:ref:refs/heads/release/* may push to team/api"],
  },
  "a role that pulls trusts another project": {
    before: [one({}, { ciRoles: [ciRole({ access: "pull" })] })],
    after: [one({}, { ciRoles: [ciRole({ access: "pull", source: { path: "acme/web", branch: "main" } })] })],
    worst: ["ci-trust-read", "CI role test-github-ecr-push: repo:acme/web:ref:refs/heads/main may pull from team/api"],
  },
  "an entry is removed": {
    before: [one()],
    after: [environment()],
    worst: [
      "repository-deleted",
      "team/api: no longer declared, so Terraform deletes its policies, then the repository if it has no images",
    ],
  },
  "an entry with forceDelete is removed": {
    before: [one({ forceDelete: true })],
    after: [environment()],
    known: { "team/api": [image(1, 1)] },
    worst: ["repository-deleted", "team/api: no longer declared, so Terraform deletes it with all of its images"],
  },
  "the encryption changes": {
    ...change({}, { encryptionConfiguration: { encryptionType: "KMS" } }),
    worst: ["repository-replaced", "team/api: Terraform deletes it and creates it again, unless it has images"],
  },
  "a retained entry is removed": {
    before: [one({ deletionPolicy: "Retain" })],
    after: [environment()],
    worst: [
      "plan-refused",
      "team/api: Terraform refuses the whole plan: it is no longer declared, but has deletionPolicy Retain",
    ],
  },
  "a repository is left in AWS": {
    before: [one({ deletionPolicy: "Retain" })],
    after: [environment({ removed: ["team/api"] })],
    worst: [
      "repository-released",
      "team/api: Terraform stops managing it; it stays in AWS with its images and policies",
    ],
  },
  "a repository is added": {
    before: [environment()],
    after: [one()],
    worst: ["repository-added", "team/api: new repository"],
  },
  "tags become mutable": {
    ...change({}, { imageTagMutability: "MUTABLE" }),
    worst: ["protection-lowered", "team/api: tags are no longer immutable: imageTagMutability is MUTABLE"],
  },
  "a tag of the repository": {
    ...change({ tags: { Team: "a" } }, { tags: { Team: "b" } }),
    worst: ["setting-changed", "team/api: changed settings: tags"],
  },
  "a cache rule": {
    before: [one({}, { registry: {} })],
    after: [
      one(
        {},
        { registry: { pullThroughCache: [{ ecrRepositoryPrefix: "hub", upstreamRegistryUrl: "public.ecr.aws" }] } },
      ),
    ],
    worst: ["registry-changed", "Pull-through cache rule hub is added"],
  },
  "a filter of scanning": {
    before: [one({}, { registry: { scanning: SCAN_ALL } })],
    after: [
      one(
        {},
        {
          registry: {
            scanning: {
              scanType: "ENHANCED",
              rules: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilters: ["web/*"] }],
            },
          },
        },
      ),
    ],
    worst: ["scanning-stopped", "team/api: no longer scanned automatically"],
  },
  "a destination of replication": {
    before: [one({}, { registry: { replication: [{ destinations: [{ region: "eu-central-1" }] }] } })],
    after: [one({}, { registry: { replication: [] } })],
    worst: ["replication-stopped", "team/api: no longer replicated to eu-central-1"],
  },
  "the operator takes over": {
    before: [one({}, { operator: operator() })],
    after: [environment({ removed: ["team/api"], operator: operator({ manages: ["sandbox/", "team/"] }) })],
    worst: ["owner-changed", "team/api: the operator owns it instead of Terraform"],
  },
  "the operator may delete": {
    before: [one({}, { operator: operator() })],
    after: [one({}, { operator: operator({ allowDelete: true }) })],
    worst: [
      "operator-permissions",
      "The operator's role may do more: ecr:DeleteRepository on arn:aws:ecr:eu-west-1:111122223333:repository/sandbox/*",
    ],
  },
  "another ServiceAccount": {
    before: [one({}, { operator: operator() })],
    after: [
      one(
        {},
        {
          operator: operator({
            serviceAccounts: [
              { namespace: "infra-operator", name: "infra-operator" },
              { namespace: "ci", name: "runner" },
            ],
          }),
        },
      ),
    ],
    worst: ["operator-trust", "The operator's role trusts system:serviceaccount:ci:runner"],
  },
  "another region": {
    before: [one()],
    after: [one({}, { location: { account: "111122223333", region: "eu-central-1" } })],
    worst: [
      "environment-moved",
      "The environment moves from account 111122223333, eu-west-1 to account 111122223333, eu-central-1",
    ],
  },
  "another state": {
    before: [one()],
    after: [one({}, { project: "other", state: { kind: "backend", name: "s3", settings: { bucket: "b", key: "k" } } })],
    worst: ["environment-moved", "The state of test-registry moves"],
  },
  "an environment is removed": {
    before: [one()],
    after: [],
    worst: ["environment-removed", "The environment is removed, with its repository"],
  },
  "an environment is added": {
    before: [],
    after: [one()],
    worst: ["environment-added", "The environment is new, with 1 repository"],
  },
};
