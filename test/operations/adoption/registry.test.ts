import { adoptRegistry } from "../../../src/operations/adoption/registry";
import { type ExistingRegistry } from "../../../src/domain/registry/existing";
import { type RegistrySettings } from "../../../src/domain/registry/settings";
import { environment } from "../../support/environment";

const LIFECYCLE = {
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 5 },
      action: { type: "expire" },
    },
  ],
} as const;
const POLICY = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::444455556666:root" },
      Action: ["ecr:CreateRepository", "ecr:ReplicateImage"],
      Resource: "arn:aws:ecr:eu-west-1:111122223333:repository/*",
    },
  ],
};

/** A registry as AWS makes it. */
const NEW: ExistingRegistry = {
  accountSettings: { REGISTRY_POLICY_SCOPE: "V2", BASIC_SCAN_TYPE_VERSION: "AWS_NATIVE", BLOB_MOUNTING: "DISABLED" },
  scanning: { scanType: "BASIC", rules: [] },
  replication: [],
  policy: {},
  pullThroughCache: [],
  creationTemplates: [],
};
const USED: ExistingRegistry = {
  accountSettings: { REGISTRY_POLICY_SCOPE: "V2", BASIC_SCAN_TYPE_VERSION: "AWS_NATIVE", BLOB_MOUNTING: "ENABLED" },
  scanning: { scanType: "ENHANCED", rules: [{ scanFrequency: "CONTINUOUS_SCAN", repositoryFilters: ["*"] }] },
  replication: [
    {
      destinations: [
        { region: "us-east-2", account: "111122223333" },
        { region: "eu-west-1", account: "444455556666" },
      ],
      repositoryPrefixes: ["team/"],
    },
    { destinations: [{ region: "us-west-2", account: "111122223333" }], repositoryPrefixes: [] },
  ],
  policy: { text: JSON.stringify(POLICY) },
  pullThroughCache: [{ ecrRepositoryPrefix: "quay", upstreamRegistryUrl: "quay.io", upstreamRepositoryPrefix: "ROOT" }],
  pullTimeUpdateExclusions: ["arn:aws:iam::111122223333:role/scanner"],
  creationTemplates: [
    {
      prefix: "quay",
      appliedFor: ["PULL_THROUGH_CACHE"],
      description: "Quay",
      imageTagMutability: "IMMUTABLE",
      encryptionType: "KMS",
      kmsKey: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      lifecyclePolicyText: JSON.stringify(LIFECYCLE),
      tags: { Team: "platform" },
      customRoleArn: "arn:aws:iam::111122223333:role/templates",
    },
    { prefix: "ROOT", appliedFor: ["REPLICATION"], imageTagMutability: "MUTABLE", encryptionType: "AES256", tags: {} },
  ],
};

const adopt = (found: ExistingRegistry, registry?: RegistrySettings, others: ReturnType<typeof environment>[] = []) =>
  adoptRegistry(found, environment({ registry }), others, () => undefined);

test("a new registry has nothing to adopt", () => {
  expect(adopt(NEW)).toMatchObject({ added: {}, leftOut: [], skipped: [] });
  expect(adopt({})).toMatchObject({ added: {}, leftOut: [], skipped: [] });
});

test("every setting is written as an environment declares it", () => {
  const { added, leftOut } = adopt(USED);
  expect(leftOut).toEqual([]);
  expect(added).toEqual({
    // The scope decides what the policy means.
    accountSettings: { REGISTRY_POLICY_SCOPE: "V2", BLOB_MOUNTING: "ENABLED" },
    scanning: USED.scanning,
    replication: [
      {
        destinations: [{ region: "us-east-2" }, { region: "eu-west-1", account: "444455556666" }],
        repositoryPrefixes: ["team/"],
      },
      { destinations: [{ region: "us-west-2" }] },
    ],
    policy: POLICY,
    pullThroughCache: USED.pullThroughCache,
    creationTemplates: [
      {
        prefix: "quay",
        appliedFor: ["PULL_THROUGH_CACHE"],
        description: "Quay",
        customRoleArn: "arn:aws:iam::111122223333:role/templates",
        imageTagMutability: "IMMUTABLE",
        encryptionConfiguration: {
          encryptionType: "KMS",
          kmsKey: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        },
        tags: { Team: "platform" },
        lifecyclePolicy: LIFECYCLE,
      },
      { prefix: "ROOT", appliedFor: ["REPLICATION"] },
    ],
    pullTimeUpdateExclusions: USED.pullTimeUpdateExclusions,
  });
});

