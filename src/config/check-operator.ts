import { type AwsLocation } from "../domain/aws/arn";
import { type Path, type Problem } from "../domain/problems/problem";
import { type Tags } from "../domain/aws/tags";
import { checkOperatorRole } from "../domain/operator/check-role";
import { checkOperatorServiceAccount } from "../domain/operator/check-service-account";
import { ANYWHERE, checkRoleTags } from "./check-role-tags";
import { type ClusterSettings, type OperatorSettings } from "../model/environment";
import { operatorRoleSettings, operatorServiceAccountSettings } from "../model/operator-parts";

/** Where an operator runs and what there is besides it. */
export interface OperatorCheckContext {
  readonly environment: string;
  /** `undefined` where it is not known because of other faults. */
  readonly location: AwsLocation | undefined;
  readonly clusters: readonly ClusterSettings[];
  /** Key of the environment that the clusters stand under. */
  readonly clustersKey: "cluster" | "clusters";
  readonly declared: readonly string[];
  /** The environment's default tags. */
  readonly tags: Tags;
}

/** Rules that have words of their own here: clusters that are missing, and repositories of two owners. */
const SAID_ELSEWHERE = new Set(["operator/clusters-empty", "operator/ownership"]);

/** Everything that IAM or Kubernetes would refuse in the operator's part of an environment; paths lead into its file. */
export function checkOperator(operator: OperatorSettings, surroundings: OperatorCheckContext): Problem[] {
  return [
    ...checkRole(operator, surroundings),
    ...checkInCluster(operator, surroundings),
    ...checkRoleTags(operator.tags, surroundings.tags, ["operator"]),
  ];
}

function checkRole(operator: OperatorSettings, surroundings: OperatorCheckContext): Problem[] {
  const { location } = surroundings;
  const found = checkOperatorRole(operatorRoleSettings(operator, { ...surroundings, location: location ?? ANYWHERE }));
  return found.flatMap((problem) => {
    const [field] = problem.at;
    if (SAID_ELSEWHERE.has(problem.rule)) return [];
    if (location === undefined && (field === "kmsKeyArns" || field === "permissionsBoundary")) return [];
    return [{ ...problem, at: placeOf(problem.at, surroundings) }];
  });
}

/** Where a setting of the role stands in the environment's file. */
function placeOf(at: Path, { clustersKey }: OperatorCheckContext): Path {
  const [field, index, ...rest] = at;
  if (field === "clusters") return clustersKey === "cluster" ? [clustersKey, ...rest] : [clustersKey, ...at.slice(1)];
  if (field === "kmsKeyArns") return ["operator", "kmsKeys", ...at.slice(1)];
  if (field !== "serviceAccounts" || typeof index !== "number") return ["operator", ...at];
  if (index > 0) return ["operator", "otherServiceAccounts", index - 1, ...rest];
  return ["operator", ...rest.map((step) => (step === "name" ? "serviceAccount" : step))];
}

function checkInCluster(
  operator: OperatorSettings,
  { environment, location = ANYWHERE }: OperatorCheckContext,
): Problem[] {
  const settings = operatorServiceAccountSettings(operator, { environment, location });
  const found = settings === undefined ? [] : checkOperatorServiceAccount(settings);
  return found.flatMap((problem) => {
    const [field, part] = problem.at;
    // The ARN is made here, of parts that are checked above.
    if (field === "roleArn") return [];
    if (field !== "deployment") return [{ ...problem, at: ["operator", ...problem.at] }];
    const change = operator.restartOnRoleChange ? "restartOnRoleChange" : "sessionName";
    return [{ ...problem, at: ["operator", part === undefined ? change : part === "name" ? "deployment" : part] }];
  });
}
