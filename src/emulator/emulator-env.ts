import { devNull } from "node:os";

/** Where an emulator is, and for which account and region. */
export interface EmulatorAddress {
  readonly endpoint: string;
  readonly region: string;
}

/** Tells the cdktf app that it is deployed to the emulator, which lacks some calls of AWS. */
export const EMULATED = "CDKTF_ECR_EMULATED";

/** Settings that keep AWS and Terraform clients from asking anyone but the emulator, and from waiting for calls that it lacks. */
const QUIET = {
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_MAX_ATTEMPTS: "3",
  CHECKPOINT_DISABLE: "1",
  DISABLE_VERSION_CHECK: "1",
  [EMULATED]: "1",
} as const;

/** The variables that point AWS clients, Terraform included, at the embedded emulator. */
export function emulatorVariables({ endpoint, region }: EmulatorAddress): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    ...QUIET,
  };
}

/**
 * An environment in which every AWS client talks to the embedded emulator and to nothing else: no profile, no real
 * credentials, no endpoint of a single service gets past it.
 */
export function embeddedEnv(env: NodeJS.ProcessEnv, address: EmulatorAddress): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(([name]) => !name.startsWith("AWS_") || name === "AWS_CA_BUNDLE");
  return {
    ...Object.fromEntries(others),
    ...emulatorVariables(address),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
}

/** An environment for an emulator that somebody else runs: their credentials stay, where there are any. */
export function externalEnv(env: NodeJS.ProcessEnv, address: EmulatorAddress): NodeJS.ProcessEnv {
  return { ...env, ...externalVariables(env, address) };
}

/** The variables that an AWS client still lacks when `AWS_ENDPOINT_URL` is set already. */
export function externalVariables(
  env: NodeJS.ProcessEnv,
  { endpoint, region }: EmulatorAddress,
): Record<string, string> {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ...rest } = emulatorVariables({ endpoint, region });
  const hasCredentials = isSet(env["AWS_ACCESS_KEY_ID"]) || isSet(env["AWS_PROFILE"]);
  return { ...rest, ...(hasCredentials ? {} : { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY }) };
}

/** Whether a variable has a value; an empty one counts as unset, as it does for AWS and Terraform. */
export function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}

/** What every AWS client's constructor takes. */
export interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  /** @default - the client's own search, by profile for example */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/**
 * The client settings that an environment stands for, such as one made by `embeddedEnv` or `externalEnv`.
 * @throws Error when it names no endpoint or no region
 */
export function clientConfig(env: NodeJS.ProcessEnv): ClientConfig {
  const { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, AWS_ACCESS_KEY_ID: accessKeyId } = env;
  if (!isSet(endpoint) || !isSet(region)) throw new Error("AWS_ENDPOINT_URL and AWS_REGION must both be set");
  if (!isSet(accessKeyId)) return { endpoint, region };
  const { AWS_SECRET_ACCESS_KEY: secretAccessKey = "", AWS_SESSION_TOKEN: sessionToken } = env;
  return { endpoint, region, credentials: { accessKeyId, secretAccessKey, sessionToken } };
}
