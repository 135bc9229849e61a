import { App, TerraformStack } from "cdktf";
import { type Environment } from "../../../model/environment";
import { stackKinds, type StackKind } from "../../../model/stack-kinds";
import { printFiles, type PrintedFile, type Section } from "../../../hcl/files";
import { addStacks } from "../../../../stacks/add-stacks";
import { GENERATED_BY, type Tree } from "../tree";
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
    "No stack reads another's state, so no workspace shares its own. Trigger patterns rather than prefixes, of which the\n" +
    "provider takes one kind only: cluster, as a prefix, would also stand for cluster-blue.",
  "tfe_run_trigger.this":
    "After each apply of the source the workspace runs too: ECR refuses a policy that names a role before the role is\n" +
    "there, and a ServiceAccount's role is to be there before its pods start.",
  "tfe_variable.aws_provider_auth":
    "Dynamic credentials: no key is kept anywhere. docs/terraform-cloud.md has the role's trust policy.",
};

/** Terraform for the workspaces of an environment in Terraform Cloud: texts by file. */
export function workspacesTree(environment: Environment): Tree {
  return printFiles(workspacesDocument(environment, stacksOf(environment)), {
    sections: SECTIONS,
    comment: ({ address }: PrintedFile) => COMMENTS[address],
    header: `${GENERATED_BY} from environments/${environment.name}; edit there, not here.`,
  });
}

/** The stacks by name, each with those that cdktf deploys before it. */
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
