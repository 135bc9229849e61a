import { devNull } from "node:os";

/** An emulator's endpoint, and the region it is used for. */
export interface EmulatorAddress {
  readonly endpoint: string;
  readonly region: string;
}

/** Set when the cdktf app is deployed to the emulator, which does not support all AWS calls. */
export const EMULATED = "CDKTF_ECR_EMULATED";

/** Keeps AWS clients and Terraform from contacting anything but the emulator, and from retrying calls that it does not support. */
const QUIET = {
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_MAX_ATTEMPTS: "3",
  CHECKPOINT_DISABLE: "1",
  DISABLE_VERSION_CHECK: "1",
  [EMULATED]: "1",
} as const;

/** The variables that point AWS clients and Terraform to the embedded emulator. */
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
 * An environment in which every AWS client uses the embedded emulator only. Profiles, real credentials and endpoints of single
 * services are removed.
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

/** An environment for the user's own emulator, which keeps the user's credentials if there are any. */
export function externalEnv(env: NodeJS.ProcessEnv, address: EmulatorAddress): NodeJS.ProcessEnv {
  return { ...env, ...externalVariables(env, address) };
}

/** The variables that an AWS client needs in addition to `AWS_ENDPOINT_URL`. */
export function externalVariables(
  env: NodeJS.ProcessEnv,
  { endpoint, region }: EmulatorAddress,
): Record<string, string> {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ...rest } = emulatorVariables({ endpoint, region });
  const hasCredentials = isSet(env["AWS_ACCESS_KEY_ID"]) || isSet(env["AWS_PROFILE"]);
  return { ...rest, ...(hasCredentials ? {} : { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY }) };
}

/** Whether a variable has a value. An empty one counts as unset, as for AWS and Terraform. */
export function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}

/** Settings for the constructor of any AWS client. */
export interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  /** @default - the client searches itself, for example in a profile */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/**
 * The client settings in an environment that `embeddedEnv` or `externalEnv` returned.
 * @throws Error when it has no endpoint or no region
 */
export function clientConfig(env: NodeJS.ProcessEnv): ClientConfig {
  const { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, AWS_ACCESS_KEY_ID: accessKeyId } = env;
  if (!isSet(endpoint) || !isSet(region))
    throw new Error("expected AWS_ENDPOINT_URL and AWS_REGION to be set, found one or both unset");
  if (!isSet(accessKeyId)) return { endpoint, region };
  const { AWS_SECRET_ACCESS_KEY: secretAccessKey = "", AWS_SESSION_TOKEN: sessionToken } = env;
  return { endpoint, region, credentials: { accessKeyId, secretAccessKey, sessionToken } };
}
