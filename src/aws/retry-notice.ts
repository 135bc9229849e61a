import { type ECRClient } from "@aws-sdk/client-ecr";

interface RetryableError extends Error {
  readonly $retryable?: { readonly throttling?: boolean };
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const THROTTLING = /throttl|toomanyrequests|limitexceeded|slowdown/i;

/**
 * Says when a request fails in a way that the client tries again: throttled, an error of the server, or a lost
 * connection. Once a kind of failure, since a thousand requests are throttled together.
 */
export function noticeRetries(client: ECRClient, tell: (line: string) => void): void {
  const told = new Set<string>();
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (cause) {
        const reason = reasonOf(cause as RetryableError);
        if (reason !== undefined && !told.has(reason)) {
          told.add(reason);
          tell(`${reason}; trying again`);
        }
        throw cause;
      }
    },
    // Behind the one that tries again, so that each try passes here.
    { step: "finalizeRequest", priority: "low", name: "tellRetries" },
  );
}

function reasonOf(error: RetryableError): string | undefined {
  const status = error.$metadata?.httpStatusCode ?? 0;
  if (status === 429 || error.$retryable?.throttling === true || THROTTLING.test(error.name))
    return "AWS asks for fewer requests";
  if (status >= 500) return `AWS answers with an error of its own (${status})`;
  const { code } = error as Error & { readonly code?: string };
  return code === undefined || status > 0 ? undefined : `AWS does not answer (${code})`;
}
