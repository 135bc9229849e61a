import { App, TerraformStack } from "cdktf";
import { type Environment } from "../../../model/environment";
import { stackKinds, type StackKind } from "../../../model/stack-kinds";
import { printFiles, type PrintedBlock, type Section } from "../../../hcl/print-files";
import { addStacks } from "../../../../stacks/add-stacks";
import { GENERATED_BY, type Tree } from "../../support/tree";
import { workspacesDocument, type WorkspaceStack } from "./document";

const SECTIONS: readonly Section[] = [
  { file: "versions.tf", matches: ({ name }) => name === "terraform" },
  { file: "providers.tf", matches: ({ name }) => name === "provider" },
  { file: "variables.tf", matches: ({ name }) => name === "variable" },
  { file: "outputs.tf", matches: ({ name }) => name === "output" },
  { file: "workspaces.tf", matches: () => true },
];

const COMMENTS: Readonly<Record<string, string>> = {
  "tfe_workspace.this":
    "No stack reads another stack's state, so no workspace shares its state. Trigger patterns instead of prefixes, because the\n" +
    "prefix cluster would also match cluster-blue. The provider accepts only one of the two.",
  "tfe_run_trigger.this":
    "Each apply in the source also starts a run in the workspace: ECR rejects a policy that names a role that does not exist yet, and\n" +
    "a ServiceAccount's role must exist before its pods start.",
  "tfe_variable.aws_provider_auth":
    "Dynamic credentials, so that no key is stored. For the trust policy of the role, see docs/terraform-cloud.md.",
};

/**
 * The Terraform configuration of an environment's workspaces in Terraform Cloud.
 * @param source the environment's folder, relative to the project
 */
export function workspacesTree(environment: Environment, source = `environments/${environment.name}`): Tree {
  return printFiles(workspacesDocument(environment, stacksOf(environment)), {
    sections: SECTIONS,
    comment: ({ address }: PrintedBlock) => COMMENTS[address],
    header: `${GENERATED_BY} from ${source}; edit there, not here.`,
  });
}

/** The stacks sorted by name, each with the stacks that cdktf deploys before it. */
function stacksOf(environment: Environment): WorkspaceStack[] {
  const app = new App();
  addStacks(app, { environment, projectFolder: "." });
  const prefix = `${environment.name}-`.length;
  const kinds = new Set<string>(stackKinds(environment));
  const kindOf = ({ node }: TerraformStack): StackKind[] => {
    const kind = node.id.slice(prefix);
    return kinds.has(kind) ? [kind as StackKind] : [];
  };
  const stacks = app.node.children.filter((child): child is TerraformStack => TerraformStack.isStack(child));
  return stacks
    .flatMap((stack) => kindOf(stack).map((kind) => ({ kind, after: stack.dependencies.flatMap(kindOf) })))
    .sort((left, right) => (left.kind < right.kind ? -1 : 1));
}
