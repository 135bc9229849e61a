import { type Environment } from "../model/environment";

/** Attempts for one request, including the first. Throttled requests wait about 0.5 s, 1 s, 2 s, ... with jitter. */
const MAX_ATTEMPTS = 8;

const CONNECTION_TIMEOUT_MS = 10_000;
/** For one attempt, from connecting to the last byte of the body. AWS's largest responses take a few seconds. */
const REQUEST_TIMEOUT_MS = 30_000;

export type AwsService = "ecr" | "ecrpublic" | "sts" | "iam" | "eks" | "inspector2" | "kms" | "s3" | "cloudtrail";

export interface ClientOptions {
  /** Receives a line when a request is retried. @default - retries are not reported */
  readonly log?: (line: string) => void;
  /** Attempts for one request, at least 1. @default 8 */
  readonly maxAttempts?: number;
  /** Milliseconds for one attempt, until the complete response. @default 30000 */
  readonly requestTimeout?: number;
  /** Milliseconds for a call, including all attempts and finding credentials. @default 150000 */
  readonly callTimeout?: number;
}

/** Arguments for the constructors of AWS clients. */
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

type CredentialProvider = Awaited<ReturnType<typeof assumedRole>>;

/**
 * Settings of a client that uses an environment's region, endpoints, profile and role, as Terraform does. Everything
 * else comes from AWS's usual sources: `AWS_PROFILE`, `AWS_ENDPOINT_URL`, ...
 */
export async function clientSettings(
  environment: Environment,
  service: AwsService,
  { maxAttempts = MAX_ATTEMPTS, requestTimeout = REQUEST_TIMEOUT_MS }: ClientOptions = {},
): Promise<ClientSettings> {
  const { location, provider } = environment;
  const endpoint = provider.endpoints[service];
  return {
    region: location.region,
    maxAttempts,
    // Slows down when AWS throttles requests.
    retryMode: "adaptive",
    requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS, requestTimeout, throwOnRequestTimeout: true },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(provider.profile === undefined ? {} : { profile: provider.profile }),
    ...(provider.assumeRole === undefined ? {} : { credentials: await assumedRole(environment, provider.assumeRole) }),
  };
}

/** Why a service is not asked: the environment has endpoints of its own, but none for this service. */
export function noEndpoint({ name, provider: { endpoints } }: Environment, service: AwsService): string | undefined {
  if (Object.keys(endpoints).length === 0 || endpoints[service] !== undefined) return undefined;
  return `${name} sets provider.endpoints, but not for ${service}`;
}

async function assumedRole(
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
