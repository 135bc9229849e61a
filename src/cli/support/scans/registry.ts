import { type Environment } from "../../../model/environment";
import { partitionOf } from "../../../domain/aws/arn";
import { type ImageReference } from "../../../operations/scan-gate/reference";
import { requireEnvironment } from "../environments";

export interface RegistryRequest {
  /** The image as typed. Messages begin with it if there is no environment. */
  readonly image: string;
  readonly reference: ImageReference;
  /** @default - the shell's AWS settings apply */
  readonly env?: string;
}

/**
 * The environment with which to read the image's registry: one of the project's, or one built from the image's host and the
 * shell's AWS settings.
 * @throws Error if the registry is unknown, or differs from that of the environment
 */
export async function registryOf(
  root: string,
  { image, reference, env }: RegistryRequest,
  variables: NodeJS.ProcessEnv,
): Promise<Environment> {
  const { location } = reference;
  if (env === undefined) {
    const made = shellEnvironment(image, location?.account ?? "", location?.region ?? (await shellRegion(variables)));
    if (location !== undefined) return made;
    const { callerIdentity } = require("../../../aws/identity") as typeof import("../../../aws/identity");
    const { account } = await callerIdentity(made);
    return { ...made, location: { ...made.location, account } };
  }
  const environment = requireEnvironment(root, env);
  const { account, region } = environment.location;
  if (location !== undefined && (location.account !== account || location.region !== region)) {
    throw new Error(
      `--env: expected the environment of ${image} (account ${location.account}, ${location.region}), found ${env} (account ${account}, ${region}). Name the image's environment, or leave out --env`,
    );
  }
  const { requireAccount } = require("../../../aws/identity") as typeof import("../../../aws/identity");
  await requireAccount(environment);
  return environment;
}

async function shellRegion({ AWS_REGION, AWS_DEFAULT_REGION }: NodeJS.ProcessEnv): Promise<string> {
  const named = [AWS_REGION, AWS_DEFAULT_REGION].find((value) => value !== undefined && value !== "");
  if (named !== undefined) return named;
  const { ECRClient } = await import("@aws-sdk/client-ecr");
  const client = new ECRClient({});
  try {
    return await client.config.region();
  } catch (cause) {
    throw new Error(
      "expected an AWS region, found none. Set AWS_REGION, pass --env, or add the registry's host to the image name",
      { cause },
    );
  } finally {
    client.destroy();
  }
}

/** An environment without profile, role and endpoints, so that the SDK uses the shell's settings. */
function shellEnvironment(name: string, account: string, region: string): Environment {
  return {
    name,
    project: name,
    location: { account, region },
    partition: partitionOf(region),
    state: { kind: "backend", name: "local", settings: {} },
    provider: { endpoints: {} },
    tags: {},
    repositories: [],
    lifecyclePolicies: {},
    removed: [],
    released: [],
    imports: [],
    clusters: [],
    ciRoles: [],
  };
}
