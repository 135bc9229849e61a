import { moduleTrees } from "../../../src/cli/generate/module-trees";
import { GENERATED_BY } from "../../../src/cli/support/tree";
import { REPOSITORY_DEFAULTS } from "../../../src/domain/repository/settings";
import { checkLifecyclePolicy } from "../../../src/domain/lifecycle-policy/check";
import { type LifecyclePolicy } from "../../../src/domain/lifecycle-policy/schema";
import { parseHcl } from "../../support/hcl/parse-hcl";

const tree = moduleTrees().get("ecr-repository") ?? new Map<string, string>();
const file = (path: string): string => tree.get(path) ?? `no ${path}`;

interface Parsed {
  readonly variable: Readonly<Record<string, readonly [Readonly<Record<string, unknown>>]>>;
  readonly output: Readonly<Record<string, readonly [Readonly<Record<string, unknown>>]>>;
}

const read = async (path: string): Promise<Parsed> => (await parseHcl(file(path))) as unknown as Parsed;

test("the module has the files that people look for", () => {
  expect([...tree.keys()].sort()).toEqual([
    "README.md",
    "examples/complete/main.tf",
    "examples/complete/versions.tf",
    "examples/lifecycle-rules/main.tf",
    "examples/lifecycle-rules/versions.tf",
    "examples/minimal/main.tf",
    "examples/minimal/versions.tf",
    "main.tf",
    "outputs.tf",
    "tests/refused.tftest.hcl",
    "tests/repository.tftest.hcl",
    "variables.tf",
    "versions.tf",
  ]);
});

test("every file says where it comes from and how it is made", () => {
  for (const text of tree.values()) {
    expect(text.slice(0, 400)).toContain(`${GENERATED_BY} from modules/ecr-repository`);
  }
});

test("the module leaves providers and backends to its callers and asks for a range of versions", async () => {
  const document = await parseHcl(
    [...tree]
      .filter(([path]) => /^\w+\.tf$/.test(path))
      .map(([, text]) => text)
      .join("\n"),
  );
  expect(Object.keys(document as object).sort()).toEqual([
    "data",
    "locals",
    "output",
    "resource",
    "terraform",
    "variable",
  ]);
  expect(file("versions.tf")).toContain('version = ">= 5.100"');
  expect(file("versions.tf")).not.toContain("backend");
});

test("every variable has a description and a type, and all but the name have a default", async () => {
  const { variable } = await read("variables.tf");
  for (const [{ description, type }] of Object.values(variable)) {
    expect(description).toMatch(/^[A-Z].*\.$/);
    expect(type).not.toContain("any");
  }
  const required = Object.entries(variable).filter(([, [{ default: value }]]) => value === undefined);
  // The parser leaves out a default of null as it does one that is missing.
  expect(required.map(([name]) => name).filter((name) => !file("variables.tf").includes(nullDefault(name)))).toEqual([
    "name",
  ]);
});

/** Beginning of a variable that is null by default, up to the end of its description. */
function nullDefault(name: string): string {
  const block = new RegExp(`variable "${name}" \\{[^]*?default +(= null)`).exec(file("variables.tf"))?.[0] ?? "\0";
  return block.split('variable "').length === 2 ? block : "\0";
}

test("defaults are those of the environments", async () => {
  const { variable } = await read("variables.tf");
  expect(variable["image_tag_mutability"]?.[0]["default"]).toBe(REPOSITORY_DEFAULTS.imageTagMutability);
  expect(variable["scan_on_push"]?.[0]["default"]).toBe(REPOSITORY_DEFAULTS.scanOnPush);
  expect(variable["deletion_policy"]?.[0]["default"]).toBe(REPOSITORY_DEFAULTS.deletionPolicy);
  expect(variable["force_delete"]?.[0]["default"]).toBe(REPOSITORY_DEFAULTS.forceDelete);
});

test("the README has a row for each input and each output, and a call to paste", async () => {
  const { variable } = await read("variables.tf");
  const { output } = await read("outputs.tf");
  const names = [...file("README.md").matchAll(/^\| <a name="(?:input|output)_(\w+)"/gm)].map(([, name]) => name);
  expect(names).toEqual(expect.arrayContaining([...Object.keys(variable), ...Object.keys(output)]));
  const usage = /```hcl\n([^]*?)```/.exec(file("README.md"))?.[1] ?? "";
  expect(await parseHcl(usage)).toMatchObject({ module: { api: [{ name: "team/api" }] } });
});

test("the example of lifecycle rules has each kind of selection, count and action, and means what it says", async () => {
  const example = await parseHcl(file("examples/lifecycle-rules/main.tf"));
  const { module } = example as unknown as {
    readonly module: Readonly<Record<string, readonly [{ readonly lifecycle_policy: LifecyclePolicy }]>>;
  };
  const policies = Object.values(module).map(([call]) => call.lifecycle_policy);
  // What the README says of the storage class, the check says of each policy that has one.
  const said = policies.flatMap((policy) => checkLifecyclePolicy(policy).map((problem) => problem.rule));
  expect([...new Set(said)]).toEqual(["lifecycle/lost-edit"]);
  const rules = policies.flatMap((policy) => policy.rules);
  const written = (values: readonly (string | undefined)[]): string[] => [...new Set(values.map(String))].sort();
  expect(written(rules.map(({ selection }) => selection.tagStatus))).toEqual(["any", "tagged", "untagged"]);
  expect(written(rules.map(({ selection }) => selection.countType))).toEqual([
    ...["imageCountMoreThan", "sinceImagePulled", "sinceImagePushed", "sinceImageTransitioned"],
  ]);
  expect(written(rules.map(({ action }) => action.type))).toEqual(["expire", "transition"]);
  for (const key of ["rulePriority", ...rules.flatMap(({ selection }) => Object.keys(selection))]) {
    expect(file("README.md")).toContain(key);
  }
});
