import { type Environment } from "../../../model/environment";
import { backendArguments } from "../../../model/backend-arguments";
import { type StackKind } from "../../../model/stack-kinds";
import { type JsonObject } from "../../../hcl/value";
import { seenFromStack } from "../../../../stacks/project-path";
import { REQUIRED_TERRAFORM } from "../../../../stacks/versions";
import { workspaceVariables } from "./variables";

export interface WorkspaceStack {
  readonly kind: StackKind;
  /** Stacks whose apply triggers a run of this one. */
  readonly after: readonly StackKind[];
}

/** Path from `terraform/workspaces/<environment>` to the project. */
const PROJECT_FOLDER = "../../..";

/** Replaces `{stack}` in the key of the state of the workspaces themselves. */
const OWN_STACK = "workspaces";

const TFE = { source: "hashicorp/tfe", version: ">= 0.60, < 1.0" } as const;

/**
 * Terraform JSON of the workspaces that run an environment's checked-in stacks from version control.
 * @param stacks sorted by name
 * @throws Error when all stacks have the same state
 * @see https://registry.terraform.io/providers/hashicorp/tfe/latest/docs/resources/workspace
 */
export function workspacesDocument(environment: Environment, stacks: readonly WorkspaceStack[]): JsonObject {
  const { state, name } = environment;
  const kinds = stacks.map(({ kind }) => kind);
  const hostname = state.kind === "cloud" ? state.hostname : undefined;
  const runAfter = Object.fromEntries(
    stacks.flatMap(({ kind, after }) =>
      after.map((source) => [triggerName(kind, source), { workspace: kind, source }]),
    ),
  );
  const hasTriggers = Object.keys(runAfter).length > 0;
  return {
    terraform: { required_version: REQUIRED_TERRAFORM, required_providers: { tfe: TFE }, ...ownState(environment) },
    provider: { tfe: [{ ...(hostname === undefined ? {} : { hostname }), organization: "${var.organization}" }] },
    variable: workspaceVariables(environment, kinds),
    locals: { stacks: kinds, ...(hasTriggers ? { run_triggers: runAfter } : {}) },
    data: {
      tfe_project: { this: { count: "${var.project == null ? 0 : 1}", name: "${var.project}" } },
    },
    resource: {
      tfe_workspace: { this: workspace(name) },
      tfe_variable: {
        aws_provider_auth: runVariable("TFC_AWS_PROVIDER_AUTH", "true", "Sign in to AWS with OIDC."),
        aws_run_role_arn: runVariable("TFC_AWS_RUN_ROLE_ARN", "${each.value}", "Role that the runs assume."),
      },
      ...(hasTriggers ? { tfe_run_trigger: { this: RUN_TRIGGER } } : {}),
    },
    output: {
      workspace_urls: {
        description: "URL of each workspace, by stack.",
        value: "${{ for stack, workspace in tfe_workspace.this : stack => workspace.html_url }}",
      },
    },
  };
}

function workspace(environment: string): JsonObject {
  const folder = `terraform/environments/${environment}/\${each.key}`;
  return {
    for_each: "${toset(local.stacks)}",
    name: `${environment}-\${each.key}`,
    description: `The checked-in stack ${environment}-\${each.key}.`,
    project_id: "${one(data.tfe_project.this[*].id)}",
    terraform_version: "${var.terraform_version}",
    working_directory: folder,
    trigger_patterns: [`${folder}/**/*`],
    auto_apply: "${var.auto_apply}",
    assessments_enabled: "${var.assessments_enabled}",
    vcs_repo: [
      {
        identifier: "${var.vcs_repository}",
        branch: "${var.vcs_branch}",
        oauth_token_id: "${var.oauth_token_id}",
        github_app_installation_id: "${var.github_app_installation_id}",
      },
    ],
  };
}

function runVariable(key: string, value: string, description: string): JsonObject {
  return {
    for_each: "${var.aws_run_role_arns}",
    workspace_id: "${tfe_workspace.this[each.key].id}",
    category: "env",
    key,
    value,
    description,
  };
}

const RUN_TRIGGER: JsonObject = {
  for_each: "${local.run_triggers}",
  workspace_id: "${tfe_workspace.this[each.value.workspace].id}",
  sourceable_id: "${tfe_workspace.this[each.value.source].id}",
};

function triggerName(kind: StackKind, source: StackKind): string {
  return `${kind}_after_${source}`;
}

/** The state of the workspaces themselves, next to the states of the stacks. */
function ownState({ state, project, name }: Environment): JsonObject {
  if (state.kind === "cloud") {
    const { organization, hostname } = state;
    const workspaces = {
      name: `${name}-${OWN_STACK}`,
      ...(state.project === undefined ? {} : { project: state.project }),
    };
    return { cloud: [{ organization, ...(hostname === undefined ? {} : { hostname }), workspaces: [workspaces] }] };
  }
  const settings = backendArguments(state.settings, { project, environment: name, stack: OWN_STACK });
  const registry = backendArguments(state.settings, { project, environment: name, stack: "registry" });
  if (JSON.stringify(settings) === JSON.stringify(registry)) {
    throw new Error(
      `${name}: state.${state.name}: expected {stack} in the path or key, found the same path or key for all stacks. The workspaces would overwrite each other's state. Add {stack} to the path or key.`,
    );
  }
  const path = settings["path"];
  const isFile = state.name === "local" && typeof path === "string";
  return {
    backend: { [state.name]: [isFile ? { ...settings, path: seenFromStack(path, PROJECT_FOLDER) } : settings] },
  };
}
