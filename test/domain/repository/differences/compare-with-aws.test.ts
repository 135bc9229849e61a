import { differenceText } from "../../../../src/domain/repository/differences/difference";
import { differencesOf, type DeclaredRepository } from "../../../../src/domain/repository/differences/compare-with-aws";
import { type ExistingPolicies, type ExistingRepository } from "../../../../src/domain/repository/existing";
import { PULL_ACTIONS } from "../../../../src/domain/repository-policy/actions";
import { REPOSITORY_DEFAULTS } from "../../../../src/domain/repository/settings";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234";

const EXISTING: ExistingRepository = {
  repositoryName: "team/api",
  repositoryArn: "arn:aws:ecr:eu-west-1:111122223333:repository/team/api",
  repositoryUri: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api",
  registryId: "111122223333",
  imageTagMutability: "IMMUTABLE",
  imageTagMutabilityExclusionFilters: [],
  scanOnPush: true,
  encryptionType: "AES256",
};

interface Case {
  readonly declared?: Partial<DeclaredRepository>;
  readonly found?: Partial<ExistingRepository>;
  readonly policies?: Partial<ExistingPolicies>;
  readonly defaultTags?: Readonly<Record<string, string>>;
}

function differences({ declared = {}, found = {}, policies = {}, defaultTags = {} }: Case) {
  return differencesOf(
    { ...REPOSITORY_DEFAULTS, ...declared },
    { tags: defaultTags, partition: "aws" },
    { ...EXISTING, ...found },
    { tags: {}, ...policies },
  );
}

const texts = (the: Case): string[] => differences(the).map(differenceText);

test("a repository as it is declared has no differences", () => {
  expect(differences({})).toEqual([]);
});

describe("settings", () => {
  test("tag mutability is named with both values", () => {
    expect(differences({ found: { imageTagMutability: "MUTABLE" } })).toEqual([
      { field: "imageTagMutability", declared: "IMMUTABLE", found: "MUTABLE" },
    ]);
    expect(texts({ found: { imageTagMutability: "MUTABLE" } })).toEqual([
      "imageTagMutability: declared IMMUTABLE, found MUTABLE",
    ]);
  });

  test("exclusion filters are compared without regard to their order", () => {
    const declared = {
      imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" as const,
      imageTagMutabilityExclusionFilters: ["dev-*", "latest"],
    };
    const found = { imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" };
    const other = (filters: string[]) =>
      texts({ declared, found: { ...found, imageTagMutabilityExclusionFilters: filters } });
    expect(other(["latest", "dev-*"])).toEqual([]);
    expect(other(["latest"])).toEqual(['imageTagMutabilityExclusionFilters: declared but not found "dev-*"']);
    expect(other([])).toEqual(['imageTagMutabilityExclusionFilters: declared "dev-*", "latest", found none']);
    expect(other(["latest", "dev-*", "test-*"])).toEqual([
      'imageTagMutabilityExclusionFilters: found but not declared "test-*"',
    ]);
  });

  test("scanning on push is compared", () => {
    expect(texts({ found: { scanOnPush: false } })).toEqual(["scanOnPush: declared true, found false"]);
  });

  test("encryption is compared by its type first", () => {
    expect(texts({ found: { encryptionType: "KMS", kmsKey: KEY } })).toEqual([
      "encryptionConfiguration.encryptionType: declared AES256, found KMS",
    ]);
  });

  test("a KMS key is compared where its ARN is declared", () => {
    const key = (kmsKey?: string) =>
      texts({
        declared: { encryptionConfiguration: { encryptionType: "KMS", ...(kmsKey === undefined ? {} : { kmsKey }) } },
        found: { encryptionType: "KMS", kmsKey: KEY },
      });
    expect(key(KEY)).toEqual([]);
    expect(key(`${KEY}5`)).toEqual([`encryptionConfiguration.kmsKey: declared "${KEY}5", found "${KEY}"`]);
    expect(key()).toEqual([]);
    expect(key("alias/registry")).toEqual([]);
    expect(key("arn:aws:kms:eu-west-1:111122223333:alias/registry")).toEqual([]);
  });

  test("what AWS does not know is not compared", () => {
    expect(differences({ declared: { deletionPolicy: "Retain", forceDelete: true } })).toEqual([]);
  });
});

describe("tags", () => {
  test("each tag is named, the environment's default tags included", () => {
    expect(
      texts({
        defaultTags: { Owner: "platform", Stage: "dev" },
        declared: { tags: { Stage: "test", Team: "a" } },
        policies: { tags: { Stage: "test", Team: "b", "cost center": "7" } },
      }),
    ).toEqual([
      'tags.Owner: declared "platform", found nothing',
      'tags.Team: declared "a", found "b"',
      'tags["cost center"]: declared nothing, found "7"',
    ]);
  });

  test("tags that AWS sets itself are nobody's to declare", () => {
    expect(differences({ policies: { tags: { "aws:cloudformation:stack-name": "ecr" } } })).toEqual([]);
  });
});

describe("policies", () => {
  test("grants are compared as the statements that they are sent as", () => {
    const granted = (AWS: readonly string[]) => ({
      Version: "2012-10-17",
      Statement: [{ Sid: "AllowPull", Effect: "Allow", Principal: { AWS }, Action: [...PULL_ACTIONS] }],
    });
    const declared = { pullPrincipals: ["444455556666", "777788889999"] };
    const of = (policy: object) => texts({ declared, policies: { repositoryPolicyText: JSON.stringify(policy) } });
    const root = "arn:aws:iam::444455556666:root";
    expect(of(granted([root, "777788889999"]))).toEqual([]);
    expect(of(granted([root, "000011112222"]))).toEqual([
      'repositoryPolicy statement AllowPull, Principal: declared but not found "777788889999"; found but not declared "000011112222"',
    ]);
  });

  test("both are compared", () => {
    const lifecyclePolicyText = JSON.stringify({ rules: [] });
    const repositoryPolicyText = JSON.stringify({ Statement: [] });
    expect(texts({ policies: { lifecyclePolicyText, repositoryPolicyText } })).toEqual([
      "lifecyclePolicy: declared nothing, found 0 rules",
      "repositoryPolicy: declared nothing, found 0 statements",
    ]);
  });
});

test("without policies only the settings are compared", () => {
  const declared = { ...REPOSITORY_DEFAULTS, tags: { Team: "a" } };
  expect(differencesOf(declared, { tags: {}, partition: "aws" }, { ...EXISTING, scanOnPush: false })).toEqual([
    { field: "scanOnPush", declared: true, found: false },
  ]);
});
