import { environmentOf, read, readAll, SOUND, text } from "../support/config";
import { formatProblem } from "../../src/config/problems";

const PULL = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"];

const registry = (actions: readonly string[], ...settings: readonly string[]) => {
  const statement = {
    Sid: "PullEverywhere",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::444455556666:root" },
    Action: actions,
    Resource: "arn:aws:ecr:eu-west-1:111122223333:repository/*",
  };
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const lines = settings.length === 0 ? [] : ["  accountSettings:", ...settings.map((line) => `    ${line}`)];
  return { "environment.yaml": SOUND + text("registry:", ...lines, `  policy: ${policy}`) };
};
const problems = (files: Record<string, string>) => read(files).problems.map((problem) => formatProblem(problem));

test("a policy that scope V1 rejects warns, and says where to write V2", () => {
  expect(problems(registry(PULL))).toEqual([
    expect.stringMatching(
      /: warning: Action: expected only ecr:BatchImportUpstreamImage, .*, found "ecr:BatchGetImage", .*\. With REGISTRY_POLICY_SCOPE V1, ECR rejects other actions\. To use V2, set accountSettings: \{ REGISTRY_POLICY_SCOPE: V2 \} under registry$/,
    ),
  ]);
});

test.each([["ecr:PutImage"], ["ecr:*Layer*"]])("so does one with %s", (action) => {
  expect(problems(registry([action]))).toEqual([expect.stringContaining("REGISTRY_POLICY_SCOPE: V2")]);
});

test("with scope V2 it is accepted, with scope V1 an error", () => {
  expect(problems(registry(PULL, "REGISTRY_POLICY_SCOPE: V2"))).toEqual([]);
  expect(environmentOf(registry(PULL, "REGISTRY_POLICY_SCOPE: V2")).registry?.accountSettings).toEqual({
    REGISTRY_POLICY_SCOPE: "V2",
  });
  expect(problems(registry(PULL, "REGISTRY_POLICY_SCOPE: V1"))).toEqual([expect.stringContaining(": error: Action: ")]);
  expect(problems(registry(["ecr:ReplicateImage"], "REGISTRY_POLICY_SCOPE: V1"))).toEqual([]);
  expect(problems(registry(["ecr:*"], "REGISTRY_POLICY_SCOPE: V1"))).toEqual([]);
});

test("only known settings and values are accepted, and CLAIR warns", () => {
  const settings = (value: string) => ({
    "environment.yaml": SOUND + text("registry:", `  accountSettings: ${value}`),
  });
  expect(problems(settings("{ BASIC_SCAN_TYPE_VERSION: AWS_NATIVE }"))).toEqual([]);
  expect(problems(settings("{ BASIC_SCAN_TYPE_VERSION: CLAIR }"))).toEqual([
    "environments/dev/environment.yaml:5:47: warning: BASIC_SCAN_TYPE_VERSION: expected AWS_NATIVE, found CLAIR, which AWS no longer supports",
  ]);
  expect(problems(settings("{ REGISTRY_POLICY_SCOPE: V3 }"))).toEqual([
    'environments/dev/environment.yaml:5:45: error: REGISTRY_POLICY_SCOPE: expected V1 or V2, found "V3". Did you mean "V1"?',
  ]);
  expect(problems(settings("{}"))).toEqual([
    "environments/dev/environment.yaml:5:20: error: accountSettings: expected at least 1 account setting, found none. Write one, or remove accountSettings",
  ]);
});

test("one environment of an account and region sets them", () => {
  const one = (prefix: string) => ({
    "environment.yaml":
      SOUND.replace("{ local: {} }", `{ local: { path: ${prefix} } }`) +
      text("registry:", "  accountSettings: { REGISTRY_POLICY_SCOPE: V2 }"),
  });
  const [, second] = readAll({ a: one("a"), b: one("b") });
  expect(second?.problems.map(({ message }) => message)).toEqual([
    "expected this setting in only one environment per account and region, found it in a as well. Remove it from one environment",
  ]);
});
