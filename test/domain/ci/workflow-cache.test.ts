import { cacheOf } from "../../../src/domain/ci/workflow-cache";
import { ciPermissionPolicy } from "../../../src/domain/ci/permissions";
import { type LifecycleRule } from "../../../src/domain/lifecycle-policy/schema";
import { API, EVERYTHING, settings } from "../../support/operations/ci-workflow";

const MUTABLE = { ...API, imageTagMutability: "MUTABLE" } as const;
const SEPARATE = { ...MUTABLE, repositoryName: "team/api/cache" } as const;

test("a repository that is declared for it is the cache, whatever the images' own repository allows", () => {
  const { cache, problems } = cacheOf("team/api", [API, SEPARATE]);
  expect(cache).toMatchObject({ repositoryName: "team/api/cache", tag: "buildcache" });
  expect(problems).toEqual([]);
});

test.each([
  [{ imageTagMutability: "MUTABLE" }],
  [{ imageTagMutability: "IMMUTABLE_WITH_EXCLUSION", imageTagMutabilityExclusionFilters: ["build*"] }],
  [{ imageTagMutability: "MUTABLE_WITH_EXCLUSION", imageTagMutabilityExclusionFilters: ["v*"] }],
] as const)("without one, a repository with %j is its own cache", (parts) => {
  const { cache, problems } = cacheOf("team/api", [{ ...API, ...parts }]);
  expect(cache.repositoryName).toBe("team/api");
  expect(problems).toEqual([]);
});

const APART = "declare the repository team/api/cache with imageTagMutability: MUTABLE";
test.each([
  [
    [API],
    `found imageTagMutability IMMUTABLE. To keep the cache separate, ${APART}. To keep it in this repository, use IMMUTABLE_WITH_EXCLUSION`,
  ],
  [
    [{ ...API, imageTagMutability: "IMMUTABLE_WITH_EXCLUSION", imageTagMutabilityExclusionFilters: ["latest"] }],
    'found imageTagMutability IMMUTABLE_WITH_EXCLUSION with the filters "latest". To keep the cache separate',
  ],
  [
    [MUTABLE, { ...SEPARATE, imageTagMutability: "IMMUTABLE" }],
    "found imageTagMutability IMMUTABLE. Use imageTagMutability: MUTABLE",
  ],
  [
    [],
    "the settings of the operator's repositories are unknown, so the cache needs its own repository. Declare team/api/cache",
  ],
] as const)("with %j, the tag cannot move, which is told", (declared, message) => {
  expect(cacheOf("team/api", declared).problems.map((problem) => problem.message)).toEqual([
    expect.stringContaining(message),
  ]);
});

const rule = (rulePriority: number, selection: LifecycleRule["selection"]): LifecycleRule => ({
  rulePriority,
  selection,
  action: { type: "expire" },
});
const COUNT = { countType: "imageCountMoreThan", countNumber: 30 } as const;
const DAYS = { countType: "sinceImagePushed", countUnit: "days", countNumber: 7 } as const;
const LEFT_BEHIND = "no lifecycle rule deletes untagged images, so each build leaves the previous cache behind";

test.each([
  ["no rule", [], [LEFT_BEHIND]],
  [
    "a count of all images",
    [rule(1, { tagStatus: "any", ...COUNT })],
    ["lifecycle rule 1 deletes images beyond the newest 30, including the cache"],
  ],
  ["a rule for untagged images", [rule(1, { tagStatus: "untagged", ...DAYS })], []],
  ["rules for other tags", [rule(1, { tagStatus: "tagged", tagPatternList: ["v*"], ...COUNT })], [LEFT_BEHIND]],
  [
    "a rule that keeps the cache, before one that would not",
    [
      rule(2, { tagStatus: "any", ...DAYS }),
      rule(1, { tagStatus: "tagged", tagPatternList: ["buildcache"], countType: "imageCountMoreThan", countNumber: 1 }),
    ],
    [],
  ],
  [
    "a rule for its tag",
    [rule(3, { tagStatus: "tagged", tagPrefixList: ["build"], ...DAYS })],
    ['lifecycle rule 3 deletes images tagged "build..." pushed more than 7 days ago, including the cache', LEFT_BEHIND],
  ],
] as const)("what %s does to the cache is noted", (_, rules, notes) => {
  expect(cacheOf("team/api", [{ ...MUTABLE, lifecyclePolicy: { rules } }]).cache.notes).toEqual(notes);
});

test("the role pushes to the cache's repository, and pulls its layers", () => {
  const repositories = settings(EVERYTHING).repositories.map((each) => ({
    ...each,
    cache: { repositoryName: "team/api/cache", tag: "buildcache", notes: [] },
  }));
  const arn = (name: string): string => `arn:aws:ecr:eu-west-1:111122223333:repository/${name}`;
  expect(ciPermissionPolicy(settings({ repositories })).Statement).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ Sid: "Push", Resource: [arn("team/api"), arn("team/api/cache")] }),
      expect.objectContaining({ Sid: "Pull", Resource: [arn("team/api/cache")] }),
    ]),
  );
});
