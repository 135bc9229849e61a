import { type Environment } from "../../model/environment";
import { partitionOf } from "../../domain/aws/arn";
import { type ImageReference } from "../../operations/scan-gate/reference";
import { requireEnvironment } from "../support/environments";

export interface RegistryRequest {
  /** The image as it was typed; messages begin with it where no environment is named. */
  readonly image: string;
  readonly reference: ImageReference;
  /** @default - the shell's AWS settings count */
  readonly env?: string;
}

/**
 * The registry that an image is in, as an environment to ask AWS with: one of the project's, or one made of the image's
 * own host name and the shell's AWS settings.
 * @throws Error when none can be told, or the two contradict each other
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
    const { callerIdentity } = require("../../aws/identity") as typeof import("../../aws/identity");
    const { account } = await callerIdentity(made);
    return { ...made, location: { ...made.location, account } };
  }
  const environment = requireEnvironment(root, env);
  const { account, region } = environment.location;
  if (location !== undefined && (location.account !== account || location.region !== region)) {
    throw new Error(
      `${image} is in account ${location.account}, ${location.region}; ${env} is account ${account}, ${region}: leave --env out, or name the environment that the image belongs to`,
    );
  }
  const { requireAccount } = require("../../aws/identity") as typeof import("../../aws/identity");
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
      "no AWS region: set AWS_REGION, name an environment with --env, or write the image with its registry's host",
      { cause },
    );
  } finally {
    client.destroy();
  }
}

/** Stands for the shell's settings: no profile, role or endpoint of its own, so that the SDK looks for them. */
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
