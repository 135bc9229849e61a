/** Names of the error for an entity that does not exist in IAM. */
export const NO_ENTITY = ["NoSuchEntityException", "NoSuchEntity"];

/**
 * The answer, or `undefined` for an error of the SDK that means that there is nothing.
 * @param exceptions names of that error: `RepositoryPolicyNotFoundException`
 * @throws other errors of the SDK
 */
export async function unless<T>(exceptions: string | readonly string[], answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && [exceptions].flat().includes(error.name)) return undefined;
    throw error;
  }
}
