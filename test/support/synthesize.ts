import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";

/** Blocks of one kind by type and name, as Terraform's JSON has them. */
type Blocks = Record<string, Record<string, Record<string, unknown>>>;

/** A synthesized stack, without cdktf's own notes. */
export interface StackJson {
  readonly terraform: {
    readonly required_version: string;
    readonly required_providers: Record<string, { readonly source: string; readonly version: string }>;
    readonly backend?: Record<string, Record<string, unknown>>;
    readonly cloud?: Record<string, unknown>;
  };
  readonly provider: Record<string, Record<string, unknown>[]>;
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly locals?: Record<string, unknown>;
  readonly output?: Record<string, { readonly value: unknown; readonly description: string }>;
  readonly import?: readonly { readonly to: string; readonly id: string }[];
  readonly moved?: readonly { readonly from: string; readonly to: string }[];
  readonly removed?: readonly { readonly from: string; readonly lifecycle: { readonly destroy: boolean } }[];
}

/**
 * Synthesizes an app as `cdktf synth` does, and reads what it wrote, by stack.
 * @param skipValidation `false` runs cdktf's validations too, which start Terraform twice for each import and guard
 */
export function synthesize(add: (app: App) => unknown, skipValidation = true): Record<string, StackJson> {
  const outdir = mkdtempSync(join(tmpdir(), "cdktf-ecr-synth-"));
  try {
    const app = new App({ outdir, skipValidation });
    add(app);
    app.synth();
    const stacks = app.node.children.filter((child) => TerraformStack.isStack(child));
    return Object.fromEntries(stacks.map(({ node }) => [node.id, readStack(outdir, node.id)]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function readStack(outdir: string, name: string): StackJson {
  const text = readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8");
  return JSON.parse(text, (key, value: unknown) => (key === "//" ? undefined : value)) as StackJson;
}
