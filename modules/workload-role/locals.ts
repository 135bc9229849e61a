import { accessPolicy } from "../../src/domain/ci/permissions";
import { type PolicyStatement } from "../../src/domain/iam/policy";
import {
  ec2Service,
  ecsStatement,
  fargateStatement,
  nodesStatement,
  pullElsewhere,
} from "../../src/domain/workloads/policies";
import { DESCRIPTION_STARTS, WORKLOADS } from "../../src/domain/workloads/settings";
import { CURRENT, textByPartition } from "../kit/data-sources";
import { hclTemplate } from "../kit/hcl-expression";
import {
  arnLocals,
  arnsOf,
  distinctEntriesOf,
  irsaLocals,
  irsaTrust,
  podIdentityLocals,
  statementOf,
  statementOn,
  textOrListOf,
} from "../kit/role-locals";

const { account, partition, region } = CURRENT;

/** Whether the role is for a workload, as expressions by the end of its description. */
const CHOSEN = {
  [WORKLOADS.nodes]: "var.nodes",
  [WORKLOADS.fargate]: "length(var.fargate_clusters) > 0",
  [WORKLOADS.ecsTaskExecution]: "var.ecs_task_execution",
  [WORKLOADS.serviceAccount]: "length(var.service_accounts) > 0",
  [WORKLOADS.existing]: "var.attach_to != null",
};

/** The locals of the role, as expressions by name. */
export function workloadTrustLocals(): Record<string, string> {
  const { iam_arn, eks_arn } = arnLocals();
  const { foreign_providers, ...irsa } = irsaLocals();
  const chosen = Object.entries(CHOSEN).map(([text, isChosen]) => `${JSON.stringify(text)} = ${isChosen}`);
  const accountId = `\${${account}}`;
  const nodes = nodesStatement("${service}");
  const fargate = fargateStatement(accountId, textOrListOf("local.fargate_profiles"));
  const ecs = ecsStatement(accountId, "${tasks}");
  return {
    iam_arn,
    eks_arn,
    workload: `join(", ", [for text, chosen in { ${chosen.join(", ")} } : text if chosen])`,
    description: `var.description == null ? join(" ", [var.access == "push" ? "${DESCRIPTION_STARTS.push}" : "${DESCRIPTION_STARTS.pull}", local.workload]) : var.description`,
    ec2_service: textByPartition(ec2Service),
    nodes_trust: `[for service in [local.ec2_service] : ${hclTemplate(nodes)} if var.nodes]`,
    fargate_profiles: '[for name in distinct(var.fargate_clusters) : "${local.eks_arn}:fargateprofile/${name}/*"]',
    fargate_trust: `[for profiles in [local.fargate_profiles] : ${hclTemplate(fargate)} if length(profiles) > 0]`,
    ecs_tasks: `"arn:\${${partition}}:ecs:\${${region}}:\${${account}}:*"`,
    ecs_trust: `[for tasks in [local.ecs_tasks] : ${hclTemplate(ecs)} if var.ecs_task_execution]`,
    ...irsa,
    irsa_trust: irsaTrust("StringEquals", "local.subjects"),
    accounts: "distinct(var.service_accounts)",
    ...podIdentityLocals("local.accounts"),
    trust_policy:
      '{ Version = "2012-10-17", Statement = concat(local.nodes_trust, local.fargate_trust, local.ecs_trust, local.irsa_trust, local.pod_identity_trust) }',
    foreign_providers,
  };
}

/** The locals of the permissions, as expressions by name. */
export function workloadPermissionLocals(): Record<string, string> {
  const { repositories_arn } = arnLocals();
  const everything = accessPolicy("push", {
    location: { account: "", region: "" },
    repositories: [""],
    scannedOnRequest: [],
    pullRepositories: [""],
    importRepositories: [""],
    createRepositories: [""],
  });
  const named = (sid: string): PolicyStatement => statementOf(everything, sid);
  const start = `arn:\${${partition}}:ecr:\${registry.region}:\${registry.account}:repository`;
  return {
    repositories_arn,
    repositories: distinctEntriesOf("var.repositories"),
    repository_arns: arnsOf("local.repositories"),
    listed: 'concat(var.access == "push" ? [] : var.repositories, var.pull_repositories)',
    pulled: distinctEntriesOf("local.listed"),
    pull_arns: arnsOf("local.pulled"),
    imported: distinctEntriesOf("var.import_repositories"),
    import_arns: arnsOf("local.imported"),
    created: distinctEntriesOf("var.create_repositories"),
    create_arns: arnsOf("local.created"),
    other_registries: `[for registry in var.other_registries : merge(registry, { region = coalesce(registry.region, ${region}) })]`,
    other_arns: `distinct(flatten([for registry in local.other_registries : ${arnsOf(distinctEntriesOf("registry.repositories"), start)}]))`,
    own_registries: `[for registry in local.other_registries : registry if registry.account == ${account} && registry.region == ${region}]`,
    statements: `concat(${[
      `[${hclTemplate(named("LogIn"))}]`,
      `[for arns in [local.repository_arns] : ${hclTemplate({ ...named("Push"), Resource: "${arns}" })} if var.access == "push"]`,
      statementOn("pull_arns", named("Pull")),
      statementOn("import_arns", named("ImportUpstream")),
      statementOn("create_arns", named("CreateCached")),
      statementOn("other_arns", pullElsewhere([])),
    ].join(", ")})`,
    policy: 'jsonencode({ Version = "2012-10-17", Statement = local.statements })',
  };
}
