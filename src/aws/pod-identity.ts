import {
  DescribeAddonCommand,
  DescribeClusterCommand,
  DescribePodIdentityAssociationCommand,
  EKSClient,
  ListPodIdentityAssociationsCommand,
} from "@aws-sdk/client-eks";
import { POD_IDENTITY_ADDON } from "../domain/operator/pod-identity";
import { type TrustedServiceAccount } from "../domain/operator/service-account-subject";
import { type Environment } from "../model/environment";
import { type AgentState, type DeployedAssociation } from "../operations/doctor/operator-facts";
import { type ClientOptions } from "./client-settings";
import { limitedClient } from "./limited-client";
import { unless } from "./unless";

/** A client for EKS with an environment's provider settings. Destroy it when done. */
export async function eksClient(environment: Environment, options: ClientOptions = {}): Promise<EKSClient> {
  return limitedClient(EKSClient, environment, "eks", options);
}

/**
 * Reads the association of a ServiceAccount. A ServiceAccount has at most one.
 * @returns `undefined` if the ServiceAccount has none
 * @throws other errors of the SDK
 */
export async function readAssociation(
  client: EKSClient,
  clusterName: string,
  { namespace, name: serviceAccount }: TrustedServiceAccount,
): Promise<DeployedAssociation | undefined> {
  const list = new ListPodIdentityAssociationsCommand({ clusterName, namespace, serviceAccount });
  const [found] = (await client.send(list)).associations ?? [];
  if (found?.associationId === undefined) return undefined;
  const { associationId } = found;
  const { association } = await client.send(new DescribePodIdentityAssociationCommand({ clusterName, associationId }));
  return {
    id: associationId,
    roleArn: association?.roleArn ?? "",
    hasSessionTags: association?.disableSessionTags !== true,
  };
}

/**
 * Reads whether a cluster runs the agent of EKS Pod Identity. It is part of EKS Auto Mode.
 * @throws errors of the SDK
 */
export async function readAgent(client: EKSClient, clusterName: string): Promise<AgentState> {
  const request = new DescribeAddonCommand({ clusterName, addonName: POD_IDENTITY_ADDON });
  const found = await unless("ResourceNotFoundException", client.send(request));
  if (found !== undefined) return { kind: "addon", status: found.addon?.status ?? "" };
  const { cluster } = await client.send(new DescribeClusterCommand({ name: clusterName }));
  return { kind: cluster?.computeConfig?.enabled === true ? "auto" : "missing" };
}
