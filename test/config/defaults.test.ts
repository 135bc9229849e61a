import { type RepositoryDeclaration } from "../../src/model/environment";
import { environmentOf, repository, SOUND, text } from "../support/config";

const RULES =
  "rules: [{ rulePriority: 1, selection: { tagStatus: any, countType: imageCountMoreThan, countNumber: 5 }, action: { type: expire } }]";
const TEXT =
  '{"rules":[{"rulePriority":2,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":5},"action":{"type":"expire"}}]}';
const FROM_FILE = TEXT.replace('"rulePriority":2', '"rulePriority":3');

const ENVIRONMENT =
  SOUND +
  text(
    "tags: { Owner: platform }",
    "repositoryDefaults:",
    "  imageTagMutability: IMMUTABLE_WITH_EXCLUSION",
    "  imageTagMutabilityExclusionFilters: [latest]",
    "  scanOnPush: false",
    "  lifecyclePolicy: written",
    "  tags: { Team: shared, Tier: two }",
    "  deletionPolicy: Retain",
    '  pullPrincipals: ["444455556666"]',
    "lifecyclePolicies:",
    `  written: { ${RULES} }`,
    `  text: { policyText: '${TEXT}' }`,
    "  file: { file: policies/keep.json }",
  );

function declared(...lines: readonly string[]): RepositoryDeclaration | undefined {
  return environmentOf({
    "environment.yaml": ENVIRONMENT,
    "policies/keep.json": FROM_FILE,
    "repositories/a.yaml": repository(...lines),
  }).repositories[0];
}

const priorityOf = (...lines: readonly string[]) => declared(...lines)?.lifecyclePolicy?.rules[0]?.rulePriority;

test("without an environment's defaults a repository has the project's: immutable, scanned, encrypted by ECR", () => {
  expect(environmentOf({ "repositories/a.yaml": repository() }).repositories).toEqual([
    {
      repositoryName: "team/api",
      imageTagMutability: "IMMUTABLE",
      imageTagMutabilityExclusionFilters: [],
      scanOnPush: true,
      encryptionConfiguration: { encryptionType: "AES256" },
      deletionPolicy: "Delete",
      forceDelete: false,
      tags: {},
      pullPrincipals: [],
      pushPrincipals: [],
    },
  ]);
});

test("what is written goes before the defaults, and all else comes from them", () => {
  expect(declared("scanOnPush: true", "description: The API")).toMatchObject({
    description: "The API",
    imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
    imageTagMutabilityExclusionFilters: ["latest"],
    scanOnPush: true,
    deletionPolicy: "Retain",
    pullPrincipals: ["444455556666"],
  });
});

test("tags are merged key by key; the environment's own are not among the repository's", () => {
  expect(declared("tags: { Tier: one, Port: '80' }")?.tags).toEqual({ Team: "shared", Tier: "one", Port: "80" });
});

test("a mutability of one's own leaves the filters of the defaults behind", () => {
  expect(declared("imageTagMutability: MUTABLE")?.imageTagMutabilityExclusionFilters).toEqual([]);
});

test("principals of one's own take the place of the defaults'", () => {
  expect(declared('pullPrincipals: ["999988887777"]')?.pullPrincipals).toEqual(["999988887777"]);
});

test("a lifecycle policy comes from the defaults, a name, rules, or text in three forms", () => {
  expect([
    priorityOf(),
    priorityOf("lifecyclePolicy: text"),
    priorityOf("lifecyclePolicy: file"),
    priorityOf("lifecyclePolicy:", `  ${RULES.replace("rulePriority: 1", "rulePriority: 4")}`),
    priorityOf(`lifecyclePolicy: { policyText: '${TEXT}' }`),
    priorityOf(`lifecyclePolicy: '${TEXT}'`),
  ]).toEqual([1, 2, 3, 4, 2, 2]);
});

test("the name of a policy is kept where the policy came from one", () => {
  expect(declared()?.lifecyclePolicyName).toBe("written");
  expect(declared(`lifecyclePolicy: '${TEXT}'`)?.lifecyclePolicyName).toBeUndefined();
});

test("none takes the policy of the defaults away", () => {
  expect(declared("lifecyclePolicy: none")).toMatchObject({ repositoryName: "team/api", lifecyclePolicy: undefined });
});
