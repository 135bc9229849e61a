import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { type JsonObject } from "../../../hcl/value";
import { type Environment } from "../../../model/environment";
import { addStacks } from "../../../../stacks/add-stacks";

export interface SynthesizedJson {
  readonly stack: TerraformStack;
  readonly json: JsonObject;
}

/**
 * Synthesizes the stacks of an environment, as `cdktf synth` does.
 * @param projectFolder path of the project's folder, relative to the folder in which Terraform runs a stack
 */
export function synthesizedStacks(environment: Environment, projectFolder: string): SynthesizedJson[] {
  const outdir = mkdtempSync(join(tmpdir(), "cdktf-ecr-synth-"));
  try {
    // cdktf would run `terraform version` twice for each import and guard, and the JSON does not depend on it.
    const app = new App({ outdir, skipValidation: true });
    addStacks(app, { environment, projectFolder });
    app.synth();
    return app.node.children
      .filter((child) => TerraformStack.isStack(child))
      .map((stack) => {
        const text = readFileSync(join(outdir, "stacks", stack.node.id, "cdk.tf.json"), "utf8");
        return { stack, json: JSON.parse(text) as JsonObject };
      });
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
