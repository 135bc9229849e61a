import { writeFileSync } from "node:fs";
import { recordedPlan, recordedProject, recordedText, type RecordedPlan } from "../../support/cli/recorded-plans";
import { type Repository } from "../../support/cli/review";

let project: Repository;

beforeAll(() => {
  project = recordedProject();
  project.write(
    "environments/twin/environment.yaml",
    'account: "123456789012"\nregion: eu-west-1\nstate: { local: {} }\n',
  );
  project.write("environments/twin/repositories/list.yaml", "repositories: [{ repositoryName: other }]\n");
});

afterAll(() => {
  project.remove();
});

/** Why plans were not read. The rest is reviewed. */
async function errorOf(...plans: readonly string[]): Promise<string> {
  const { stdout, exitCode } = await project.run("review", "--base", "HEAD", "-o", "json", "--plan", ...plans);
  expect(exitCode).toBe(2);
  return (JSON.parse(stdout) as { readonly faults: readonly string[] }).faults.join("\n");
}

const FIRST = "Run terraform plan -out=tfplan, then terraform show -json tfplan, and pass its output";
const SHOW = "Run terraform show -json <planfile> and pass its output";
const FOUND = "--plan plan.json: expected a Terraform plan as JSON, found";

test.each<[what: string, content: string | object, message: string]>([
  [
    "a binary plan",
    "PK\u0003\u0004...",
    `${FOUND} a plan file, which only Terraform can read. In the stack's folder, run terraform show -json <planfile> and pass its output`,
  ],
  ["an empty file", "", `${FOUND} nothing. Is the plan file missing? ${FIRST}`],
  [
    "half a plan",
    recordedText("registry.json").slice(0, 5000),
    `${FOUND} invalid or truncated JSON (it ends early). Run terraform show -json <planfile> again, write its output to a new file, and pass the new file`,
  ],
  ["a broken plan", "{,}", `${FOUND} invalid or truncated JSON (line 1, column 2: `],
  [
    "the text of a plan",
    "Terraform used the selected providers to generate",
    `${FOUND} text that is not JSON. ${FIRST}`,
  ],
  [
    "the error of a plan",
    "\nError: Instance cannot be destroyed\n\n  on cdk.tf.json line 3\n",
    `${FOUND} an error from Terraform: Instance cannot be destroyed. Fix the reported problem, and plan again`,
  ],
  [
    "the log of a plan",
    '{"@level":"info","@message":"Plan"}\n{"@level":"info"}\n',
    `${FOUND} the log of terraform plan -json. ${FIRST}`,
  ],
  [
    "a state file",
    { version: 4, terraform_version: "1.11.4", serial: 3, lineage: "a", resources: [] },
    `${FOUND} a state. ${FIRST}`,
  ],
  ["a shown state", { format_version: "1.0", terraform_version: "1.11.4", values: {} }, `${FOUND} a state. ${FIRST}`],
  ["an empty shown state", { format_version: "1.0" }, `${FOUND} an empty state. ${FIRST}`],
  [
    "a configuration",
    { terraform: {}, provider: {}, resource: {} },
    `${FOUND} a synthesized configuration. Initialize its folder. ${FIRST}`,
  ],
  [
    "an error of an API",
    { errors: [{ status: "404" }] },
    `${FOUND} an error from Terraform Cloud's API. Get /api/v2/plans/<id>/json-output-redacted`,
  ],
  [
    "a run of an API",
    { data: { type: "plans" } },
    `${FOUND} a response from Terraform Cloud's API without the plan itself. Get /api/v2/plans/`,
  ],
  ["something else", { hello: 1 }, `${FOUND} {"hello":1}. ${SHOW}`],
  ["a list", "[]", `${FOUND} []. ${SHOW}`],
])("%s is an error that says how to get a plan", async (_, content, message) => {
  project.write("plan.json", content);
  expect(await errorOf("plan.json")).toContain(message);
});

