import { moduleTrees } from "../../../src/cli/generate/module-trees";
import { ROLE_ARN_ANNOTATION } from "../../../src/domain/operator/instructions";
import { parseHcl } from "../../hcl/support/parse-hcl";

const tree = moduleTrees().get("operator-service-account") ?? new Map<string, string>();
const file = (path: string): string => tree.get(path) ?? `no ${path}`;

type Blocks = Readonly<Record<string, readonly [Readonly<Record<string, unknown>>]>>;

test("every file can be read without the provider, which few machines have", async () => {
  const texts = [...tree].filter(([path]) => /\.(tf|hcl)$/.test(path));
  expect(texts.map(([path]) => path)).toEqual(
    expect.arrayContaining(["main.tf", "variables.tf", "outputs.tf", "versions.tf", "tests/refused.tftest.hcl"]),
  );
  for (const [, text] of texts) expect(Object.keys((await parseHcl(text)) as object)).not.toEqual([]);
});

test("the module leaves providers and backends to its callers and asks for a range of versions", async () => {
  const texts = [...tree].filter(([path]) => /^\w+\.tf$/.test(path)).map(([, text]) => text);
  const document = await parseHcl(texts.join("\n"));
  expect(Object.keys(document as object).sort()).toEqual(["locals", "output", "resource", "terraform", "variable"]);
  expect(file("versions.tf")).toContain('source  = "hashicorp/kubernetes"\n      version = ">= 2.38, < 4.0"');
});

test("the changes to the Deployment wait for the annotation, under field managers of their own", () => {
  const waiting = "depends_on = [kubernetes_annotations.this, kubernetes_service_account_v1.this]";
  expect(file("main.tf").split(waiting)).toHaveLength(3);
  const managers = [...file("main.tf").matchAll(/field_manager = (.*)/g)].map(([, manager]) => manager);
  expect(managers).toEqual(["var.field_manager", '"${var.field_manager}-restart"', '"${var.field_manager}-env"']);
});

test("names of the operator's parts have to be given, as they depend on how it was installed", async () => {
  const { variable } = (await parseHcl(file("variables.tf"))) as unknown as { readonly variable: Blocks };
  const required = Object.entries(variable).filter(([, [{ default: value }]]) => value === undefined);
  expect(required.map(([name]) => name).sort()).toEqual(["field_manager", "namespace", "role_arn", "service_account"]);
});

test("the README says when the role takes effect, who else may own the annotation, and what to run", () => {
  const readme = file("README.md");
  expect(readme).toContain(`The annotation \`${ROLE_ARN_ANNOTATION}\` does not change running pods`);
  expect(readme).toContain("Field manager conflict");
  expect(readme).toContain("with a kubeconfig whose current context");
  expect(readme).not.toContain("AWS account");
});

test("the README has a row for each input and each output", async () => {
  const { variable } = (await parseHcl(file("variables.tf"))) as unknown as { readonly variable: Blocks };
  const { output } = (await parseHcl(file("outputs.tf"))) as unknown as { readonly output: Blocks };
  const names = [...file("README.md").matchAll(/^\| <a name="(?:input|output)_(\w+)"/gm)].map(([, name]) => name);
  expect(names).toEqual(expect.arrayContaining([...Object.keys(variable), ...Object.keys(output)]));
});
