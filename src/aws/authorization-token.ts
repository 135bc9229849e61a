import { GetAuthorizationTokenCommand } from "@aws-sdk/client-ecr";
import { type Environment } from "../model/environment";
import { type ClientOptions } from "./client-settings";
import { ecrClient } from "./registry";
import { orRefusal, withClient } from "./with-client";

/** A password for every registry that the caller may access. */
export interface RegistryPassword {
  readonly user: string;
  /** A secret. Pass it only to the standard input of the program that needs it. */
  readonly password: string;
  /** Usually 12 hours from now. */
  readonly expiresAt: Date;
}

/**
 * Gets a password for an environment's registry.
 * @throws AwsRefusal if AWS returns none
 */
export async function registryPassword(
  environment: Environment,
  options: ClientOptions = {},
): Promise<RegistryPassword> {
  const client = await ecrClient(environment, options);
  const read = withClient(client, async (opened): Promise<RegistryPassword> => {
    const { authorizationData = [] } = await opened.send(new GetAuthorizationTokenCommand({}));
    const { authorizationToken = "", expiresAt } = authorizationData[0] ?? {};
    const [user = "", ...password] = Buffer.from(authorizationToken, "base64").toString("utf8").split(":");
    if (password.length === 0 || expiresAt === undefined) throw new Error("the response does not contain a token");
    return { user, password: password.join(":"), expiresAt };
  });
  return orRefusal(environment, "get a token for docker (ecr:GetAuthorizationToken)", read);
}