const changed = (change: (plan: RecordedPlan) => void): RecordedPlan => {
  const plan = recordedPlan("registry");
  change(plan);
  return plan;
};
const PLACE = "account 123456789012, eu-west-1";

test.each<[what: string, plan: RecordedPlan, message: string]>([
  [
    "of another format",
    changed((plan) => (plan.format_version = "2.0")),
    'expected a plan in format 1, found format "2.0". Terraform 1.1 and later write format 1. For a newer format, update cdktf-ecr',
  ],
  [
    "that failed",
    changed((plan) => (plan["errored"] = true)),
    "expected a plan that can be applied, found one that failed. Fix the error that terraform plan reports, and plan again",
  ],
  [
    "with -target",
    changed((plan) => (plan["complete"] = false)),
    "expected a complete plan, found one that leaves changes for a later plan. Plan again without -target",
  ],
  [
    "with invalid values",
    changed((plan) => (plan.resource_changes[0] = { address: 1 } as never)),
    "expected a Terraform plan, found an invalid value at resource_changes.0.address",
  ],
  [
    "of another account",
    changed(
      (plan) =>
        (plan["configuration"] = {
          provider_config: {
            aws: {
              name: "aws",
              expressions: {
                region: { constant_value: "eu-west-1" },
                allowed_account_ids: { constant_value: ["999900001111"] },
              },
            },
          },
        }),
    ),
    `expected a plan for rec (${PLACE}) or twin (${PLACE}), found one for account 999900001111, eu-west-1`,
  ],
  [
    "of another configuration",
    changed((plan) => {
      plan.resource_changes = [
        {
          address: "module.a.aws_ecr_repository.this[0]",
          mode: "managed",
          type: "aws_ecr_repository",
          change: { actions: ["create"] },
        },
      ];
      plan["configuration"] = {};
    }),
    "found one that does not share any resource with any of them (it has module.a.aws_ecr_repository.this[0]). If it is a plan for one of these stacks, name the stack: --plan <stack>=<file>",
  ],
])("a plan %s is an error", async (_, plan, message) => {
  project.write("plan.json", plan);
  expect(await errorOf("plan.json")).toContain(message);
});

test("a plan that fits two stacks needs the stack's name, and each stack has one plan", async () => {
  project.write(
    "plan.json",
    changed((plan) => {
      plan.resource_changes = [];
      plan["configuration"] = { root_module: { resources: [{ address: "terraform_data.retained_0" }] } };
    }),
  );
  expect(await errorOf("plan.json")).toBe(
    "--plan plan.json: expected a plan for one stack, found one that may be for twin-registry or rec-registry. Name the stack: --plan twin-registry=<file>",
  );
  expect(await errorOf("registry.json", "rec-registry=registry.json")).toBe(
    "--plan registry.json: expected one plan for rec-registry, found another one in registry.json",
  );
});

test("a plan of another environment in the same registry is not taken for that of the named one", async () => {
  const { stdout } = await project.run("review", "twin", "--base", "HEAD", "--plan", "registry.json");
  expect(stdout).toContain(
    "--plan registry.json: expected a plan for twin-registry, found one that does not share any resource with it",
  );
});

test("a name that is not a stack's, a missing file and a folder are errors", async () => {
  expect(await errorOf("rec-cluster=registry.json", "none.json", "environments")).toBe(
    [
      '--plan registry.json: expected the name of a stack (rec-registry, rec-access, twin-registry), found "rec-cluster"',
      "--plan none.json: the file does not exist. Pass a file with a plan, and name environments before --plan",
      "--plan environments: expected a file with a plan, found a folder",
    ].join("\n"),
  );
});

test("a plan in UTF-16, as Windows PowerShell writes it, is read", async () => {
  const path = project.write("utf16.json", "");
  writeFileSync(
    path,
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(recordedText("registry.json"), "utf16le")]),
  );
  const { stdout, error } = await project.run("review", "rec", "--base", "HEAD", "--plan", "utf16.json");
  expect(error).toBeUndefined();
  expect(stdout).toContain("Plan of rec-registry: 1 to create, 4 to update, as reviewed.");
});
