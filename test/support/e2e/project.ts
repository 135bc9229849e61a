import { rmSync } from "node:fs";
import { Workspace } from "./workspace";

const APP = ["main.ts", "cdktf.json", "package.json", "tsconfig.json"];

/** A resource's planned change, as `terraform show -json` has it. */
export interface PlannedChange {
  readonly address: string;
  readonly previous_address?: string;
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
    const workspace = new Workspace().copy(...APP).link("src", "modules", "stacks");
    // cdktf starts compiled code in half of the time.
    workspace.write("cdktf.json", workspace.read("cdktf.json").replace("-r tsx/cjs main.ts", workspace.writeMain()));
    this.workspace = workspace;
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

  async deploy(...words: readonly string[]): Promise<string> {
    return this.cdktf("deploy", ...words, "--auto-approve", "--skip-provider-lock");
  }

  async destroy(...stacks: readonly string[]): Promise<string> {
    return this.cdktf("destroy", ...stacks, "--auto-approve", "--skip-provider-lock");
  }

  /** Synthesizes all stacks. */
  async synthesize(): Promise<void> {
    await this.workspace.synthesize(this.env);
  }

  /** Runs a Terraform command for a stack that was synthesized. */
  async terraform(stack: string, command: string, ...args: readonly string[]): Promise<string> {
    const input = ["show", "output"].includes(command) ? [] : ["-input=false"];
    const words = [command, ...input, "-no-color", ...args];
    return this.workspace.terraform(words, this.env, `cdktf.out/stacks/${stack}`);
  }

  /** Synthesizes and plans one stack with Terraform; what it would change, nothing left out but reads. */
  async plan(stack: string): Promise<PlannedChange[]> {
    await this.synthesize();
    await this.terraform(stack, "init");
    return this.plannedChanges(stack);
  }

  /** Plans a stack that was synthesized and initialized; what it would change, nothing left out but reads. */
  async plannedChanges(stack: string): Promise<PlannedChange[]> {
    await this.terraform(stack, "plan", "-out=test.plan");
    const plan = JSON.parse(await this.terraform(stack, "show", "-json", "test.plan")) as {
      resource_changes?: PlannedChange[];
    };
    return (plan.resource_changes ?? []).filter(({ change }) => !["no-op", "read"].includes(change.actions.join()));
  }

  dispose(): void {
    this.workspace.dispose();
  }
}
