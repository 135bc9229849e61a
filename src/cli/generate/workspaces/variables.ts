import { type Environment } from "../../../model/environment";
import { type StackKind } from "../../../model/stack-kinds";
import { type JsonObject } from "../../../hcl/value";
import { REQUIRED_TERRAFORM } from "../../../../stacks/versions";

/** What only whoever has the organization knows: connections, roles, and how careful runs are. */
export function workspaceVariables({ state }: Environment, kinds: readonly StackKind[]): JsonObject {
  const cloud = state.kind === "cloud" ? state : undefined;
  const optional = { type: "string", default: null };
  const listed = kinds.join(", ");
  return {
    organization: {
      description: `Organization that the workspaces belong to.${cloud === undefined ? "" : ` Defaults to \`${cloud.organization}\`.`}`,
      type: "string",
      ...(cloud === undefined ? {} : { default: cloud.organization }),
    },
    project: {
      description: `Name of the project that the workspaces belong to. ${cloud?.project === undefined ? "Null, the default, is the organization's default project" : `Defaults to \`${cloud.project}\``}.`,
      type: "string",
      default: cloud?.project ?? null,
    },
    vcs_repository: {
      description: "The repository that this file is checked in to, as `<organization>/<repository>`.",
      type: "string",
    },
    vcs_branch: {
      ...optional,
      description:
        "Branch that is applied; pull requests to it are planned. Null, the default, is the repository's own default branch.",
    },
    oauth_token_id: {
      ...optional,
      description:
        "Id (`ot-...`) of the organization's connection to the version control system. Either this or `github_app_installation_id`.",
    },
    github_app_installation_id: {
      ...optional,
      description:
        "Id (`ghain-...`) of the installation of Terraform Cloud's GitHub App. Either this or `oauth_token_id`.",
      validation: [
        {
          condition: "${(var.github_app_installation_id == null) != (var.oauth_token_id == null)}",
          error_message:
            "Terraform Cloud reads the repository by one connection: write oauth_token_id or github_app_installation_id, and leave the other out.",
        },
      ],
    },
    terraform_version: {
      description: `Version of Terraform that runs the stacks, or a constraint: the newest that meets it is taken. The stacks need ${REQUIRED_TERRAFORM}. Defaults to \`~> 1.11\`.`,
      type: "string",
      default: "~> 1.11",
    },
    auto_apply: {
      description: "Whether a plan is applied as soon as it has succeeded. Defaults to `false`: somebody confirms it.",
      type: "bool",
      default: false,
    },
    assessments_enabled: {
      description:
        "Whether Terraform Cloud looks for drift every day, which not every plan of its has. Defaults to `false`.",
      type: "bool",
      default: false,
    },
    aws_run_role_arns: {
      description: `ARN of the role that runs assume by OIDC, by stack: ${listed}. Stacks that are left out get their credentials otherwise. Defaults to none.`,
      type: "map(string)",
      default: {},
      validation: [
        {
          condition: `\${alltrue([for stack in keys(var.aws_run_role_arns) : contains(${JSON.stringify(kinds)}, stack)])}`,
          error_message: `A key is the name of no stack; there is ${listed}.`,
        },
      ],
    },
  };
}
