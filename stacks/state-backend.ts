import { CloudBackend, NamedCloudWorkspace, TerraformBackend, type TerraformRemoteState } from "cdktf";
import { type Construct } from "constructs";
import { type BackendArguments, type Environment } from "../src/model/environment";
import { backendArguments } from "../src/model/backend-arguments";
import { type StackKind } from "../src/model/stack-kinds";
import { seenFromStack } from "./project-path";

/**
 * Any of Terraform's backends, by its name and its own arguments. cdktf's typed ones lack what newer Terraforms have
 * (`use_lockfile`), and its local one writes an absolute path of the machine.
 */
class StateBackend extends TerraformBackend {
  constructor(
    scope: Construct,
    name: string,
    private readonly settings: BackendArguments,
  ) {
    super(scope, "backend", name);
  }

  protected override synthesizeAttributes(): BackendArguments {
    return this.settings;
  }

  /** @throws Error always: ARNs are computed, so that no stack needs another's state */
  override getRemoteStateDataSource(scope: Construct, name: string, fromStack: string): TerraformRemoteState {
    throw new Error(
      `[${scope.node.path}] reads ${name} from the state of ${fromStack}; pass the value to the stack instead`,
    );
  }
}

/**
 * Gives a stack the state that its environment asks for.
 * @param projectFolder the project's folder, seen from where Terraform runs the stack: local states are written relative to it
 */
export function addStateBackend(
  stack: Construct,
  environment: Environment,
  kind: StackKind,
  projectFolder: string,
): void {
  const { state, project, name } = environment;
  if (state.kind === "cloud") {
    new CloudBackend(stack, {
      organization: state.organization,
      hostname: state.hostname,
      workspaces: new NamedCloudWorkspace(`${name}-${kind}`, state.project),
    });
    return;
  }
  const settings = backendArguments(state.settings, { project, environment: name, stack: kind });
  const path = settings["path"];
  const isFile = state.name === "local" && typeof path === "string";
  new StateBackend(stack, state.name, isFile ? { ...settings, path: seenFromStack(path, projectFolder) } : settings);
}
