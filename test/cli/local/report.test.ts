import { upJson, upText, type UpResult } from "../../../src/cli/local/report";

const result: UpResult = {
  environment: "local",
  endpoint: "http://127.0.0.1:5000",
  emulator: "started",
  stacks: [{ stack: "local-registry", added: 2, changed: 0, destroyed: 0 }],
  repositories: [
    {
      name: "team/api",
      uri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/api",
      tagMutability: "IMMUTABLE",
      scanOnPush: true,
      lifecycleRules: 3,
      hasRepositoryPolicy: false,
    },
  ],
  leftOut: [],
  operatorRoleArn: "arn:aws:iam::123456789012:role/operator",
  annotateLine: "kubectl annotate serviceaccount operator",
};

test("each repository is a row with its settings", () => {
  const lines = upText(result).split("\n");
  expect(lines).toContain("NAME      TAGS       SCAN  RULES  POLICY");
  expect(lines).toContain("team/api  IMMUTABLE  yes   3      no");
  expect(lines).toContain("Registry: 123456789012.dkr.ecr.us-east-1.amazonaws.com");
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

test("lists what the emulator does not support", () => {
  const text = upText({ ...result, leftOut: ["2 cache rules", "1 creation template"] });
  expect(text).toContain("Not deployed to the emulator: 2 cache rules, 1 creation template\n");
});

test("a long list of what is not deployed is wrapped at 80 columns", () => {
  const leftOut = [
    "12 cache rules",
    "1 creation template",
    "3 ServiceAccount stacks",
    "deletionPolicy Retain on 1 repository",
  ];
  const lines = upText({ ...result, leftOut }).split("\n");
  expect(lines.slice(1, 3)).toEqual([
    "Not deployed to the emulator: 12 cache rules, 1 creation template, 3",
    "ServiceAccount stacks, deletionPolicy Retain on 1 repository",
  ]);
});

test("the text has no colors", () => {
  expect(upText(result)).not.toContain("\u001b");
});

test("the text starts with the changes, and ends with how to continue and how to stop", () => {
  const lines = upText(result).split("\n");
  expect(lines[0]).toBe("local-registry: 2 added");
  expect(lines).toContain('  eval "$(npx ecr local env)"');
  expect(lines.at(-1)).toBe("To destroy the stacks and stop the emulator: npx ecr local down");
});

test("commands name any environment other than local", () => {
  const text = upText({ ...result, environment: "dev" });
  expect(text).toContain("npx ecr local env dev");
  expect(text).toContain("npx ecr local down dev");
});

test("the text does not say that the user's own emulator is stopped", () => {
  expect(upText({ ...result, emulator: "external" })).toMatch(/\nTo destroy the stacks: npx ecr local down$/);
});

test("without a role and an annotation, the text mentions neither", () => {
  const text = upText({ ...result, operatorRoleArn: undefined, annotateLine: undefined });
  expect(text).not.toMatch(/Operator role|ServiceAccount/);
});

test("the text says that a registry is empty", () => {
  expect(upText({ ...result, repositories: [] })).toContain("\nNo repositories.\n");
});

test("the JSON has the whole result, and whether anything changed", () => {
  expect(JSON.parse(upJson(result))).toEqual({ ...result, changed: true });
});
