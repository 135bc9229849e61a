import { DescribeClusterCommand } from "@aws-sdk/client-eks";
import { GetOpenIDConnectProviderCommand, type IAMClient } from "@aws-sdk/client-iam";
import { type Environment } from "../model/environment";
import { type DeployedProvider } from "../operations/doctor/operator-facts";
import { type ClientOptions } from "./client-settings";
import { eksClient } from "./pod-identity";

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
  const client = await eksClient(environment, options);
  try {
    const { cluster } = await client.send(new DescribeClusterCommand({ name }));
    return cluster?.identity?.oidc?.issuer;
  } catch (cause) {
    if (isNamed(cause, "ResourceNotFoundException")) return undefined;
    throw cause;
  } finally {
    client.destroy();
  }
}

/**
 * Reads an OIDC provider from IAM.
 * @returns `undefined` if the provider does not exist
 * @throws other errors of the SDK
 */
export async function readOidcProvider(client: IAMClient, arn: string): Promise<DeployedProvider | undefined> {
  try {
    const { ClientIDList = [] } = await client.send(
      new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }),
    );
    return { arn, clientIds: ClientIDList };
  } catch (cause) {
    if (isNamed(cause, "NoSuchEntityException", "NoSuchEntity")) return undefined;
    throw cause;
  }
}

function isNamed(cause: unknown, ...names: readonly string[]): boolean {
  return cause instanceof Error && names.includes(cause.name);
}
