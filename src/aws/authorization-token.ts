import { GetAuthorizationTokenCommand } from "@aws-sdk/client-ecr";
import { type Environment } from "../model/environment";
import { type ClientOptions } from "./client-settings";
import { ecrClient } from "./ecr-client";
import { refusalOf } from "./refusal";

/** A password for the registries that the caller may use. */
export interface RegistryPassword {
  readonly user: string;
  /** A secret: for the standard input of the program that needs it, and for nothing else. */
  readonly password: string;
  /** 12 hours from now, as a rule. */
  readonly expiresAt: Date;
}

/**
 * Asks AWS for a password to an environment's registry.
 * @throws AwsRefusal when AWS gives none
 */
export async function registryPassword(
  environment: Environment,
  options: ClientOptions = {},
): Promise<RegistryPassword> {
  const client = await ecrClient(environment, options);
  try {
    const { authorizationData = [] } = await client.send(new GetAuthorizationTokenCommand({}));
    const { authorizationToken = "", expiresAt } = authorizationData[0] ?? {};
    const [user = "", ...password] = Buffer.from(authorizationToken, "base64").toString("utf8").split(":");
    if (password.length === 0 || expiresAt === undefined) throw new Error("the answer holds no token");
    return { user, password: password.join(":"), expiresAt };
  } catch (cause) {
    throw refusalOf(cause, "get a token for docker (ecr:GetAuthorizationToken)", environment);
  } finally {
    client.destroy();
  }
}
