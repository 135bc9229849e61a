import { rmSync } from "node:fs";
import { Workspace } from "./workspace";

const SOURCES = ["main.ts", "cdktf.json", "package.json", "tsconfig.json", "src", "modules", "stacks"];

/** A resource's planned change, as `terraform show -json` has it. */
export interface PlannedChange {
  readonly address: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Record<string, unknown> | null;
    readonly after: Record<string, unknown> | null;
  };
}

/** The project with environments of a test's own, deployed by the real cdktf CLI. */
export class Project {
  readonly workspace: Workspace;

  /** @param environments texts by path below `environments/` */
  constructor(
    environments: Readonly<Record<string, string>>,
    private readonly env: NodeJS.ProcessEnv,
  ) {
    this.workspace = new Workspace().copy(...SOURCES);
    for (const [name, text] of Object.entries(environments)) this.write(name, text);
  }

  write(name: string, text: string): void {
    this.workspace.write(`environments/${name}`, text);
  }

  /** Removes an environment. */
  remove(environment: string): void {
    rmSync(this.workspace.path("environments", environment), { recursive: true });
  }

  /** Runs a command of cdktf; its output, without the spinner's redrawings. */
  async cdktf(...args: readonly string[]): Promise<string> {
    return this.workspace.cdktf(args, this.env);
  }

  async deploy(...stacks: readonly string[]): Promise<string> {
    return this.cdktf("deploy", ...stacks, "--auto-approve", "--skip-provider-lock");
  }

  async destroy(...stacks: readonly string[]): Promise<string> {
    return this.cdktf("destroy", ...stacks, "--auto-approve", "--skip-provider-lock");
  }

  /** Synthesizes and plans one stack with Terraform; what it would change, nothing left out but reads. */
  async plan(stack: string): Promise<PlannedChange[]> {
    // What cdktf runs to synthesize, without the seconds that its start takes.
    await this.workspace.node(["-r", "tsx/cjs", "main.ts"], this.env);
    const folder = `cdktf.out/stacks/${stack}`;
    await this.workspace.terraform(["init", "-input=false", "-no-color"], this.env, folder);
    await this.workspace.terraform(["plan", "-input=false", "-no-color", "-out=test.plan"], this.env, folder);
    const shown = await this.workspace.terraform(["show", "-json", "test.plan"], this.env, folder);
    const plan = JSON.parse(shown) as { resource_changes?: PlannedChange[] };
    return (plan.resource_changes ?? []).filter(({ change }) => !["no-op", "read"].includes(change.actions.join()));
  }

  /**
   * What Terraform itself says about destroying a stack that was synthesized before: cdktf loses the last lines of a
   * Terraform that fails when the machine is busy, and those are the reason.
   * @throws Error with its output when it refuses
   */
  async planDestroy(stack: string): Promise<string> {
    const folder = `cdktf.out/stacks/${stack}`;
    return this.workspace.terraform(["plan", "-destroy", "-input=false", "-no-color"], this.env, folder);
  }

  dispose(): void {
    this.workspace.dispose();
  }
}
