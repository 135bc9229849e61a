import { type Environment } from "../model/environment";

/** Tries of one request, the first included. Throttled ones wait about 0.5 s, 1 s, 2 s, ... with jitter. */
const MOST_TRIES = 8;

const CONNECTION_TIMEOUT_MS = 10_000;
/** For one try, from connecting to the last byte of the body. AWS's largest answers take a few seconds. */
const REQUEST_TIMEOUT_MS = 30_000;

export type AwsService = "ecr" | "sts" | "iam" | "eks" | "inspector2" | "kms";

export interface ClientOptions {
  /** Takes a line where a request had to be tried again. @default - nobody is told */
  readonly tell?: (line: string) => void;
  /** Tries of one request, from 1. @default 8 */
  readonly maxAttempts?: number;
  /** Milliseconds until the whole answer to one try must be there. @default 30000 */
  readonly requestTimeout?: number;
  /** Milliseconds until a call must be over, with all of its tries and the search for credentials. @default 150000 */
  readonly callTimeout?: number;
}

/** What the constructors of AWS clients take. */
export interface ClientSettings {
  readonly region: string;
  readonly endpoint?: string;
  readonly profile?: string;
  readonly credentials?: CredentialProvider;
  readonly maxAttempts: number;
  readonly retryMode: "adaptive";
  /** In milliseconds. */
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: true;
  };
}

type CredentialProvider = Awaited<ReturnType<typeof assumed>>;

/**
 * Settings of a client that acts as Terraform does in an environment: its region, endpoints, profile and role. What is
 * not set there comes from where AWS's tools look: `AWS_PROFILE`, `AWS_ENDPOINT_URL`, ...
 */
export async function clientSettings(
  environment: Environment,
  service: AwsService,
  { maxAttempts = MOST_TRIES, requestTimeout = REQUEST_TIMEOUT_MS }: ClientOptions = {},
): Promise<ClientSettings> {
  const { location, provider } = environment;
  const endpoint = provider.endpoints[service];
  return {
    region: location.region,
    maxAttempts,
    // Slows down by itself when AWS asks for fewer requests.
    retryMode: "adaptive",
    requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS, requestTimeout, throwOnRequestTimeout: true },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(provider.profile === undefined ? {} : { profile: provider.profile }),
    ...(provider.assumeRole === undefined ? {} : { credentials: await assumed(environment, provider.assumeRole) }),
  };
}

async function assumed(
  { location, provider, project }: Environment,
  role: NonNullable<Environment["provider"]["assumeRole"]>,
) {
  const { fromNodeProviderChain, fromTemporaryCredentials } = await import("@aws-sdk/credential-providers");
  const endpoint = provider.endpoints["sts"];
  const clientConfig = { region: location.region, ...(endpoint === undefined ? {} : { endpoint }) };
  return fromTemporaryCredentials({
    masterCredentials: fromNodeProviderChain(
      provider.profile === undefined ? { clientConfig } : { clientConfig, profile: provider.profile },
    ),
    clientConfig,
    params: {
      RoleArn: role.roleArn,
      RoleSessionName: role.sessionName ?? project,
      ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
    },
  });
}
