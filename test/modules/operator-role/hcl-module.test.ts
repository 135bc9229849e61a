import { moduleTrees } from "../../../src/cli/generate/module-trees";
import { DELETE_ACTION, DENIED_ACTIONS, KEY_ACTIONS, OPERATOR_ACTIONS } from "../../../src/domain/operator/permissions";
import { OPERATOR_ROLE_DEFAULTS } from "../../../src/domain/operator/role-settings";
import { TRUST_POLICY_QUOTA } from "../../../src/domain/iam/role-limits";
import { parseHcl } from "../../support/hcl/parse-hcl";

const tree = moduleTrees().get("operator-role") ?? new Map<string, string>();
const file = (path: string): string => tree.get(path) ?? `no ${path}`;

type Blocks = Readonly<Record<string, readonly [Readonly<Record<string, unknown>>]>>;
const read = async (path: string): Promise<Record<"variable" | "output", Blocks>> =>
  (await parseHcl(file(path))) as unknown as Record<"variable" | "output", Blocks>;

test("the module has version ranges, but no provider block and no backend", async () => {
  const texts = [...tree].filter(([path]) => /^\w+\.tf$/.test(path)).map(([, text]) => text);
  const document = await parseHcl(texts.join("\n"));
  const kinds = ["data", "locals", "output", "resource", "terraform", "variable"];
  expect(Object.keys(document as object).sort()).toEqual(kinds);
  expect(file("versions.tf")).toContain('version = ">= 5.100"');
  expect(file("versions.tf")).not.toContain("backend");
});

test("no policy is a data source, because mocks of data sources are empty", () => {
  expect(file("main.tf")).not.toContain("aws_iam_policy_document");
});

test("the number of resources does not depend on values from AWS", () => {
  const policies = "  count = var.create ? length(local.policies) : 0";
  expect(file("main.tf").match(/^ {2}count = .*$/gm)).toEqual(["  count = var.create ? 1 : 0", policies, policies]);
  const [, deciding = ""] = /^ {2}(arn_sizes [^]*?)^ {2}repository_statements /m.exec(file("main.tf")) ?? [];
  expect(deciding).toContain("fits_one_policy");
  expect(deciding).not.toMatch(/data\.|_arns\b(?!\))/);
});

test("the actions equal those of the construct", () => {
  const listed = (actions: readonly string[]): string => actions.map((action) => `"${action}"`).join(", ");
  const text = file("main.tf")
    .replaceAll(/\s+/g, " ")
    .replaceAll(", ]", "]")
    .replaceAll("[ ", "[")
    .replaceAll(" ]", "]");
  for (const actions of [OPERATOR_ACTIONS, DENIED_ACTIONS, KEY_ACTIONS]) expect(text).toContain(`[${listed(actions)}]`);
  expect(text).toContain(`var.allow_delete ? ["${DELETE_ACTION}"] : []`);
});

test("every variable has a description and a type, and the required variables have no default", async () => {
  const { variable } = await read("variables.tf");
  for (const [{ description, type }] of Object.values(variable)) {
    expect(description).toMatch(/^[A-Z].*\.$/);
    expect(type).not.toContain("any");
  }
  const required = Object.entries(variable).filter(([, [{ default: value }]]) => value === undefined);
  expect(required.map(([name]) => name).sort()).toEqual(["clusters", "manages", "name", "service_accounts"]);
});

test("defaults equal those of the construct", async () => {
  const { variable } = await read("variables.tf");
  expect(variable["path"]?.[0]["default"]).toBe(OPERATOR_ROLE_DEFAULTS.path);
  expect(variable["description"]?.[0]["default"]).toBe(OPERATOR_ROLE_DEFAULTS.description);
  expect(variable["max_session_duration"]?.[0]["default"]).toBe(OPERATOR_ROLE_DEFAULTS.maxSessionDuration);
  expect(variable["allow_delete"]?.[0]["default"]).toBe(OPERATOR_ROLE_DEFAULTS.allowDelete);
  expect(variable["trust_policy_quota"]?.[0]["default"]).toBe(TRUST_POLICY_QUOTA.characters);
});

test("the README has a row for each input and output, and a usage example", async () => {
  const { variable } = await read("variables.tf");
  const { output } = await read("outputs.tf");
  const names = [...file("README.md").matchAll(/^\| <a name="(?:input|output)_(\w+)"/gm)].map(([, name]) => name);
  expect(names).toEqual(expect.arrayContaining([...Object.keys(variable), ...Object.keys(output)]));
  const usage = /```hcl\n([^]*?)```/.exec(file("README.md"))?.[1] ?? "";
  expect(await parseHcl(usage)).toMatchObject({ module: { operator_role: [{ name: "infra-operator-ecr-role" }] } });
});

test("the README explains providers, deletion and limits", () => {
  expect(file("README.md")).toContain("The module has no `provider` block");
  expect(file("README.md")).toContain("The role does not have `prevent_destroy`");
  expect(file("README.md")).toContain(
    "A managed policy can have at most 6144 characters. Up to about 40 entries in `manages` fit in one",
  );
});
