import { type Environment } from "../model/environment";
import { rethrowEnd } from "./request-scope";

/** Why AWS rejected a request. */
export type RefusalKind =
  "credentials" | "expired" | "account" | "denied" | "unreachable" | "throttled" | "not-found" | "other";

/** Refusals that would also affect every other request. */
export const ENDS_ALL: readonly RefusalKind[] = ["credentials", "expired", "unreachable"];

/** AWS rejected a request. The message says what was requested, the reason, and what to do. */
export class AwsRefusal extends Error {
  constructor(
    readonly kind: RefusalKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Kinds of the errors of AWS's services and SDK, by name. */
const NAMES: Readonly<Record<string, RefusalKind>> = {
  CredentialsProviderError: "credentials",
  TokenProviderError: "credentials",
  InvalidClientTokenId: "credentials",
  UnrecognizedClientException: "credentials",
  SignatureDoesNotMatch: "credentials",
  AuthFailure: "credentials",
  ExpiredToken: "expired",
  ExpiredTokenException: "expired",
  RequestExpired: "expired",
  AccessDenied: "denied",
  AccessDeniedException: "denied",
  UnauthorizedOperation: "denied",
  Throttling: "throttled",
  ThrottlingException: "throttled",
  TooManyRequestsException: "throttled",
  RequestLimitExceeded: "throttled",
  RepositoryNotFoundException: "not-found",
  ImageNotFoundException: "not-found",
  ResourceNotFoundException: "not-found",
  NoSuchEntity: "not-found",
  NoSuchEntityException: "not-found",
  StalledAnswer: "unreachable",
};
const CONNECTION = /ECONNREFUSED|ENOTFOUND|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN|EPIPE|TimeoutError/;

/**
 * Converts an error of the AWS SDK into a refusal.
 * @param what the request, as read after "cannot": "list the repositories", "read the tags of team/api"
 * @throws the cause itself if it is an interrupt or a deadline of the command
 */
export function refusalOf(cause: unknown, what: string, { name, location }: Environment): AwsRefusal {
  if (cause instanceof AwsRefusal) return cause;
  rethrowEnd(cause);
  const error = cause instanceof Error ? cause : new Error(String(cause));
  const where = `account ${location.account}, ${location.region}`;
  const kind = kindOf(error);
  const refusal = (reason: string, todo?: string): AwsRefusal =>
    new AwsRefusal(kind, `${name}: cannot ${what}: ${reason}${todo === undefined ? "" : `. ${todo}`}`, { cause });
  switch (kind) {
    case "credentials":
      return refusal(
        `no valid AWS credentials (${oneLine(error.message)})`,
        'Sign in (AWS_PROFILE, AWS_ACCESS_KEY_ID, `aws sso login`). For the emulator, run eval "$(npx ecr local env)"',
      );
    case "expired":
      return refusal("the AWS credentials have expired", "Sign in again");
    case "denied":
      return refusal(withoutFullStop(oneLine(error.message)), `Request this permission in ${where}`);
    case "unreachable":
      return refusal(
        `AWS does not respond (${oneLine(connectionText(error))})`,
        'Check your network and AWS_ENDPOINT_URL. If your shell still uses an emulator that you stopped, run eval "$(npx ecr local env --undo)"',
      );
    case "throttled":
      return refusal("AWS throttled every attempt", "Try again later");
    case "not-found":
    case "account":
    case "other":
      return refusal(`${oneLine(error.message)} (${where})`);
  }
}

function kindOf(error: Error): RefusalKind {
  const known = NAMES[error.name];
  if (known !== undefined) return known;
  if (/credential/i.test(error.message) && /load|resolve|find/i.test(error.message)) return "credentials";
  if (CONNECTION.test(`${error.name} ${connectionText(error)}`)) return "unreachable";
  return "other";
}

/** An error that combines several attempts (one for each address) has no message of its own. */
function connectionText(error: Error): string {
  const { code, errors } = error as Error & { readonly code?: string; readonly errors?: readonly Error[] };
  const [first] = errors ?? [];
  return [error.message, first?.message, code].filter((text) => text !== undefined && text !== "").join(" ");
}

function withoutFullStop(text: string): string {
  return text.endsWith(".") ? text.slice(0, -1) : text;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
