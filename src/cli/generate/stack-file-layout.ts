import { type PrintedBlock, type Section } from "../../hcl/print-files";
import { CI_PREFIX } from "../../domain/ci/role-names";
import { WORKLOAD_PREFIX } from "../../domain/workloads/settings";
import { PUBLIC_TYPES } from "../../domain/repository/addresses";
import { GUARD_LOCALS, GUARD_TYPE, guardKind } from "../../domain/repository/retention";
import { EXCLUSION_TYPE } from "../../domain/registry/addresses";
import { TEMPLATE_ROLE_ID } from "../../domain/registry/template-role";
import { LIFECYCLE_POLICIES_LOCAL } from "../../model/stack-locals";

const ofType =
  (...types: readonly string[]) =>
  ({ name, labels: [type = ""] }: PrintedBlock): boolean =>
    (name === "resource" || name === "data") && types.includes(type);

const ofWorkflows = ({ name, labels: [type = "", id = ""] }: PrintedBlock): boolean =>
  (name === "resource" || name === "data") && type.startsWith("aws_iam_") && id.startsWith(CI_PREFIX);

const ofWorkloads = ({ name, labels: [type = "", id = ""] }: PrintedBlock): boolean =>
  (name === "resource" || name === "data") && /^aws_(iam|eks)_/.test(type) && id.startsWith(WORKLOAD_PREFIX);

/** Settings of the registry, and the role for its creation templates. */
const ofRegistry =
  (...types: readonly string[]) =>
  (block: PrintedBlock): boolean =>
    ofType(...types)(block) || (block.name === "resource" && block.labels[1] === TEMPLATE_ROLE_ID);

const named =
  (...names: readonly string[]) =>
  ({ name }: PrintedBlock): boolean =>
    names.includes(name);

/** The guards of retained repositories, with their locals and the blocks that move them. */
function ofRetention({ name, labels: [label = ""] }: PrintedBlock): boolean {
  if (name === "local") return (Object.values(GUARD_LOCALS) as readonly string[]).includes(label);
  return name === "moved" || (name === "resource" && label === GUARD_TYPE);
}

export const REPOSITORIES_FILE = "repositories.tf";
export const PUBLIC_REPOSITORIES_FILE = "public-repositories.tf";
/** The file with the account and the region. */
export const PROVIDERS_FILE = "providers.tf";
/** The file with the guards. */
export const RETENTION_FILE = "retention.tf";

const REPOSITORIES_COMMENT =
  "These are resources instead of calls to modules/ecr-repository, because plans are faster and addresses are shorter.";

/** The files of a stack, one for each concern, with the blocks in each. */
export const STACK_SECTIONS: readonly Section[] = [
  { file: "versions.tf", matches: named("terraform") },
  { file: PROVIDERS_FILE, matches: named("provider") },
  {
    file: REPOSITORIES_FILE,
    comment: REPOSITORIES_COMMENT,
    matches: (block) =>
      ofType("aws_ecr_repository", "aws_ecr_lifecycle_policy", "aws_ecr_repository_policy")(block) ||
      (block.name === "data" && block.labels[0] === "aws_kms_alias"),
  },
  { file: "lifecycle-policies.tf", matches: ({ address }) => address === `local.${LIFECYCLE_POLICIES_LOCAL}` },
  {
    file: "registry.tf",
    matches: ofRegistry(
      "aws_ecr_registry_scanning_configuration",
      "aws_ecr_replication_configuration",
      "aws_ecr_account_setting",
      "aws_ecr_registry_policy",
      "aws_ecr_pull_through_cache_rule",
      "aws_secretsmanager_secret",
      EXCLUSION_TYPE,
      "aws_ecr_repository_creation_template",
      "aws_kms_key",
      "aws_kms_alias",
      "aws_cloudwatch_metric_alarm",
    ),
  },
  { file: PUBLIC_REPOSITORIES_FILE, matches: ofType(...PUBLIC_TYPES) },
  {
    file: "notifications.tf",
    matches: ofType(
      "aws_cloudwatch_event_rule",
      "aws_cloudwatch_event_target",
      "aws_sns_topic",
      "aws_sns_topic_policy",
      "aws_sns_topic_subscription",
      "aws_lambda_permission",
    ),
  },
  { file: RETENTION_FILE, matches: ofRetention },
  { file: "imports.tf", matches: named("import") },
  { file: "removed.tf", matches: named("removed") },
  { file: "ci-roles.tf", matches: ofWorkflows },
  { file: "workload-roles.tf", matches: ofWorkloads },
  {
    file: "clusters.tf",
    matches: ofType("aws_eks_cluster", "aws_eks_cluster_auth", "aws_iam_openid_connect_provider"),
  },
  {
    file: "role.tf",
    matches: ofType(
      "aws_iam_role",
      "aws_iam_policy",
      "aws_iam_role_policy_attachment",
      "aws_eks_pod_identity_association",
    ),
  },
  {
    file: "service-account.tf",
    matches: ofType(
      "kubernetes_annotations",
      "kubernetes_env",
      "kubernetes_namespace_v1",
      "kubernetes_service_account_v1",
    ),
  },
  { file: "locals.tf", matches: named("locals") },
  { file: "outputs.tf", matches: named("output") },
];

/** Types that belong together, in reading order. */
const READING_ORDER = [
  "aws_kms_key",
  "aws_kms_alias",
  "aws_ecr_repository",
  "aws_ecr_lifecycle_policy",
  "aws_ecr_repository_policy",
  ...PUBLIC_TYPES,
  "aws_eks_cluster",
  "aws_iam_openid_connect_provider",
  "aws_iam_role",
  "aws_iam_role_policy",
  "aws_iam_policy",
  "aws_iam_role_policy_attachment",
  "aws_eks_pod_identity_association",
  "aws_sns_topic",
  "aws_sns_topic_policy",
  "aws_cloudwatch_event_rule",
  "aws_cloudwatch_event_target",
  "aws_lambda_permission",
];

/** Guards come first, and retained guards before the released guards that they move to. */
function guardRank({ labels: [type = "", name = ""] }: PrintedBlock): number {
  const kind = guardKind(type, name);
  return kind === "retained" ? 0 : kind === "released" ? 1 : 2;
}

/** Keeps the blocks of one repository, cluster or policy together: orders by name, then by type. */
export function readingOrder(left: PrintedBlock, right: PrintedBlock): number {
  const [leftType = "", leftName = ""] = left.labels;
  const [rightType = "", rightName = ""] = right.labels;
  const isElement = ({ name }: PrintedBlock): boolean => name === "resource" || name === "data";
  if (!isElement(left) || !isElement(right)) return 0;
  const guards = guardRank(left) - guardRank(right);
  if (guards !== 0) return guards;
  if (leftName !== rightName) return leftName < rightName ? -1 : 1;
  return READING_ORDER.indexOf(leftType) - READING_ORDER.indexOf(rightType);
}
