import { ciRepositories, mayMove } from "../../../src/domain/ci/workflow-repositories";
import { API } from "../../support/operations/ci-workflow";

test.each([
  ["MUTABLE", [], true],
  ["IMMUTABLE", [], false],
  ["IMMUTABLE_WITH_EXCLUSION", ["latest"], true],
  ["IMMUTABLE_WITH_EXCLUSION", ["la*t"], true],
  ["IMMUTABLE_WITH_EXCLUSION", ["dev-*", "late.t"], false],
  ["MUTABLE_WITH_EXCLUSION", ["v*"], true],
  ["MUTABLE_WITH_EXCLUSION", ["*"], false],
] as const)("of a repository that is %s with the filters %j, latest may move: %s", (mutability, filters, moves) => {
  const tagging = { imageTagMutability: mutability, imageTagMutabilityExclusionFilters: filters };
  expect(mayMove("latest", tagging)).toBe(moves);
});

test("a single image is built from the top of the checkout, several images from their own folders", () => {
  expect(ciRepositories([API]).map(({ context }) => context)).toEqual(["."]);
  const two = ciRepositories([API, { ...API, repositoryName: "web" }]);
  expect(two.map(({ context }) => context)).toEqual(["api", "web"]);
});

test("an undeclared repository has no moving tag, and its scan starts on push", () => {
  expect(ciRepositories([{ repositoryName: "sandbox/x" }])).toEqual([
    { name: "sandbox/x", context: ".", movingTags: [], startScan: false },
  ]);
});

test("the workflow starts the scan of a repository without scan on push", () => {
  expect(ciRepositories([{ ...API, scanOnPush: false }])[0]?.startScan).toBe(true);
});
