import type { MetadataBearer, MiddlewareStack } from "@smithy/types";
import { type Environment } from "../model/environment";
import { clientSettings, type AwsService, type ClientOptions, type ClientSettings } from "./client-settings";
import { within } from "./request-scope";

/** Tries whose answer does not come to its end. Another one rarely helps, and each takes the whole time. */
const MOST_STALLS = 2;

/** Longest time for a call with all of its tries, and with finding credentials, which may ask programs and services of their own. */
const CALL_TIMEOUT_MS = 150_000;

/** AWS or the network began to answer, or not even that, and never came to the end. Not tried again. */
export class StalledAnswer extends Error {
  override readonly name = "StalledAnswer";
}

interface Limitable {
  readonly middlewareStack: Pick<MiddlewareStack<object, MetadataBearer>, "add">;
}

/**
 * A client of one of AWS's services, as an environment's provider is set. Each of its requests ends: a try has a deadline
 * from connecting to the last byte of the body, a call has one for all tries, and both end with the scope they are made in.
 * Destroy it when done.
 */
export async function limitedClient<C extends Limitable>(
  Client: new (settings: ClientSettings) => C,
  environment: Environment,
  service: AwsService,
  options: ClientOptions = {},
): Promise<C> {
  const settings = await clientSettings(environment, service, options);
  const client = new Client(settings);
  limitCalls(client, options.callTimeout ?? CALL_TIMEOUT_MS);
  limitTries(client, settings.requestHandler.requestTimeout);
  return client;
}

/** Outermost, so that pauses between tries and the search for credentials are within the deadline. */
function limitCalls({ middlewareStack }: Limitable, milliseconds: number): void {
  const late = (): Error => new StalledAnswer(`no answer within ${milliseconds / 1000} s, all tries together`);
  middlewareStack.add((next) => (args) => within(milliseconds, late, () => next(args)), {
    step: "initialize",
    priority: "high",
    name: "limitCalls",
  });
}

/** Around the reading of the body: the request handler's own timeouts end with the headers. */
function limitTries({ middlewareStack }: Limitable, milliseconds: number): void {
  const late = (): Error =>
    Object.assign(new Error(`no complete answer within ${milliseconds / 1000} s`), {
      name: "TimeoutError",
      code: "ETIMEDOUT",
    });
  middlewareStack.add(
    (next) => {
      let stalls = 0;
      return async (args) => {
        try {
          return await within(milliseconds, late, () => next(args));
        } catch (cause) {
          if (!isStall(cause)) throw cause;
          stalls += 1;
          if (stalls < MOST_STALLS) throw cause;
          // Without the cause, since the SDK looks there for a reason to try again.
          throw new StalledAnswer(`no complete answer within ${milliseconds / 1000} s, ${stalls} times`);
        }
      };
    },
    { step: "deserialize", priority: "high", name: "limitTries" },
  );
}

/** The request handler calls lost connections time-outs too; those are worth more tries. */
function isStall(cause: unknown): boolean {
  if (!(cause instanceof Error) || cause.name !== "TimeoutError") return false;
  const { code } = cause as Error & { readonly code?: string };
  return code === undefined || code === "ETIMEDOUT";
}
