import { IAMClient } from "@aws-sdk/client-iam";
import { type Environment } from "../model/environment";
import { type ClientOptions } from "./client-settings";
import { limitedClient } from "./limited-client";

/** A client of IAM, as an environment's provider is set. Destroy it when done. */
export async function iamClient(environment: Environment, options: ClientOptions = {}): Promise<IAMClient> {
  return limitedClient(IAMClient, environment, "iam", options);
}
