import { errorsOf, type Path, type Problem } from "../domain/problems/problem";
import { checkOperatorRole } from "../domain/operator/check-role";
import { checkOperatorServiceAccount } from "../domain/operator/check-service-account";
import { type AccessSource } from "./access-source";
import { lintOperatorRole } from "./lint-roles";
import { ANYWHERE, checkRoleTags } from "./check-role-tags";
import { type ClusterSettings, type OperatorSettings } from "../model/environment";
import { operatorRoleSettings, operatorServiceAccountSettings } from "../model/operator-parts";

/** The parts of the environment that the checks of the operator read. */
type OperatorCheckContext = Pick<AccessSource, "environment" | "location" | "declared" | "tags"> & {
  readonly clusters: readonly ClusterSettings[];
  /** The environment's key for its clusters. */
  readonly clustersKey: "cluster" | "clusters";
};

/** Rules that other checks of an environment report: missing clusters, and repositories with two owners. */
const REPORTED_ELSEWHERE = new Set(["operator/clusters-empty", "operator/ownership"]);

/** Reports what IAM or Kubernetes would reject in the operator's settings. Paths are relative to the environment's file. */
export function checkOperator(operator: OperatorSettings, context: OperatorCheckContext): Problem[] {
  return [
    ...checkRole(operator, context),
    ...checkServiceAccount(operator, context),
    ...checkRoleTags(operator.tags, context.tags, ["operator"]),
  ];
}

function checkRole(operator: OperatorSettings, context: OperatorCheckContext): Problem[] {
  const { location } = context;
  const place = { ...context, location: location ?? ANYWHERE };
  const checked = checkOperatorRole(operatorRoleSettings(operator, place));
  const found = errorsOf(checked).length > 0 ? checked : [...checked, ...lintOperatorRole(operator, place)];
  return found.flatMap((problem) => {
    const [field] = problem.at;
    if (REPORTED_ELSEWHERE.has(problem.rule)) return [];
    if (location === undefined && (field === "kmsKeyArns" || field === "permissionsBoundary")) return [];
    return [{ ...problem, at: placeOf(problem.at, context) }];
  });
}

/** Path of a role's setting in the environment's file. */
function placeOf(at: Path, { clustersKey }: OperatorCheckContext): Path {
  const [field, index, ...rest] = at;
  if (field === "clusters") return clustersKey === "cluster" ? [clustersKey, ...rest] : [clustersKey, ...at.slice(1)];
  if (field === "kmsKeyArns") return ["operator", "kmsKeys", ...at.slice(1)];
  if (field !== "serviceAccounts" || typeof index !== "number") return ["operator", ...at];
  if (index > 0) return ["operator", "otherServiceAccounts", index - 1, ...rest];
  return ["operator", ...rest.map((step) => (step === "name" ? "serviceAccount" : step))];
}

function checkServiceAccount(
  operator: OperatorSettings,
  { environment, location = ANYWHERE }: OperatorCheckContext,
): Problem[] {
  const settings = operatorServiceAccountSettings(operator, { environment, location });
  const found = settings === undefined ? [] : checkOperatorServiceAccount(settings);
  return found.flatMap((problem) => {
    const [field, part] = problem.at;
    // The ARN consists of parts that are checked above.
    if (field === "roleArn") return [];
    if (field !== "deployment") return [{ ...problem, at: ["operator", ...problem.at] }];
    const change = operator.restartOnRoleChange ? "restartOnRoleChange" : "sessionName";
    return [{ ...problem, at: ["operator", part === undefined ? change : part === "name" ? "deployment" : part] }];
  });
}
