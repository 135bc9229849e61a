import { type Environment } from "../../../model/environment";
import { type StackKind } from "../../../model/stack-kinds";
import { type JsonObject } from "../../../hcl/value";
import { REQUIRED_TERRAFORM } from "../../../../stacks/versions";

/** Variables for what an environment does not declare: connections, roles and how runs are applied. */
export function workspaceVariables({ state }: Environment, kinds: readonly StackKind[]): JsonObject {
  const cloud = state.kind === "cloud" ? state : undefined;
  const optional = { type: "string", default: null };
  const listed = kinds.join(", ");
  return {
    organization: {
      description: `Organization of the workspaces.${cloud === undefined ? "" : ` Defaults to \`${cloud.organization}\`.`}`,
      type: "string",
      ...(cloud === undefined ? {} : { default: cloud.organization }),
    },
    project: {
      description: `Terraform Cloud project that contains the workspaces. ${cloud?.project === undefined ? "Defaults to null, the organization's default project" : `Defaults to \`${cloud.project}\``}.`,
      type: "string",
      default: cloud?.project ?? null,
    },
    vcs_repository: {
      description: "Repository with this file, as `<organization>/<repository>`.",
      type: "string",
    },
    vcs_branch: {
      ...optional,
      description:
        "Branch to apply. Pull requests against it get a speculative plan. Defaults to null, the repository's default branch.",
    },
    oauth_token_id: {
      ...optional,
      description:
        "ID (`ot-...`) of the organization's connection to version control. Set either this or `github_app_installation_id`.",
    },
    github_app_installation_id: {
      ...optional,
      description:
        "ID (`ghain-...`) of the installation of Terraform Cloud's GitHub App. Set either this or `oauth_token_id`.",
      validation: [
        {
          condition: "${(var.github_app_installation_id == null) != (var.oauth_token_id == null)}",
          error_message:
            "Expected exactly one of oauth_token_id and github_app_installation_id, found both or neither.",
        },
      ],
    },
    terraform_version: {
      description: `Terraform version for the runs, or a constraint that selects the newest matching version. The stacks require ${REQUIRED_TERRAFORM}. Defaults to \`~> 1.11\`.`,
      type: "string",
      default: "~> 1.11",
    },
    auto_apply: {
      description: "Whether to apply a successful plan without confirmation. Defaults to `false`.",
      type: "bool",
      default: false,
    },
    assessments_enabled: {
      description:
        "Whether Terraform Cloud checks for drift every day. Not available in every edition of Terraform Cloud. Defaults to `false`.",
      type: "bool",
      default: false,
    },
    aws_run_role_arns: {
      description: `ARNs of the roles that runs assume with OIDC, by stack: ${listed}. All other stacks need AWS credentials from a source other than OIDC. Defaults to none.`,
      type: "map(string)",
      default: {},
      validation: [
        {
          condition: `\${alltrue([for stack in keys(var.aws_run_role_arns) : contains(${JSON.stringify(kinds)}, stack)])}`,
          error_message: `Expected only stack names as keys (${listed}), found an unknown key.`,
        },
      ],
    },
  };
}
