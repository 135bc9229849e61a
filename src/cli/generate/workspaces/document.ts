import { type Environment } from "../../../model/environment";
import { backendArguments } from "../../../model/backend-arguments";
import { type StackKind } from "../../../model/stack-kinds";
import { type JsonObject } from "../../../hcl/value";
import { seenFromStack } from "../../../../stacks/project-path";
import { REQUIRED_TERRAFORM } from "../../../../stacks/versions";
import { workspaceVariables } from "./variables";

/** A stack that a workspace runs. */
export interface WorkspaceStack {
  readonly kind: StackKind;
  /** Stacks whose applies are followed by a run of this one. */
  readonly after: readonly StackKind[];
}

/** The project's folder, seen from `terraform/workspaces/<environment>`. */
const PROJECT_FOLDER = "../../..";

/** What stands for `{stack}` in the key of the state that the workspaces themselves are kept in. */
const OWN_STACK = "workspaces";

const TFE = { source: "hashicorp/tfe", version: ">= 0.60, < 1.0" } as const;

/**
 * Terraform's JSON for the workspaces that run an environment's checked-in stacks from version control.
 * @param stacks in order of their names
 * @throws Error when the environment's state has no place for one more
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
        aws_provider_auth: runVariable("TFC_AWS_PROVIDER_AUTH", "true", "Sign in to AWS by OIDC."),
        aws_run_role_arn: runVariable("TFC_AWS_RUN_ROLE_ARN", "${each.value}", "Role of the runs."),
      },
      ...(hasTriggers ? { tfe_run_trigger: { this: RUN_TRIGGER } } : {}),
    },
    output: {
      workspace_urls: {
        description: "Page of each workspace, by its stack.",
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
    description: `The stack ${environment}-\${each.key}, as it is checked in.`,
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

/** The state of the workspaces themselves: beside those of the environment's stacks. */
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
      `The state of ${name} has the same place for each of its stacks, so that its workspaces would write over it; let it hold {stack}.`,
    );
  }
  const path = settings["path"];
  const isFile = state.name === "local" && typeof path === "string";
  return {
    backend: { [state.name]: [isFile ? { ...settings, path: seenFromStack(path, PROJECT_FOLDER) } : settings] },
  };
}
