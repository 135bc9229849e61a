import { stringify } from "yaml";
import { formatProblem } from "../../../src/config/problems";
import { readText } from "../../../src/config/source/read-file";
import { describedIn, type DescribedFile } from "../../../src/cli/adopt/described";

const REPOSITORY = {
  repositoryArn: "arn:aws:ecr:eu-west-1:333344445555:repository/legacy/one",
  registryId: "333344445555",
  repositoryName: "legacy/one",
  repositoryUri: "333344445555.dkr.ecr.eu-west-1.amazonaws.com/legacy/one",
  createdAt: "2020-11-01T22:12:11-05:00",
  imageTagMutability: "IMMUTABLE",
  imageScanningConfiguration: { scanOnPush: true },
  encryptionConfiguration: { encryptionType: "KMS", kmsKey: "arn:aws:kms:eu-west-1:333344445555:key/1" },
};
const OTHER = { ...REPOSITORY, repositoryName: "legacy/two", encryptionConfiguration: { encryptionType: "AES256" } };

const inPowerShell = (value: unknown): unknown =>
  typeof value !== "object" || value === null
    ? value
    : Object.fromEntries(
        Object.entries(value).map(([key, each]) => [key.slice(0, 1).toUpperCase() + key.slice(1), inPowerShell(each)]),
      );

const read = (file: string, text: string): DescribedFile | undefined => describedIn(readText(file, text).documents);
const inJson = (data: unknown): DescribedFile | undefined => read("all.json", JSON.stringify(data));

const BOTH = inJson({ repositories: [REPOSITORY, OTHER] });

test("the answer of describe-repositories has the settings of each repository", () => {
  expect(BOTH).toMatchObject({
    repositories: [
      { repositoryName: "legacy/one", imageTagMutability: "IMMUTABLE", scanOnPush: true, encryptionType: "KMS" },
      { repositoryName: "legacy/two", encryptionType: "AES256" },
    ],
    problems: [],
  });
});

test.each<[string, string, string]>([
  ["of --query repositories", "all.json", JSON.stringify([REPOSITORY, OTHER])],
  ["of --output yaml", "all.yaml", stringify({ repositories: [REPOSITORY, OTHER] })],
  ["of --output yaml-stream", "all.yaml", stringify([{ repositories: [REPOSITORY] }, { repositories: [OTHER] }])],
  [
    "of create-repository, twice",
    "all.yaml",
    [REPOSITORY, OTHER].map((repository) => stringify({ repository })).join("---\n"),
  ],
  [
    "of create-repository, collected with jq --slurp",
    "all.json",
    JSON.stringify([{ repository: REPOSITORY }, { repository: OTHER }]),
  ],
  ["of Get-ECRRepository | ConvertTo-Json", "all.json", JSON.stringify([REPOSITORY, OTHER].map(inPowerShell))],
  [
    "of PowerShell with constants, times of version 5.1 and nulls",
    "all.json",
    JSON.stringify(
      [REPOSITORY, OTHER].map((each) => ({
        ...(inPowerShell({ ...each, imageTagMutability: { value: each.imageTagMutability } }) as object),
        CreatedAt: "/Date(1604286731000)/",
        ImageTagMutabilityExclusionFilters: null,
      })),
    ),
  ],
])("the answer %s is the same", (_, file, text) => {
  expect(read(file, text)).toEqual(BOTH);
});

test("a single repository is a list of one", () => {
  const expected = { repositories: BOTH?.repositories.slice(0, 1), problems: [] };
  expect(inJson({ repository: REPOSITORY })).toEqual(expected);
  expect(inJson(REPOSITORY)).toEqual(expected);
  expect(inJson(inPowerShell({ repository: REPOSITORY }))).toEqual(expected);
});

test("a field that --query left out is named, with the command to run; other repositories are read", () => {
  const { encryptionConfiguration: _, imageTagMutability: __, ...partial } = REPOSITORY;
  const { repositories = [], problems = [] } = inJson([OTHER, partial]) ?? {};
  expect(repositories.map(({ repositoryName }) => repositoryName)).toEqual(["legacy/two"]);
  const advice = "this field is required. List the repositories again without --query: aws ecr describe-repositories";
  expect(problems.map((problem) => formatProblem(problem))).toEqual([
    expect.stringMatching(`^all.json:1:\\d+: error: imageTagMutability: ${advice}$`),
    expect.stringMatching(`^all.json:1:\\d+: error: encryptionConfiguration: ${advice}$`),
  ]);
});

test("a field with a wrong value is named", () => {
  const { problems = [] } = inJson([{ ...REPOSITORY, imageScanningConfiguration: { scanOnPush: "yes" } }]) ?? {};
  expect(problems.map(({ field, message }) => [field, message])).toEqual([
    ["scanOnPush", expect.stringContaining('found "yes"')],
  ]);
});

test.each([
  { repository: "legacy/one" },
  { repository: null },
  { repositories: [] },
  { repositories: [{ repositoryName: "legacy/one" }] },
  [{ repositoryName: "legacy/one", imageTagMutability: "IMMUTABLE" }],
  ["legacy/one"],
  3,
])("%p is not AWS's", (data) => {
  expect(inJson(data)).toBeUndefined();
});
