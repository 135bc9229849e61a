import { environmentTree } from "../../../src/cli/generate/environment-tree";
import { treePatch } from "../../../src/cli/generate/difference";
import { type LifecyclePolicy } from "../../../src/domain/lifecycle-policy/schema";
import { environment, repository } from "../../support/environment";

const keepNewest = (countNumber: number): LifecyclePolicy => ({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber },
      action: { type: "expire" },
    },
  ],
});

/** A registry whose repositories all use the policy `standard`. */
function generate(names: readonly string[], standard: LifecyclePolicy): ReadonlyMap<string, string> {
  const settings = { lifecyclePolicy: standard, lifecyclePolicyName: "standard" };
  return environmentTree(
    environment({
      lifecyclePolicies: { standard, "not-used": keepNewest(1) },
      repositories: names.map((name) => repository(name, settings)),
    }),
  );
}

/** The lines that `diff` marks, by file. */
function changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Record<string, string[]> {
  expect([...after.keys()]).toEqual([...before.keys()]);
  const changed = [...after].filter(([file, text]) => before.get(file) !== text);
  return Object.fromEntries(
    changed.map(([file, text]) => {
      const change = { path: file, before: before.get(file), after: text };
      const lines = treePatch("", { changed: [change], stale: [], foreign: [] }).split("\n");
      return [file, lines.filter((line) => /^[+-](?![+-]{2} )/.test(line))];
    }),
  );
}

const NAMES = Array.from({ length: 20 }, (_, index) => `team/service-${index}`);

test("a changed policy is one line, however many repositories use it", () => {
  expect(changes(generate(NAMES, keepNewest(10)), generate(NAMES, keepNewest(12)))).toEqual({
    "registry/lifecycle-policies.tf": ["-            countNumber = 10", "+            countNumber = 12"],
  });
});

test("an added repository changes no line of the others", () => {
  const before = generate(NAMES, keepNewest(10));
  const found = changes(before, generate([...NAMES, "team/a-service-with-a-long-name"], keepNewest(10)));
  expect(Object.keys(found)).toEqual(["registry/repositories.tf", "registry/locals.tf"]);
  expect(
    Object.values(found)
      .flat()
      .filter((line) => line.startsWith("-")),
  ).toEqual([]);
  expect(found["registry/repositories.tf"]?.slice(-5)).toEqual([
    '+resource "aws_ecr_lifecycle_policy" "team_a-service-with-a-long-name" {',
    "+  repository = aws_ecr_repository.team_a-service-with-a-long-name.name",
    "+  policy     = local.lifecycle_policies.standard",
    "+}",
    "+",
  ]);
});

test("a policy has its place in a file of its own, with quotes around a key that needs them", () => {
  const policy = keepNewest(5);
  const tree = environmentTree(
    environment({
      lifecyclePolicies: { "keep-5": policy },
      repositories: [repository("team/api", { lifecyclePolicy: policy, lifecyclePolicyName: "keep-5" })],
    }),
  );
  expect(tree.get("registry/lifecycle-policies.tf")).toContain(
    '  lifecycle_policies = {\n    "keep-5" = jsonencode({\n',
  );
  expect(tree.get("registry/repositories.tf")).toContain('policy     = local.lifecycle_policies["keep-5"]\n');
});
