/**
 * The answer, or `undefined` for an error of the SDK that means that there is nothing.
 * @param exception name of that error: `RepositoryPolicyNotFoundException`
 * @throws other errors of the SDK
 */
export async function unless<T>(exception: string, answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === exception) return undefined;
    throw error;
  }
}
