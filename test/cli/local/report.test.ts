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

test("what the emulator lacks is listed", () => {
  const text = upText({ ...result, leftOut: ["2 cache rules", "1 creation template"] });
  expect(text).toContain("Not deployed to the emulator: 2 cache rules, 1 creation template\n");
});

test("a long list of what is not deployed is wrapped at 80 columns", () => {
  const leftOut = [
    "12 cache rules",
    "1 creation template",
    "3 ServiceAccount stacks",
    "deletionPolicy Retain of 1 repository",
  ];
  const lines = upText({ ...result, leftOut }).split("\n");
  expect(lines.slice(1, 3)).toEqual([
    "Not deployed to the emulator: 12 cache rules, 1 creation template, 3",
    "ServiceAccount stacks, deletionPolicy Retain of 1 repository",
  ]);
});

test("the text has no colours", () => {
  expect(upText(result)).not.toContain("\u001b");
});

test("the text says what changed first, and how to go on and to stop last", () => {
  const lines = upText(result).split("\n");
  expect(lines[0]).toBe("local-registry: 2 added");
  expect(lines).toContain('  eval "$(npx ecr local env)"');
  expect(lines.at(-1)).toBe("Destroy it again and stop the emulator: npm run local:down");
});

test("commands name an environment that is not the usual one", () => {
  const text = upText({ ...result, environment: "dev" });
  expect(text).toContain("npx ecr local env dev");
  expect(text).toContain("npx ecr local down dev");
});

test("an emulator of the user's own is not said to be stopped", () => {
  expect(upText({ ...result, emulator: "external" })).toContain("the emulator is yours and stays");
});

test("without role and annotation neither is mentioned", () => {
  const text = upText({ ...result, operatorRoleArn: undefined, annotateLine: undefined });
  expect(text).not.toMatch(/Operator role|ServiceAccount/);
});

test("an empty registry is said to be empty", () => {
  expect(upText({ ...result, repositories: [] })).toContain("\nNo repositories.\n");
});

test("machines get all of it, and whether anything changed", () => {
  expect(JSON.parse(upJson(result))).toEqual({ ...result, changed: true });
});
