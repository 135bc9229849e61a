import {
  patternNamesAction,
  PULL_ACTIONS,
  PUSH_ACTIONS,
  REGISTRY_ACTIONS,
  REPOSITORY_ACTIONS,
} from "../../../src/domain/repository-policy/actions";

const KNOWN = [...REPOSITORY_ACTIONS, ...REGISTRY_ACTIONS];

test("an action is known once and is about a repository or the registry", () => {
  expect(new Set(KNOWN).size).toBe(KNOWN.length);
});

test("what pulls and pushes call are actions about a repository", () => {
  for (const action of [...PULL_ACTIONS, ...PUSH_ACTIONS])
    expect(REPOSITORY_ACTIONS).toContain(action.replace("ecr:", ""));
});

test.each([
  ["ecr:PutImage", "ecr:PutImage", true],
  ["ecr:putimage", "ecr:PutImage", true],
  ["ecr:Put*", "ecr:PutImageTagMutability", true],
  ["ecr:Put?mage", "ecr:PutImage", true],
  ["*", "ecr:PutImage", true],
  ["ecr:PutImage", "ecr:PutImageTagMutability", false],
  ["ecr.*", "ecr:PutImage", false],
  ["ecr:Image*", "ecr:PutImage", false],
])("whether %s stands for %s is %s", (pattern, action, expected) => {
  expect(patternNamesAction(pattern, action)).toBe(expected);
});
