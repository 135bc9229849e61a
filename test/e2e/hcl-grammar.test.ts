import { printHcl } from "../../src/hcl/print-files";
import { type JsonObject } from "../../src/hcl/value";
import { mirrorVariables } from "../support/e2e/emulator";
import { Workspace } from "../support/e2e/workspace";

/** All of Terraform's grammar that works without a provider to install, with text in which `${` means nothing or much. */
const DOCUMENT: JsonObject = {
  "//": { metadata: { version: "0.0.0" } },
  terraform: { required_version: ">= 1.9", backend: { local: { path: "state/${literal}.tfstate" } } },
  variable: {
    on: { type: "bool", default: false, description: "Literal ${text} and %{if}" },
    none: { type: "string", default: null },
    zero: { type: "number", default: 0, nullable: false },
    empty: { type: "string", default: "" },
    literal: { default: "${not.a.reference} %{ nor a directive }" },
    exact: {
      type: "object({ name = string, sizes = optional(list(number), []) })",
      default: { name: 'say "hi"\\ \n\té ${x}', sizes: [] },
      validation: [{ condition: "${length(var.exact.name) > 0}", error_message: "Not ${var.exact.name}: too short." }],
    },
  },
  locals: {
    off: false,
    zero: 0,
    empty: "",
    none: null,
    list: [],
    map: {},
    json: '{"a":"b"}',
    text: "a\n  b\n\nc $${d}\n",
  },
  resource: {
    terraform_data: {
      first: {
        input: {
          "odd key": "100%",
          "a/b": "${var.literal}",
          "${var.empty}k": "%{ if var.on }on%{ else }off%{ endif }",
          number: 1.5,
          list: ["${local.text}", "x${1 + 1}y", null],
          "${local.json}": "$${escaped} %%{escaped} $$${dollars}",
        },
        lifecycle: {
          create_before_destroy: true,
          ignore_changes: ["triggers_replace"],
          precondition: [{ condition: "${!var.on}", error_message: "on" }],
          postcondition: [{ condition: "${self.input != null}", error_message: "It is ${self.id}." }],
        },
      },
      second: {
        for_each: '${toset(["a", "b"])}',
        input: '${jsonencode({"Key" = each.key, "odd key" = [1, true, null]})}',
        depends_on: ["terraform_data.first"],
        lifecycle: { replace_triggered_by: ["terraform_data.first.output"], ignore_changes: "all" },
        provisioner: [{ "local-exec": { command: "true", when: "create", on_failure: "continue" } }],
      },
      new_name: { count: 0 },
      imported: { input: null },
    },
  },
  module: { child: { source: "./child", text: "${local.text}", depends_on: ["terraform_data.first"] } },
  output: {
    text: { value: "${local.text}", description: "Literal ${text}." },
    falsy: { value: [false, 0, "", null, [], {}], sensitive: false },
    literal: {
      value: "${var.literal}",
      precondition: [{ condition: "${!var.on}", error_message: "never" }],
      depends_on: ["module.child"],
    },
  },
  moved: [{ from: "terraform_data.old_name", to: "terraform_data.new_name" }],
  import: [{ to: "terraform_data.imported", id: "some-id" }],
  removed: [{ from: "terraform_data.gone", lifecycle: { destroy: false } }],
  check: { sound: { assert: [{ condition: "${var.zero == 0}", error_message: "Not ${var.zero}." }] } },
};

const CHILD = 'variable "text" { type = string }\noutput "text" { value = var.text }\n';

const workspace = new Workspace({
  "json/main.tf.json": JSON.stringify(DOCUMENT),
  "json/child/main.tf": CHILD,
  "hcl/main.tf": printHcl(DOCUMENT),
  "hcl/child/main.tf": CHILD,
});
const env = { ...process.env, ...mirrorVariables(), CHECKPOINT_DISABLE: "1" };

afterAll(() => {
  workspace.dispose();
});

async function plan(folder: string) {
  await workspace.terraform(["init", "-input=false", "-no-color"], env, folder);
  const output = await workspace.terraform(["plan", "-input=false", "-no-color", "-out=test.plan"], env, folder);
  const shown = JSON.parse(await workspace.terraform(["show", "-json", "test.plan"], env, folder)) as JsonObject;
  const { backend } = JSON.parse(workspace.read(`${folder}/.terraform/terraform.tfstate`)) as { backend: unknown };
  const { planned_values, resource_changes, output_changes, checks, variables } = shown;
  return { output, backend, plan: { planned_values, resource_changes, output_changes, checks, variables } };
}

test("all of Terraform's grammar plans the same from HCL as from JSON, without a warning more", async () => {
  const fromJson = await plan("json");
  const fromHcl = await plan("hcl");
  expect(fromHcl.plan).toEqual(fromJson.plan);
  expect(fromHcl.backend).toEqual(fromJson.backend);
  expect(fromHcl.output).toContain("1 to import, 3 to add");
  expect(fromHcl.output).not.toContain("Quoted references are deprecated");
});
