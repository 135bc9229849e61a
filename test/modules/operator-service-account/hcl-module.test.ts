import { moduleTrees } from "../../../src/cli/generate/module-trees";
import { ROLE_ARN_ANNOTATION } from "../../../src/domain/operator/instructions";
import { parseHcl } from "../../support/hcl/parse-hcl";

const tree = moduleTrees().get("operator-service-account") ?? new Map<string, string>();
const file = (path: string): string => tree.get(path) ?? `no ${path}`;

type Blocks = Readonly<Record<string, readonly [Readonly<Record<string, unknown>>]>>;

test("every file can be parsed without the provider", async () => {
  const texts = [...tree].filter(([path]) => /\.(tf|hcl)$/.test(path));
  expect(texts.map(([path]) => path)).toEqual(
    expect.arrayContaining(["main.tf", "variables.tf", "outputs.tf", "versions.tf", "tests/refused.tftest.hcl"]),
  );
  for (const [, text] of texts) expect(Object.keys((await parseHcl(text)) as object)).not.toEqual([]);
});

test("the module has version ranges, but no provider block and no backend", async () => {
  const texts = [...tree].filter(([path]) => /^\w+\.tf$/.test(path)).map(([, text]) => text);
  const document = await parseHcl(texts.join("\n"));
  expect(Object.keys(document as object).sort()).toEqual(["locals", "output", "resource", "terraform", "variable"]);
  expect(file("versions.tf")).toContain('source  = "hashicorp/kubernetes"\n      version = ">= 2.38"');
});

test("changes to the Deployment depend on the annotation and have their own field managers", () => {
  const waiting = "depends_on = [kubernetes_annotations.this, kubernetes_service_account_v1.this]";
  expect(file("main.tf").split(waiting)).toHaveLength(3);
  const managers = [...file("main.tf").matchAll(/field_manager = (.*)/g)].map(([, manager]) => manager);
  expect(managers).toEqual(["var.field_manager", '"${var.field_manager}-restart"', '"${var.field_manager}-env"']);
});

test("the operator's names are required, because they depend on the installation", async () => {
  const { variable } = (await parseHcl(file("variables.tf"))) as unknown as { readonly variable: Blocks };
  const required = Object.entries(variable).filter(([, [{ default: value }]]) => value === undefined);
  expect(required.map(([name]) => name).sort()).toEqual(["field_manager", "namespace", "role_arn", "service_account"]);
});

test("the README explains when the role takes effect, conflicts of the annotation, and the examples", () => {
  const readme = file("README.md");
  expect(readme).toContain(`The annotation \`${ROLE_ARN_ANNOTATION}\` does not affect running pods`);
  expect(readme).toContain("Field manager conflict");
  expect(readme).toContain("with a kubeconfig whose current context");
  expect(readme).not.toContain("AWS account");
});

test("the README has a row for each input and output", async () => {
  const { variable } = (await parseHcl(file("variables.tf"))) as unknown as { readonly variable: Blocks };
  const { output } = (await parseHcl(file("outputs.tf"))) as unknown as { readonly output: Blocks };
  const names = [...file("README.md").matchAll(/^\| <a name="(?:input|output)_(\w+)"/gm)].map(([, name]) => name);
  expect(names).toEqual(expect.arrayContaining([...Object.keys(variable), ...Object.keys(output)]));
});
