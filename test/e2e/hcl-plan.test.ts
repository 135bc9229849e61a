import path from "node:path";
import { App, TerraformStack } from "cdktf";
import { readEnvironments } from "../../src/config/read-environments";
import { seedEmulator } from "../../src/emulator/seed";
import { printHcl } from "../../src/hcl/files";
import { elementShapes } from "../../src/hcl/element-shapes";
import { terraformShape } from "../../src/hcl/grammar";
import { type JsonObject } from "../../src/hcl/value";
import { addStacks } from "../../stacks/add-stacks";
import { registrySettings } from "../support/registry-settings";
import { sharedEmulator } from "./support/emulator";
import { Workspace } from "./support/workspace";

const BUCKET = "hcl-plan-test-state";

const local = readEnvironments(path.resolve(__dirname, "../..")).find(({ name }) => name === "local")?.environment;
if (local === undefined) throw new Error("the environment local is broken");
const emulator = sharedEmulator(local.location.region);
const workspace = new Workspace();
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
  const app = new App({ outdir: workspace.path("cdktf.out") });
  // Planned only: the emulator has no cache of other registries.
  const registry = registrySettings(local.location);
  addStacks(app, { environment: { ...local, registry }, projectFolder: "../../.." });
  app.synth();
  for (const stack of app.node.children.filter((child) => TerraformStack.isStack(child))) {
    const { id } = stack.node;
    const text = workspace
      .read(`cdktf.out/stacks/${id}/cdk.tf.json`)
      .replaceAll('"cdktf-ecr-local-state"', `"${BUCKET}"`);
    workspace.write(`json/${id}/cdk.tf.json`, text);
    const shape = terraformShape(elementShapes(stack));
    workspace.write(`hcl/${id}/main.tf`, printHcl(JSON.parse(text) as JsonObject, { shape }));
  }
});

afterAll(() => {
  workspace.dispose();
});

async function plan(folder: string): Promise<Plan> {
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
