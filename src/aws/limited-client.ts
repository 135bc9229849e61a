import type { MetadataBearer, MiddlewareStack } from "@smithy/types";
import { type Environment } from "../model/environment";
import { clientSettings, type AwsService, type ClientOptions, type ClientSettings } from "./client-settings";
import { within } from "./request-scope";

/** Attempts without a complete response. Another attempt rarely helps, and each takes the full timeout. */
const MAX_STALLS = 2;

/** For a call with all attempts, and with finding credentials, which may run programs and call services. */
const CALL_TIMEOUT_MS = 150_000;

/** No complete response arrived in time. Not retried. */
export class StalledAnswer extends Error {
  override readonly name = "StalledAnswer";
}

interface Limitable {
  readonly middlewareStack: Pick<MiddlewareStack<object, MetadataBearer>, "add">;
}

/**
 * A client for an AWS service with an environment's provider settings. Every attempt has a deadline, from connecting to the
 * last byte of the body. Every call has a deadline for all attempts. Both end with the scope in which they are made.
 * Destroy the client when done.
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

/** Outermost, so that the deadline includes pauses between attempts and finding credentials. */
function limitCalls({ middlewareStack }: Limitable, milliseconds: number): void {
  const late = (): Error => new StalledAnswer(`no attempt got a response within ${milliseconds / 1000} s`);
  middlewareStack.add((next) => (args) => within(milliseconds, late, () => next(args)), {
    step: "initialize",
    priority: "high",
    name: "limitCalls",
  });
}

/** Includes reading the body, because the request handler's own timeouts end with the headers. */
function limitTries({ middlewareStack }: Limitable, milliseconds: number): void {
  const late = (): Error =>
    Object.assign(new Error(`no complete response within ${milliseconds / 1000} s`), {
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
          if (stalls < MAX_STALLS) throw cause;
          // Without the cause, because the SDK would find a reason to retry there.
          throw new StalledAnswer(`no complete response within ${milliseconds / 1000} s, ${stalls} times`);
        }
      };
    },
    { step: "deserialize", priority: "high", name: "limitTries" },
  );
}

/** The request handler also reports lost connections as timeouts. Those deserve more attempts. */
function isStall(cause: unknown): boolean {
  if (!(cause instanceof Error) || cause.name !== "TimeoutError") return false;
  const { code } = cause as Error & { readonly code?: string };
  return code === undefined || code === "ETIMEDOUT";
}
