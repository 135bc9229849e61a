import { CloudBackend, NamedCloudWorkspace, TerraformBackend, type TerraformRemoteState } from "cdktf";
import { type Construct } from "constructs";
import { type BackendArguments, type Environment } from "../src/model/environment";
import { backendArguments } from "../src/model/backend-arguments";
import { type StackKind } from "../src/model/stack-kinds";
import { seenFromStack } from "./project-path";

/**
 * Any Terraform backend, by name and arguments. The typed backends of cdktf lack newer arguments (`use_lockfile`), and its local
 * backend writes an absolute path.
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

  /** @throws Error always: ARNs are computed, so no stack needs the state of another */
  override getRemoteStateDataSource(scope: Construct, name: string, fromStack: string): TerraformRemoteState {
    throw new Error(
      `[${scope.node.path}] expected a value, found ${name} in the state of ${fromStack}. Pass the value to the stack instead.`,
    );
  }
}

/**
 * Adds the backend that the environment's `state` describes.
 * @param projectFolder path of the project's folder, relative to the folder in which Terraform runs the stack; paths of local
 *   states start there
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
