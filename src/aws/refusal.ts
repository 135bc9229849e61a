import { type Environment } from "../model/environment";
import { rethrowEnd } from "./request-scope";

export const REFUSALS = [
  "credentials",
  "expired",
  "account",
  "denied",
  "unreachable",
  "throttled",
  "not-found",
  "other",
] as const;

/** Why AWS did not do what it was asked. */
export type RefusalKind = (typeof REFUSALS)[number];

/** AWS did not do what it was asked; the message says what it was, why, and what to do. */
export class AwsRefusal extends Error {
  constructor(
    readonly kind: RefusalKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Names that AWS's services and their SDK give to errors of one kind. */
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
 * The refusal that an error of the AWS SDK stands for.
 * @param what what was asked, to be read after "cannot": "list the repositories", "read the tags of team/api"
 * @throws the cause itself where it is an interrupt or a deadline of the command, which refuses nothing
 */
export function refusalOf(cause: unknown, what: string, { name, location }: Environment): AwsRefusal {
  if (cause instanceof AwsRefusal) return cause;
  rethrowEnd(cause);
  const error = cause instanceof Error ? cause : new Error(String(cause));
  const where = `account ${location.account}, ${location.region}`;
  const kind = kindOf(error);
  const say = (reason: string, todo: string): AwsRefusal =>
    new AwsRefusal(kind, `${name}: cannot ${what}: ${reason}${todo === "" ? "" : `; ${todo}`}`, { cause });
  switch (kind) {
    case "credentials":
      return say(
        `no AWS credentials that count (${oneLine(error.message)})`,
        'sign in (AWS_PROFILE, AWS_ACCESS_KEY_ID, `aws sso login`), or, for the emulator, eval "$(npx ecr local env)"',
      );
    case "expired":
      return say("the AWS credentials have expired", "sign in again");
    case "denied":
      return say(oneLine(error.message), `ask for that permission in ${where}`);
    case "unreachable":
      return say(
        `AWS does not answer (${oneLine(connectionText(error))})`,
        'is the network there, AWS_ENDPOINT_URL right, the emulator up? After `ecr local down`, go back: eval "$(npx ecr local env --undo)"',
      );
    case "throttled":
      return say("AWS asks for fewer requests, after several tries too", "try again later");
    case "not-found":
      return say(`${oneLine(error.message)} (${where})`, "");
    case "account":
    case "other":
      return say(`${oneLine(error.message)} (${where})`, "");
  }
}

function kindOf(error: Error): RefusalKind {
  const known = NAMES[error.name];
  if (known !== undefined) return known;
  if (/credential/i.test(error.message) && /load|resolve|find/i.test(error.message)) return "credentials";
  if (CONNECTION.test(`${error.name} ${connectionText(error)}`)) return "unreachable";
  return "other";
}

/** An error that stands for several tries (one an address) has no message of its own. */
function connectionText(error: Error): string {
  const { code, errors } = error as Error & { readonly code?: string; readonly errors?: readonly Error[] };
  const [first] = errors ?? [];
  return [error.message, first?.message, code].filter((text) => text !== undefined && text !== "").join(" ");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
