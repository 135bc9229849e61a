import { ECRClient } from "@aws-sdk/client-ecr";
import { validateCacheRule } from "../../src/aws/cache-rules";
import { readRegistrySetting } from "../../src/aws/registry-settings";

/** A client that gives these answers by the name of the call, page by page. */
function clientOf(answers: Readonly<Record<string, readonly object[]>>): ECRClient {
  const client = new ECRClient({ region: "eu-west-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } });
  const given = new Map<string, number>();
  client.send = (command: object): Promise<never> => {
    const name = command.constructor.name;
    const page = given.get(name) ?? 0;
    given.set(name, page + 1);
    const answer = answers[name]?.[page];
    return answer === undefined ? Promise.reject(new Error(`no answer to ${name}`)) : Promise.resolve(answer as never);
  };
  return client;
}

test("account settings are read one by one, only those that are declared", async () => {
  const client = clientOf({
    GetAccountSettingCommand: [
      { name: "REGISTRY_POLICY_SCOPE", value: "V1" },
      { name: "BASIC_SCAN_TYPE_VERSION", value: "CLAIR" },
    ],
  });
  expect(
    await readRegistrySetting(client, "accountSettings", ["REGISTRY_POLICY_SCOPE", "BASIC_SCAN_TYPE_VERSION"]),
  ).toEqual({
    accountSettings: { REGISTRY_POLICY_SCOPE: "V1", BASIC_SCAN_TYPE_VERSION: "CLAIR" },
  });
});

test("cache rules of all pages are read, without values that AWS leaves empty", async () => {
  const client = clientOf({
    DescribePullThroughCacheRulesCommand: [
      {
        pullThroughCacheRules: [
          { ecrRepositoryPrefix: "quay", upstreamRegistryUrl: "quay.io", credentialArn: "", registryId: "1" },
        ],
        nextToken: "next",
      },
      {
        pullThroughCacheRules: [
          {
            ecrRepositoryPrefix: "theirs",
            upstreamRegistryUrl: "444455556666.dkr.ecr.eu-west-1.amazonaws.com",
            customRoleArn: "arn:aws:iam::111122223333:role/pull",
            upstreamRepositoryPrefix: "ROOT",
          },
        ],
      },
    ],
  });
  expect(await readRegistrySetting(client, "pullThroughCache", [])).toEqual({
    pullThroughCache: [
      { ecrRepositoryPrefix: "quay", upstreamRegistryUrl: "quay.io" },
      {
        ecrRepositoryPrefix: "theirs",
        upstreamRegistryUrl: "444455556666.dkr.ecr.eu-west-1.amazonaws.com",
        customRoleArn: "arn:aws:iam::111122223333:role/pull",
        upstreamRepositoryPrefix: "ROOT",
      },
    ],
  });
});

test("templates are read with their policies, tags and encryption", async () => {
  const client = clientOf({
    DescribeRepositoryCreationTemplatesCommand: [
      {
        repositoryCreationTemplates: [
          {
            prefix: "quay",
            appliedFor: ["PULL_THROUGH_CACHE"],
            imageTagMutability: "MUTABLE",
            encryptionConfiguration: { encryptionType: "KMS", kmsKey: "arn:aws:kms:eu-west-1:111122223333:key/1" },
            lifecyclePolicy: '{"rules":[]}',
            repositoryPolicy: "",
            resourceTags: [{ Key: "Team", Value: "platform" }],
          },
        ],
      },
    ],
  });
  expect(await readRegistrySetting(client, "creationTemplates", [])).toEqual({
    creationTemplates: [
      {
        prefix: "quay",
        appliedFor: ["PULL_THROUGH_CACHE"],
        imageTagMutability: "MUTABLE",
        encryptionType: "KMS",
        kmsKey: "arn:aws:kms:eu-west-1:111122223333:key/1",
        lifecyclePolicyText: '{"rules":[]}',
        tags: { Team: "platform" },
      },
    ],
  });
});

test("ECR says whether it can sign in to an upstream registry, and why not", async () => {
  const failure = "The secret cannot be read";
  const client = clientOf({ ValidatePullThroughCacheRuleCommand: [{ isValid: true }, { isValid: false, failure }] });
  expect(await validateCacheRule(client, "docker-hub")).toEqual({ state: "valid" });
  expect(await validateCacheRule(client, "docker-hub")).toEqual({ state: "failed", failure });
  const missing = Object.assign(new Error("no such rule"), { name: "PullThroughCacheRuleNotFoundException" });
  client.send = () => Promise.reject(missing);
  expect(await validateCacheRule(client, "docker-hub")).toEqual({ state: "missing" });
});

test("principals whose pulls do not count are read from all pages", async () => {
  const [scanner, backup] = ["arn:aws:iam::111122223333:role/scanner", "arn:aws:iam::111122223333:user/backup"];
  const client = clientOf({
    ListPullTimeUpdateExclusionsCommand: [
      { pullTimeUpdateExclusions: [scanner], nextToken: "next" },
      { pullTimeUpdateExclusions: [backup] },
    ],
  });
  expect(await readRegistrySetting(client, "pullTimeUpdateExclusions", [])).toEqual({
    pullTimeUpdateExclusions: [scanner, backup],
  });
});
