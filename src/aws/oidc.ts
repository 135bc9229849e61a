import { DescribeClusterCommand } from "@aws-sdk/client-eks";
import { GetOpenIDConnectProviderCommand, type IAMClient } from "@aws-sdk/client-iam";
import { type Environment } from "../model/environment";
import { type DeployedProvider } from "../operations/doctor/operator-facts";
import { type ClientOptions } from "./client-settings";
import { eksClient } from "./pod-identity";
import { NO_ENTITY, unless } from "./unless";
import { withClient } from "./with-client";

/**
 * The issuer of an EKS cluster's tokens, `https://...`.
 * @returns `undefined` if the cluster does not exist
 * @throws other errors of the SDK
 */
export async function readIssuer(
  environment: Environment,
  name: string,
  options: ClientOptions = {},
): Promise<string | undefined> {
  return withClient(eksClient(environment, options), async (client) => {
    const found = await unless("ResourceNotFoundException", client.send(new DescribeClusterCommand({ name })));
    return found?.cluster?.identity?.oidc?.issuer;
  });
}

/**
 * Reads an OIDC provider from IAM.
 * @returns `undefined` if the provider does not exist
 * @throws other errors of the SDK
 */
export async function readOidcProvider(client: IAMClient, arn: string): Promise<DeployedProvider | undefined> {
  const request = new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn });
  const found = await unless(NO_ENTITY, client.send(request));
  return found && { arn, clientIds: found.ClientIDList ?? [] };
}
