import { registryParts } from "../../src/model/registry-parts";
import { regionalEnvironments } from "../../src/model/regions";
import { stackKinds } from "../../src/model/stack-kinds";
import { stateIdentities } from "../../src/model/state-identity";
import { environment, operator, repository } from "../support/environment";

const TWO = environment({
  groups: [{ name: "team", match: ["team/*"] }],
  location: { account: "111122223333", region: "eu-west-1", otherRegions: ["us-east-1"] },
  regions: [
    {
      region: "us-east-1",
      repositoryPrefixes: ["team/"],
      imports: [{ repositoryName: "team/api", without: [], fromStack: "registry" }],
    },
  ],
  repositories: [repository("team/api"), repository("other")],
  removed: ["team/old", "old"],
  operator: operator({ serviceAccountMode: "none" }),
});

test("a further region has stacks of its own, and those of the first keep their names and states", () => {
  expect(stackKinds(TWO)).toEqual([
    ...["registry", "registry-team"],
    ...["us-east-1-registry", "us-east-1-registry-team", "access"],
  ]);
  const { regions: _, ...alone } = TWO;
  const [one, two] = [stateIdentities(alone), stateIdentities(TWO)];
  expect([...one].every(([kind, identity]) => two.get(kind) === identity)).toBe(true);
  expect(new Set(two.values()).size).toBe(5);
});

test("a region is an environment of its own, with copies and without roles", () => {
  const [main, copy] = regionalEnvironments(TWO);
  expect(main).toMatchObject({ regional: "main", location: TWO.location });
  expect(copy).toMatchObject({
    ...{ regional: "copy", location: { account: "111122223333", region: "us-east-1" } },
    ...{ removed: ["team/old"], clusters: [], ciRoles: [] },
  });
  expect(copy?.operator).toBeUndefined();
  expect(copy && stackKinds(copy)).toEqual(["us-east-1-registry", "us-east-1-registry-team"]);
  expect(main && stackKinds(main)).toEqual(["registry", "registry-team", "access"]);
  const names = registryParts(TWO).map(({ kind, environment: { repositories }, leaving }) => [
    kind,
    repositories.map(({ repositoryName }) => repositoryName).join(),
    leaving.length,
  ]);
  expect(names).toEqual([
    ["registry", "other", 0],
    ["registry-team", "team/api", 0],
    ["us-east-1-registry", "", 1],
    ["us-east-1-registry-team", "team/api", 0],
  ]);
});

test("a grant to functions names those of the copy's region", () => {
  const pull = [{ service: "lambda", sourceAccount: "444455556666" }];
  const copied = regionalEnvironments({ ...TWO, repositories: [repository("team/api", { pull, grants: [] })] });
  const tests = copied[1]?.repositories.flatMap(({ grants = [] }) =>
    grants.flatMap(({ test: found }) => found?.[2] ?? []),
  );
  expect(tests).toEqual(["arn:aws:lambda:us-east-1:444455556666:function:*"]);
});
