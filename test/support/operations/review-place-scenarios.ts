import { type NotificationDeclaration } from "../../../src/model/environment";
import { environment, operator } from "../environment";
import { change, image, one, type Scenario } from "./review";

const SCAN_ALL = {
  scanType: "ENHANCED",
  rules: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilters: ["*"] }],
} as const;

const SECURITY = {
  name: "security",
  events: ["push", "scan"],
  emails: ["security@example.com"],
} as const satisfies NotificationDeclaration;

/** Changes of repositories, registry, operator and environments, and the worst that each does. */
export const PLACE_SCENARIOS: Readonly<Record<string, Scenario>> = {
  "an entry is removed": {
    before: [one()],
    after: [environment()],
    worst: [
      "repository-deleted",
      "team/api: no longer declared, so Terraform deletes its policies, then the repository if it does not contain images",
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
    worst: ["repository-replaced", "team/api: Terraform deletes it and creates it again, unless it contains images"],
  },
  "a retained entry is removed": {
    before: [one({ deletionPolicy: "Retain" })],
    after: [environment()],
    worst: [
      "plan-refused",
      "team/api: Terraform rejects the whole plan, because the repository is no longer declared, but has deletionPolicy Retain",
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
  "a repository changes its group": {
    before: [one({ deletionPolicy: "Retain" })],
    after: [
      environment({
        ...one({ deletionPolicy: "Retain" }),
        groups: [{ name: "team", match: ["team/*"] }],
        imports: [{ repositoryName: "team/api", without: [], fromStack: "registry" }],
      }),
    ],
    worst: [
      "repository-regrouped",
      "team/api: moves from the state of test-registry to the state of test-registry-team; nothing changes in AWS",
    ],
  },
  "a repository changes its group, and no import says so": {
    before: [one()],
    after: [environment({ ...one(), groups: [{ name: "team", match: ["team/*"] }] })],
    worst: [
      "repository-deleted",
      "team/api: it now belongs to another stack. In test-registry, Terraform deletes it if it does not contain images. In test-registry-team, Terraform cannot create it while it exists",
    ],
  },
  "a retained repository changes its group, and no import says so": {
    before: [one({ deletionPolicy: "Retain" })],
    after: [environment({ ...one({ deletionPolicy: "Retain" }), groups: [{ name: "team", match: ["team/*"] }] })],
    worst: [
      "plan-refused",
      "team/api: Terraform rejects the whole plan of test-registry, because the repository now belongs to another stack",
    ],
  },
  "a repository is added": {
    before: [environment()],
    after: [one()],
    worst: ["repository-added", "team/api: new repository"],
  },
  "a new public repository": {
    before: [environment()],
    after: [environment({ publicRepositories: [{ repositoryName: "team/api" }] })],
    worst: ["public-repository", "public:team/api: new and public: everyone may pull every image that is pushed to it"],
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
  "the registry's key": {
    before: [one({}, { registry: { key: { alias: "alias/ecr" } } })],
    after: [one({}, { registry: {} })],
    worst: ["plan-refused", "Terraform rejects the whole plan, because the key alias/ecr is no longer declared"],
  },
  "the registry's key, which is released": {
    before: [one({}, { registry: { key: { alias: "alias/ecr" } } })],
    after: [one({}, { registry: {}, released: ["key:registry"] })],
    worst: [
      "key-deleted",
      "Terraform deletes the key alias/ecr, so images that are encrypted with it can no longer be read",
    ],
  },
  "the alarms on quotas": {
    before: [one({}, { registry: { quotaAlarms: { topic: "arn:aws:sns:eu-west-1:111122223333:a" } } })],
    after: [one({}, { registry: {} })],
    worst: ["registry-changed", "The alarms on quotas for API calls are removed"],
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
  "a notification ends": {
    before: [one({}, { notifications: [SECURITY] })],
    after: [one({}, { notifications: [{ ...SECURITY, events: ["push"] }] })],
    worst: ["notification-stopped", "Notification security: no longer reports scan"],
  },
  "a notification reaches others": {
    before: [one({}, { notifications: [SECURITY] })],
    after: [one({}, { notifications: [{ ...SECURITY, emails: ["other@example.com"] }] })],
    worst: ["notification-changed", "Notification security: changed settings: emails"],
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
      "The operator's role may now do more: ecr:DeleteRepository on arn:aws:ecr:eu-west-1:111122223333:repository/sandbox/*",
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
