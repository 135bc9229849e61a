import { type Printed, type Section } from "../../hcl/files";
import { CI_PREFIX } from "../../domain/ci/role-names";
import { GUARD_LOCALS, GUARD_TYPE, guardKind } from "../../domain/repository/retention";

const ofType =
  (...types: readonly string[]) =>
  ({ name, labels: [type = ""] }: Printed): boolean =>
    (name === "resource" || name === "data") && types.includes(type);

const ofWorkflows = ({ name, labels: [type = "", id = ""] }: Printed): boolean =>
  (name === "resource" || name === "data") && type.startsWith("aws_iam_") && id.startsWith(CI_PREFIX);

const named =
  (...names: readonly string[]) =>
  ({ name }: Printed): boolean =>
    names.includes(name);

/** The guards of retained repositories, with their locals and the blocks that move them. */
function ofRetention({ name, labels: [label = ""] }: Printed): boolean {
  if (name === "local") return (Object.values(GUARD_LOCALS) as readonly string[]).includes(label);
  return name === "moved" || (name === "resource" && label === GUARD_TYPE);
}

/** The file with the repositories and their policies. */
export const REPOSITORIES_FILE = "repositories.tf";
/** The file with the guards. */
export const RETENTION_FILE = "retention.tf";

/** The files of a stack, one a concern, and what is in each. */
export const STACK_SECTIONS: readonly Section[] = [
  { file: "versions.tf", holds: named("terraform") },
  { file: "providers.tf", holds: named("provider") },
  {
    file: REPOSITORIES_FILE,
    holds: ofType("aws_ecr_repository", "aws_ecr_lifecycle_policy", "aws_ecr_repository_policy", "aws_kms_alias"),
  },
  {
    file: "registry.tf",
    holds: ofType(
      "aws_ecr_registry_scanning_configuration",
      "aws_ecr_replication_configuration",
      "aws_ecr_registry_policy",
      "aws_ecr_pull_through_cache_rule",
      "aws_ecr_repository_creation_template",
    ),
  },
  { file: RETENTION_FILE, holds: ofRetention },
  { file: "imports.tf", holds: named("import") },
  { file: "removed.tf", holds: named("removed") },
  { file: "ci-roles.tf", holds: ofWorkflows },
  { file: "clusters.tf", holds: ofType("aws_eks_cluster", "aws_eks_cluster_auth", "aws_iam_openid_connect_provider") },
  { file: "role.tf", holds: ofType("aws_iam_role", "aws_iam_policy", "aws_iam_role_policy_attachment") },
  {
    file: "service-account.tf",
    holds: ofType(
      "kubernetes_annotations",
      "kubernetes_env",
      "kubernetes_namespace_v1",
      "kubernetes_service_account_v1",
    ),
  },
  { file: "outputs.tf", holds: named("locals", "output") },
];

/** Types that belong together, in the order in which they are read. */
const READING_ORDER = [
  "aws_kms_alias",
  "aws_ecr_repository",
  "aws_ecr_lifecycle_policy",
  "aws_ecr_repository_policy",
  "aws_eks_cluster",
  "aws_iam_openid_connect_provider",
  "aws_iam_role",
  "aws_iam_role_policy",
  "aws_iam_policy",
  "aws_iam_role_policy_attachment",
];

/** The guards come first, and the retained ones before those that they move to. */
function guardRank({ labels: [type = "", name = ""] }: Printed): number {
  const kind = guardKind(type, name);
  return kind === "retained" ? 0 : kind === "released" ? 1 : 2;
}

/** Keeps what belongs to one repository, cluster or policy together: by name first, then by type. */
export function readingOrder(left: Printed, right: Printed): number {
  const [leftType = "", leftName = ""] = left.labels;
  const [rightType = "", rightName = ""] = right.labels;
  const isElement = ({ name }: Printed): boolean => name === "resource" || name === "data";
  if (!isElement(left) || !isElement(right)) return 0;
  const guards = guardRank(left) - guardRank(right);
  if (guards !== 0) return guards;
  if (leftName !== rightName) return leftName < rightName ? -1 : 1;
  return READING_ORDER.indexOf(leftType) - READING_ORDER.indexOf(rightType);
}
