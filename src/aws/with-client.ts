import { type Environment } from "../model/environment";
import { refusalOf } from "./refusal";

/** Runs work with a client of the SDK, and closes the client afterward. */
export async function withClient<C extends { readonly destroy: () => void }, T>(
  opened: C | Promise<C>,
  work: (client: C) => Promise<T>,
): Promise<T> {
  const client = await opened;
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}

/**
 * Waits for a request to AWS.
 * @param what the request, as `refusalOf` needs it
 * @throws AwsRefusal if the request fails
 */
export async function orRefusal<T>(environment: Environment, what: string, request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (cause) {
    throw refusalOf(cause, what, environment);
  }
}
