import { actionNames } from "../aws/ecr-actions";
import { matchesPattern, patternOf } from "../iam/evaluation/pattern";

/**
 * What a pull calls.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
export const PULL_ACTIONS = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
] as const;

/** What a push calls, all of it for every image; in the order in which docker does. */
export const PUSH_ACTIONS = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:InitiateLayerUpload",
  "ecr:UploadLayerPart",
  "ecr:CompleteLayerUpload",
  "ecr:PutImage",
] as const;

/** Every action that can be about a repository, without its `ecr:`. */
export const REPOSITORY_ACTIONS: readonly string[] = actionNames("repository");

/** Actions about the whole registry, without their `ecr:`: in the policy of one repository they grant nothing. */
export const REGISTRY_ACTIONS: readonly string[] = actionNames("registry");

/**
 * What a registry policy may be about in every account. Other actions need the policy scope V2 of the account.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 */
export const REGISTRY_POLICY_ACTIONS = [
  "ecr:BatchImportUpstreamImage",
  "ecr:CreateRepository",
  "ecr:ReplicateImage",
] as const;

/** Whether a pattern of a policy, such as `ecr:Batch*`, stands for an action; letter case does not matter, as in IAM. */
export function patternNamesAction(pattern: string, action: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern.toLowerCase() === action.toLowerCase();
  return matchesPattern(patternOf(pattern, { wildcards: true }), action, { ignoreCase: true }) === true;
}
