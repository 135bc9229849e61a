import { join } from "node:path";
import { planDifferences } from "./support/compatibility/plan-differences";
import { PROJECTS, projectVersions, readRecords } from "./support/compatibility/records";
import { recordProject, recordStack, type StackRecord } from "./support/compatibility/terraform-record";
import { unusedSettings } from "./support/compatibility/unused-settings";

const versions = projectVersions();

test.each(versions)("nothing is planned for what version %s deployed", (version) => {
  const before = readRecords(version);
  expect(Object.keys(before)).not.toEqual([]);
  expect(planDifferences(before, recordProject(join(PROJECTS, version)))).toEqual([]);
});

test("the project of the newest version uses every setting. CONTRIBUTING.md says how to add a version", () => {
  expect(unusedSettings(join(PROJECTS, versions.at(-1) ?? ""))).toEqual([]);
});

describe("differences", () => {
  const record = (parts: Partial<Parameters<typeof recordStack>[0]> = {}): Record<string, StackRecord> => ({
    "dev-registry": recordStack({
      terraform: { required_version: ">= 1.11", required_providers: {}, backend: { s3: { key: "a" } } },
      provider: { aws: [{ region: "eu-west-1" }] },
      resource: {
        aws_ecr_repository: { api: { name: "team/api", tags: { a: "b" } } },
        aws_ecr_lifecycle_policy: {
          api: { repository: "${aws_ecr_repository.api.name}", policy: "${local.p.standard}" },
        },
      },
      locals: { p: { standard: "{}" } },
      output: { urls: { value: "x", description: "d" } },
      ...parts,
    }),
  });
  const before = record();
  const renamed = {
    aws_ecr_repository: { team_api: { name: "team/api", tags: { a: "b" } } },
    aws_ecr_lifecycle_policy: { api: { repository: "${aws_ecr_repository.team_api.name}", policy: "{}" } },
  };

  test("the same values are none, whether in a local or in full, and neither is a new output", () => {
    const output = { urls: { value: "x", description: "d" }, arns: { value: "y", description: "d" } };
    const locals = { q: "{}" };
    const resource = {
      aws_ecr_repository: { api: { tags: { a: "b" }, name: "team/api" } },
      aws_ecr_lifecycle_policy: { api: { repository: "${aws_ecr_repository.api.name}", policy: "${local.q}" } },
    };
    expect(planDifferences(before, record({ output, locals, resource }))).toEqual([]);
  });

  test("a changed address needs a moved block", () => {
    expect(planDifferences(before, record({ resource: renamed }))).toEqual([
      expect.stringMatching(
        /^dev-registry: aws_ecr_repository\.api: expected this address, found none\. Add a moved block/,
      ),
      expect.stringMatching(/^dev-registry: aws_ecr_lifecycle_policy\.api: repository: expected .*api\.name.*, found /),
      expect.stringMatching(
        /^dev-registry: aws_ecr_repository\.team_api: expected no such address, found a new one\. /,
      ),
    ]);
    const moved = [{ from: "aws_ecr_repository.api", to: "aws_ecr_repository.team_api" }];
    expect(planDifferences(before, record({ resource: renamed, moved }))).toEqual([]);
  });

  test.each([
    ["an attribute", { resource: { aws_ecr_repository: { api: { name: "team/api", tags: {} } } } }, "tags: expected"],
    [
      "a state",
      { terraform: { required_version: "", required_providers: {}, backend: { s3: { key: "b" } } } },
      "state: ",
    ],
    ["a provider", { provider: { aws: [{ region: "eu-west-2" }] } }, "provider: arguments: expected"],
    ["an output", { output: {} }, 'output: urls: expected "x", found nothing'],
    ["a policy in a local", { locals: { p: { standard: "[]" } } }, 'policy: expected "{}", found "[]"'],
  ])("%s may not change", (_, parts, message) => {
    expect(planDifferences(before, record(parts)).join("\n")).toContain(message);
  });

  test("a stack may neither be lost nor added, and a block that a deployment waits for may not be lost", () => {
    expect(planDifferences(before, {})).toEqual([expect.stringContaining("dev-registry: expected the stack")]);
    expect(planDifferences({}, before)).toEqual([expect.stringContaining("dev-registry: expected no stack")]);
    const importing = record({ import: [{ to: "aws_ecr_repository.api", id: "team/api" }] });
    expect(planDifferences(importing, before)).toEqual([
      expect.stringContaining("import team/api to aws_ecr_repository.api"),
    ]);
  });
});
