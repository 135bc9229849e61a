import { PUSH_ACTIONS } from "../../domain/repository-policy/actions";

/** What a principal may do with a repository. */
export const RIGHTS = ["pull", "push", "deleteImages", "changePolicy"] as const;
export type Right = (typeof RIGHTS)[number];

export interface RightActions {
  readonly actions: readonly string[];
  /** Whether the right takes all of the actions, or any of them. Everyone has a right without actions. */
  readonly takes: "all" | "any";
}

/**
 * The actions of each right. Images also disappear with their repository, and by a lifecycle policy.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
export const RIGHT_ACTIONS: Readonly<Record<Right, RightActions>> = {
  pull: { actions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], takes: "all" },
  push: { actions: PUSH_ACTIONS, takes: "all" },
  deleteImages: { actions: ["ecr:BatchDeleteImage", "ecr:DeleteRepository", "ecr:PutLifecyclePolicy"], takes: "any" },
  changePolicy: { actions: ["ecr:SetRepositoryPolicy", "ecr:DeleteRepositoryPolicy"], takes: "any" },
};
