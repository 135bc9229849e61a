import path from "node:path";
import { App, TerraformStack } from "cdktf";
import { readEnvironments } from "../../src/config/read-environments";
import { type Environment } from "../../src/model/environment";
import { seedEmulator } from "../../src/emulator/seed";
import { printHcl } from "../../src/hcl/print-files";
import { elementShapes } from "../../src/hcl/element-shapes";
import { terraformShape } from "../../src/hcl/grammar";
import { type JsonObject } from "../../src/hcl/value";
import { addStacks } from "../../stacks/add-stacks";
import { registrySettings } from "../support/registry-settings";
import { sharedEmulator } from "../support/e2e/emulator";
import { Workspace } from "../support/e2e/workspace";

const BUCKET = "hcl-plan-test-state";

const local = readEnvironments(path.resolve(__dirname, "../..")).find(({ name }) => name === "local")?.environment;
if (local === undefined) throw new Error("the environment local is broken");
const emulator = sharedEmulator(local.location.region);
const workspace = new Workspace().keepProvider();
const stacks = ["local-registry", "local-access"];

/** What `terraform show -json` tells of a plan that does not depend on the syntax. */
interface Plan {
  readonly planned_values: unknown;
  readonly resource_changes: unknown;
  readonly output_changes: unknown;
  readonly configuration: { readonly provider_config: Record<string, unknown> };
}

beforeAll(async () => {
  await seedEmulator(emulator.config, { stateBucket: BUCKET, eksClusters: ["local"] });
  // Planned only: the emulator has no cache of other registries.
  const environment = { ...local, registry: registrySettings(local.location) };
  for (const { stack, text } of synthesize(environment)) {
    const { id } = stack.node;
    workspace.write(`json/${id}/cdk.tf.json`, text);
    const shape = terraformShape(elementShapes(stack));
    workspace.write(`hcl/${id}/main.tf`, printHcl(JSON.parse(text) as JsonObject, { shape }));
  }
  for (const { stack, text } of synthesize({ ...environment, lifecyclePolicies: {} })) {
    workspace.write(`inline/${stack.node.id}/cdk.tf.json`, text);
  }
});

/** The stacks of an environment with their JSON, in which the state is in the test's bucket. */
function synthesize(environment: Environment): { stack: TerraformStack; text: string }[] {
  const app = new App({ outdir: workspace.path("cdktf.out") });
  addStacks(app, { environment, projectFolder: "../../.." });
  app.synth();
  const stacks = app.node.children.filter((child) => TerraformStack.isStack(child));
  return stacks.map((stack) => {
    const text = workspace.read(`cdktf.out/stacks/${stack.node.id}/cdk.tf.json`);
    return { stack, text: text.replaceAll('"cdktf-ecr-local-state"', `"${BUCKET}"`) };
  });
}

afterAll(() => {
  workspace.dispose();
});

const plans = new Map<string, Promise<Plan>>();

/** The plan of a folder, which is made once. */
function plan(folder: string): Promise<Plan> {
  const made = plans.get(folder) ?? makePlan(folder);
  plans.set(folder, made);
  return made;
}

async function makePlan(folder: string): Promise<Plan> {
  await workspace.terraform(["init", "-input=false", "-no-color"], emulator.env, folder);
  await workspace.terraform(["plan", "-input=false", "-no-color", "-out=test.plan"], emulator.env, folder);
  return JSON.parse(await workspace.terraform(["show", "-json", "test.plan"], emulator.env, folder)) as Plan;
}

/** The backend as `terraform init` has understood it. */
function backendOf(folder: string): unknown {
  return (JSON.parse(workspace.read(`${folder}/.terraform/terraform.tfstate`)) as { backend: unknown }).backend;
}

describe.each(stacks)("%s plans the same from its HCL as from its JSON", (stack) => {
  let fromJson: Plan;
  let fromHcl: Plan;

  beforeAll(async () => {
    fromJson = await plan(`json/${stack}`);
    fromHcl = await plan(`hcl/${stack}`);
  });

  test("the planned resources and outputs", () => {
    expect(fromHcl.resource_changes).toContainEqual(expect.objectContaining({ type: expect.stringMatching(/^aws_/) }));
    expect(fromHcl.planned_values).toEqual(fromJson.planned_values);
    expect(fromHcl.resource_changes).toEqual(fromJson.resource_changes);
    expect(fromHcl.output_changes).toEqual(fromJson.output_changes);
  });

  test("the configuration of the providers", () => {
    // The guards are of Terraform's own provider.
    const names = stack === "local-registry" ? ["aws", "terraform"] : ["aws"];
    expect(Object.keys(fromHcl.configuration.provider_config)).toEqual(names);
    expect(fromHcl.configuration.provider_config).toEqual(fromJson.configuration.provider_config);
  });

  test("the backend", () => {
    expect(backendOf(`hcl/${stack}`)).toEqual(backendOf(`json/${stack}`));
    expect(backendOf(`hcl/${stack}`)).toMatchObject({ type: "s3", config: { bucket: BUCKET, use_lockfile: true } });
  });
});

test("a lifecycle policy that repositories refer to is planned as one that is written in full", async () => {
  expect(workspace.read("json/local-registry/cdk.tf.json")).toContain("${local.lifecycle_policies.");
  expect(workspace.read("inline/local-registry/cdk.tf.json")).not.toContain("lifecycle_policies");
  const named = await plan("json/local-registry");
  const inline = await plan("inline/local-registry");
  expect(named.planned_values).toEqual(inline.planned_values);
  expect(named.resource_changes).toEqual(inline.resource_changes);
});
