import { actionNames } from "../aws/ecr-actions";
import { matchesPattern, patternOf } from "../iam/evaluation/pattern";

/**
 * The actions of a pull.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
export const PULL_ACTIONS = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
] as const;

/** The actions of a push, all of them required, in the order in which docker calls them. */
export const PUSH_ACTIONS = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:InitiateLayerUpload",
  "ecr:UploadLayerPart",
  "ecr:CompleteLayerUpload",
  "ecr:PutImage",
] as const;

/** Actions on a repository, without the `ecr:` prefix. */
export const REPOSITORY_ACTIONS: readonly string[] = actionNames("repository");

/** Actions on the whole registry, without the `ecr:` prefix. In a repository's policy they have no effect. */
export const REGISTRY_ACTIONS: readonly string[] = actionNames("registry");

/**
 * Actions that a registry policy accepts in every account. Other actions require policy scope V2 in the account.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 */
export const REGISTRY_POLICY_ACTIONS = [
  "ecr:BatchImportUpstreamImage",
  "ecr:CreateRepository",
  "ecr:ReplicateImage",
] as const;

/** Whether a pattern such as `ecr:Batch*` matches an action, ignoring case as IAM does. */
export function patternNamesAction(pattern: string, action: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern.toLowerCase() === action.toLowerCase();
  return matchesPattern(patternOf(pattern, { wildcards: true }), action, { ignoreCase: true }) === true;
}
