import { imagesInUse } from "../../aws/images-in-use";
import { type Environment } from "../../model/environment";
import { type ImagesInUse } from "../../operations/images/in-use";

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
