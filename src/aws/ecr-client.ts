import { ECRClient } from "@aws-sdk/client-ecr";
import { type Environment } from "../model/environment";
import { type ClientOptions } from "./client-settings";
import { limitedClient } from "./limited-client";
import { noticeRetries } from "./retry-notice";

/** A client of an environment's registry. Destroy it when done. */
export async function ecrClient(environment: Environment, options: ClientOptions = {}): Promise<ECRClient> {
  const client = await limitedClient(ECRClient, environment, "ecr", options);
  if (options.tell !== undefined) noticeRetries(client, options.tell);
  return client;
}
