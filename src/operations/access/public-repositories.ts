import { publicRepositoryArn, repositoryArn, type AwsLocation } from "../../domain/aws/arn";
import { PUBLIC_POLICY_CHANGES, PUBLIC_PUSH_ACTIONS } from "../../domain/public-repositories/actions";
import { publicPolicyOf } from "../../domain/public-repositories/check";
import { markedPublic, publicNameOf } from "../../domain/public-repositories/settings";
import { type Environment } from "../../model/environment";
import { type AccessFacts } from "./facts";
import { RIGHT_ACTIONS, type Right, type RightActions } from "./rights";

/** The actions of each right on a public repository. Everyone may pull, and no policy decides about it. */
const PUBLIC_RIGHT_ACTIONS: Readonly<Record<Right, RightActions>> = {
  pull: { actions: [], takes: "all" },
  push: { actions: PUBLIC_PUSH_ACTIONS, takes: "all" },
  deleteImages: { actions: ["ecr-public:BatchDeleteImage", "ecr-public:DeleteRepository"], takes: "any" },
  changePolicy: { actions: PUBLIC_POLICY_CHANGES, takes: "any" },
};

/** The actions of each right on a repository, whose name is marked if it is public. */
export function rightActionsOf(repositoryName: string): Readonly<Record<Right, RightActions>> {
  return isPublicName(repositoryName) ? PUBLIC_RIGHT_ACTIONS : RIGHT_ACTIONS;
}

/** ARN of a repository, whose name is marked if it is public. */
export function accessArn(location: AwsLocation, repositoryName: string): string {
  const publicName = publicNameOf(repositoryName);
  return publicName === undefined ? repositoryArn(location, repositoryName) : publicRepositoryArn(location, publicName);
}

export function isPublicName(repositoryName: string): boolean {
  return publicNameOf(repositoryName) !== undefined;
}

/** Adds the public repositories that an environment declares. Their names are marked. */
export function withPublicRepositories(
  { publicRepositories = [], tags }: Environment,
  facts: AccessFacts,
): AccessFacts {
  const declared = publicRepositories.map((repository) => {
    const policy = publicPolicyOf(repository);
    return {
      repositoryName: markedPublic(repository.repositoryName),
      tags: { ...tags, ...repository.tags },
      ...(policy === undefined ? {} : { policy }),
    };
  });
  return { ...facts, repositories: [...facts.repositories, ...declared] };
}
