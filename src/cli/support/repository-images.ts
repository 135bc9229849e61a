import { imagesInUse } from "../../aws/images-in-use";
import { errorsOf } from "../../domain/problems/problem";
import { checkRepositoryName } from "../../domain/repository/name";
import { type Environment } from "../../model/environment";
import { type ImagesInUse } from "../../operations/images/in-use";
import { listRepository, NoSuchRepository, type ListOptions } from "./list-images";
import { namedRepository } from "./named-repository";

/**
 * The name of a repository on the command line, which does not have to be declared.
 * @throws Error if ECR accepts no repository of that name, or it belongs to another registry
 */
export function existingName(environment: Environment, text: string): string {
  const { repositoryName, tag, digest } = namedRepository(environment, text);
  const [problem] = errorsOf(checkRepositoryName(repositoryName));
  if (problem !== undefined) throw new Error(problem.message);
  if (tag === undefined && digest === undefined) return repositoryName;
  throw new Error(
    `expected a repository such as ${repositoryName}, found an image, ${JSON.stringify(text)}. Leave out the tag or digest, and select images with options instead (see --help)`,
  );
}

/**
 * Reads the images of a repository, which of them are in use, and what the listing assumes, one sentence each. Shows the progress.
 * @throws AwsRefusal if AWS rejects a request
 * @throws Error if the repository does not exist
 */
export async function readRepositoryImages(
  environment: Environment,
  repositoryName: string,
  options: Pick<ListOptions, "onDetail" | "onManifest"> = {},
) {
  try {
    const [{ repositories, notes }, inUse] = await Promise.all([
      listRepository(environment, repositoryName, options),
      imagesInUse(environment, repositoryName),
    ]);
    return { images: [...repositories.values()].flat(), inUse, notes };
  } catch (cause) {
    if (!(cause instanceof NoSuchRepository)) throw cause;
    const { account, region } = environment.location;
    throw new Error(
      `account ${account} does not have a repository ${repositoryName} in ${region}. List the repositories with npx ecr status ${environment.name}`,
      { cause },
    );
  }
}

/** Asks Amazon Inspector which images of repositories are in use, until it refuses: it would refuse each time. */
export function useReader(environment: Environment): (repositoryName: string) => Promise<ImagesInUse> {
  let refusal: ImagesInUse | undefined;
  return async (repositoryName) => {
    if (refusal !== undefined) return refusal;
    const inUse = await imagesInUse(environment, repositoryName);
    if (!inUse.known && inUse.isRefused === true) refusal = inUse;
    return inUse;
  };
}
