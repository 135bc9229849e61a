import { moduleTrees } from "../../../src/cli/generate/module-trees";
import { REGISTRY_DESCRIPTIONS } from "../../../src/domain/registry/descriptions";
import { parseHcl } from "../../support/hcl/parse-hcl";

const tree = moduleTrees().get("ecr-registry-settings") ?? new Map<string, string>();
const file = (path: string): string => tree.get(path) ?? `no ${path}`;

type Blocks = Readonly<Record<string, readonly [Readonly<Record<string, unknown>>]>>;
const read = async (path: string): Promise<Record<"variable" | "output", Blocks>> =>
  (await parseHcl(file(path))) as unknown as Record<"variable" | "output", Blocks>;

test("the module has version ranges, but no provider block and no backend", async () => {
  const texts = [...tree].filter(([path]) => /^\w+\.tf$/.test(path)).map(([, text]) => text);
  const kinds = ["data", "locals", "output", "resource", "terraform", "variable"];
  expect(Object.keys((await parseHcl(texts.join("\n"))) as object).sort()).toEqual(kinds);
  expect(file("versions.tf")).toContain('version = ">= 5.100"');
});

test("every variable has a description and a type, and none is required", async () => {
  const { variable } = await read("variables.tf");
  for (const [name, [{ description, type }]] of Object.entries(variable)) {
    expect(description).toMatch(/^[A-Z].*\.$/);
    expect(type).not.toContain("any");
    expect(file("variables.tf")).toMatch(new RegExp(`variable "${name}" \\{[^]*?\\n  default +=`));
  }
});

test("descriptions are those of the environments, without names that only environments have", () => {
  const text = file("variables.tf");
  expect(text).toContain(REGISTRY_DESCRIPTIONS.replication);
  expect(text).toContain(REGISTRY_DESCRIPTIONS.pullThroughCache);
  expect(text).not.toMatch(/environment|customRoleArn|scanOnPush|repositoryFilters/);
});

test("the README has a row for each input and output, a usage example, and the import of each resource", async () => {
  const { variable } = await read("variables.tf");
  const { output } = await read("outputs.tf");
  const readme = file("README.md");
  const names = [...readme.matchAll(/^\| <a name="(?:input|output)_(\w+)"/gm)].map(([, name]) => name);
  expect(names).toEqual(expect.arrayContaining([...Object.keys(variable), ...Object.keys(output)]));
  const usage = /```hcl\n([^]*?)```/.exec(readme)?.[1] ?? "";
  expect(await parseHcl(usage)).toMatchObject({ module: { registry: [{ scanning: { scan_type: "ENHANCED" } }] } });
  const resources = [...file("main.tf").matchAll(/^resource "(aws_ecr_\w+)"/gm)].map(([, type = ""]) => type);
  expect(resources.length).toBe(6);
  for (const type of resources) expect(readme).toContain(`to = module.registry.${type}.this[`);
});
