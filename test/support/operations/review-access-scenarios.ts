import { ciRole, environment } from "../environment";
import { change, image, IN, one, policy, pullBy, type Scenario } from "./review";

/** Changes of images, access and trust, and the worst that each does. */
export const ACCESS_SCENARIOS: Readonly<Record<string, Scenario>> = {
  "a shorter rule, with images": {
    ...change({ lifecyclePolicy: policy(14, 100) }, { lifecyclePolicy: policy(3, 100) }),
    known: {
      "team/api": [image(1, 1), image(2, 5), image(3, 6, { pulledAt: Date.parse("2026-06-29") }), image(4, 20)],
    },
    worst: [
      "images-deleted",
      "team/api: 2 more images (2.0 GB, pushed between 2026-06-24 and 2026-06-25) would be deleted within a day",
    ],
  },
  "an image that pods run": {
    ...change({ lifecyclePolicy: policy(14, 100) }, { lifecyclePolicy: policy(3, 100) }),
    known: {
      "team/api": [image(1, 5, { inUseCount: 2 }), image(2, 5, { inUseCount: 0 }), image(3, 1, { inUseCount: 1 })],
    },
    worst: [
      "images-in-use",
      "team/api: 1 image in use would be deleted or archived within a day: sha256:000000000000 (2 tasks and pods)",
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
    worst: ["images-archived", "team/api: 1 more image (1.0 GB, pushed on 2026-03-31) would be archived within a day"],
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
    worst: [
      "access-conditions",
      "team/api: everyone (only from organization o-bbbbbbbbbb) may pull under different conditions",
    ],
  },
  "single actions for another account": {
    ...change(
      { repositoryPolicy: pullBy({ AWS: "444455556666" }) },
      {
        repositoryPolicy: {
          Version: "2012-10-17",
          Statement: [
            ...pullBy({ AWS: "444455556666" }).Statement,
            { Sid: "Tag", Effect: "Allow", Principal: { AWS: "444455556666" }, Action: ["ecr:PutImage"] },
          ],
        },
      },
    ),
    worst: [
      "policy-changed",
      "team/api: its repository policy changes, but not who may pull, push, delete images or change the policy",
    ],
  },
  "a role without its boundary": {
    before: [
      one(
        {},
        { ciRoles: [ciRole({ access: "review", permissionsBoundary: "arn:aws:iam::111122223333:policy/limit" })] },
      ),
    ],
    after: [one({}, { ciRoles: [ciRole({ access: "review" })] })],
    worst: [
      "boundary-changed",
      "CI role test-github-ecr-push loses its permissions boundary arn:aws:iam::111122223333:policy/limit",
    ],
  },
  "the registry policy lets another account replicate": {
    before: [one({}, { registry: {} })],
    after: [
      one(
        {},
        {
          registry: {
            policy: {
              Version: "2012-10-17",
              Statement: [
                {
                  Sid: "Replicate",
                  Effect: "Allow",
                  Principal: { AWS: "444455556666" },
                  Action: ["ecr:ReplicateImage"],
                  Resource: "*",
                },
              ],
            },
          },
        },
      ),
    ],
    worst: ["registry-access", "The registry policy lets 444455556666 call ecr:ReplicateImage on *"],
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
  "a pod may push": {
    before: [one({}, { workloadRoles: [] })],
    after: [
      one(
        {},
        {
          workloadRoles: [
            {
              roleName: "kaniko",
              access: "push",
              repositories: ["team/api"],
              trust: {
                kind: "serviceAccount",
                clusters: [{ key: "prod", eks: "prod", oidcProvider: "lookup" }],
                serviceAccounts: [{ namespace: "ci", name: "kaniko" }],
              },
            },
          ],
        },
      ),
    ],
    worst: ["workload-trust", "Workload role kaniko: system:serviceaccount:ci:kaniko in prod may push to team/api"],
  },
  "tasks may pull": {
    before: [one({}, { workloadRoles: [] })],
    after: [
      one(
        {},
        { workloadRoles: [{ roleName: "tasks", repositories: ["team/api"], trust: { kind: "ecsTaskExecution" } }] },
      ),
    ],
    worst: ["workload-trust-read", "Workload role tasks: ECS tasks may pull from team/api"],
  },
};
