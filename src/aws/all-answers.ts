/**
 * All answers of requests that one client has sent at the same time. If one fails, it still waits for the others: a client that is
 * destroyed meanwhile would go on retrying them.
 * @throws what the first of the failed requests throws
 */
export async function allAnswers<T extends readonly Promise<unknown>[] | []>(
  requests: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(requests);
  return Promise.all(requests);
}
