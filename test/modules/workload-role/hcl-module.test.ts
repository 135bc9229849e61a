import { moduleTrees } from "../../../src/cli/generate/module-trees";
import { WORKLOAD_ROLE_DEFAULTS } from "../../../src/domain/workloads/settings";
import { parseHcl } from "../../support/hcl/parse-hcl";

const tree = moduleTrees().get("workload-role") ?? new Map<string, string>();
const file = (path: string): string => tree.get(path) ?? `no ${path}`;

type Blocks = Readonly<Record<string, readonly [Readonly<Record<string, unknown>>]>>;
const read = async (path: string): Promise<Record<"variable" | "output", Blocks>> =>
  (await parseHcl(file(path))) as unknown as Record<"variable" | "output", Blocks>;

test("every variable has a description and a type, and only the name is required", async () => {
  const { variable } = await read("variables.tf");
  for (const [{ description, type }] of Object.values(variable)) {
    expect(description).toMatch(/^[A-Z].*\.$/);
    expect(type).not.toContain("any");
  }
  const required = Object.entries(variable).filter(([, [{ default: value }]]) => value === undefined);
  expect(required.map(([name]) => name)).toEqual(["name"]);
});

test("defaults equal those of the construct", async () => {
  const { variable } = await read("variables.tf");
  expect(variable["path"]?.[0]["default"]).toBe(WORKLOAD_ROLE_DEFAULTS.path);
  expect(variable["max_session_duration"]?.[0]["default"]).toBe(WORKLOAD_ROLE_DEFAULTS.maxSessionDuration);
  expect(variable["access"]?.[0]["default"]).toBe(WORKLOAD_ROLE_DEFAULTS.access);
});

test("whether a resource is created does not depend on values that are known only after apply", () => {
  const deciding = file("main.tf").match(/^ {2}(?:count|for_each) += .*$/gm) ?? [];
  expect(deciding.length).toBe(5);
  for (const line of deciding) expect(line).not.toMatch(/data\.|_arns?\b/);
});

test("the README has a row for each input and output, and a usage example", async () => {
  const { variable } = await read("variables.tf");
  const { output } = await read("outputs.tf");
  const names = [...file("README.md").matchAll(/^\| <a name="(?:input|output)_(\w+)"/gm)].map(([, name]) => name);
  expect(names).toEqual(expect.arrayContaining([...Object.keys(variable), ...Object.keys(output)]));
  const usage = /```hcl\n([^]*?)```/.exec(file("README.md"))?.[1] ?? "";
  expect(await parseHcl(usage)).toMatchObject({ module: { node_pull: [{ name: "production-nodes-ecr-pull" }] } });
});
