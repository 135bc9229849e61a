import type { MetadataBearer, MiddlewareStack } from "@smithy/types";

interface RetryableError extends Error {
  readonly $retryable?: { readonly throttling?: boolean };
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const THROTTLING = /throttl|toomanyrequests|limitexceeded|slowdown/i;

interface Retrying {
  readonly middlewareStack: Pick<MiddlewareStack<object, MetadataBearer>, "add">;
}

/**
 * Reports retries because of throttling, server errors or lost connections. Reports each kind of failure once, because
 * throttling affects many requests at the same time.
 */
export function noticeRetries(client: Retrying, log: (line: string) => void): void {
  const reported = new Set<string>();
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (cause) {
        const reason = reasonOf(cause as RetryableError);
        if (reason !== undefined && !reported.has(reason)) {
          reported.add(reason);
          log(`${reason}; retrying`);
        }
        throw cause;
      }
    },
    // Inside the SDK's retry middleware, so that every attempt passes here.
    { step: "finalizeRequest", priority: "low", name: "noticeRetries" },
  );
}

function reasonOf(error: RetryableError): string | undefined {
  const status = error.$metadata?.httpStatusCode ?? 0;
  if (status === 429 || error.$retryable?.throttling === true || THROTTLING.test(error.name))
    return "AWS is throttling requests";
  if (status >= 500) return `AWS returned a server error (${status})`;
  const { code } = error as Error & { readonly code?: string };
  return code === undefined || status > 0 ? undefined : `AWS does not respond (${code})`;
}