test("what the environment declares stays, and lists get what they lack", () => {
  const scanning = { scanType: "BASIC", rules: [] } as const;
  const quay = { ecrRepositoryPrefix: "quay/", upstreamRegistryUrl: "quay.io" };
  const more = { ecrRepositoryPrefix: "k8s", upstreamRegistryUrl: "registry.k8s.io" };
  const found = {
    ...USED,
    pullThroughCache: [...(USED.pullThroughCache ?? []), more],
    creationTemplates: [],
    pullTimeUpdateExclusions: [],
  };
  const registry: RegistrySettings = {
    scanning,
    pullThroughCache: [quay],
    accountSettings: { REGISTRY_POLICY_SCOPE: "V2" },
  };
  expect(adopt(found, registry).added).toEqual({
    accountSettings: { BLOB_MOUNTING: "ENABLED" },
    replication: expect.anything() as object,
    policy: POLICY,
    pullThroughCache: [more],
  });
});

test("entries are left out while AWS lacks a declared one, because an import names all of them", () => {
  const quay = { ecrRepositoryPrefix: "mine", upstreamRegistryUrl: "quay.io" };
  const { added, leftOut } = adopt({ pullThroughCache: USED.pullThroughCache }, { pullThroughCache: [quay] });
  expect(added).toEqual({});
  expect(leftOut).toEqual([
    {
      setting: "pullThroughCache quay",
      reason:
        "mine is declared but missing in AWS, and Terraform can import pullThroughCache only if every entry exists there. Deploy first, then run ecr adopt again. Terraform will not manage the setting",
    },
  ]);
});

test("settings of another environment in the account and region are skipped, those elsewhere are not", () => {
  const registry: RegistrySettings = {
    scanning: { scanType: "BASIC", rules: [] },
    pullThroughCache: [{ ecrRepositoryPrefix: "quay", upstreamRegistryUrl: "quay.io" }],
  };
  const found: ExistingRegistry = { scanning: USED.scanning, pullThroughCache: USED.pullThroughCache };
  const neighbor = environment({ name: "tools", registry });
  expect(adopt(found, undefined, [neighbor])).toMatchObject({
    added: {},
    skipped: [
      { setting: "scanning", reason: "is declared by tools" },
      { setting: "pullThroughCache quay", reason: "is declared by tools" },
    ],
  });
  const location = { ...neighbor.location, region: "eu-central-1" };
  expect(Object.keys(adopt(found, undefined, [{ ...neighbor, location }]).added)).toEqual([
    "scanning",
    "pullThroughCache",
  ]);
});

test("what no declaration can express is left out with the reason, and the rest is adopted", () => {
  const found: ExistingRegistry = {
    scanning: { scanType: "DEEP", rules: [] },
    policy: {
      text: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: "*", Action: "ecr:*", Resource: "*" }],
      }),
    },
    creationTemplates: [
      { prefix: "a/b", appliedFor: ["PULL_THROUGH_CACHE"], lifecyclePolicyText: "{", tags: {} },
      { prefix: "tagged", appliedFor: ["REPLICATION"], tags: { A: "1" } },
      { prefix: "sound", appliedFor: ["REPLICATION"], tags: {} },
    ],
  };
  const { added, leftOut } = adopt(found);
  expect(added).toEqual({ creationTemplates: [{ prefix: "sound", appliedFor: ["REPLICATION"] }] });
  expect(leftOut.map(({ setting }) => setting)).toEqual([
    "scanning",
    "policy",
    "creationTemplates a/b",
    "creationTemplates tagged",
  ]);
  expect(leftOut[0]?.reason).toBe(
    'scanType: expected BASIC or ENHANCED, found "DEEP". Terraform will not manage the setting',
  );
  expect(leftOut[2]?.reason).toContain("the policy is not valid JSON");
});
