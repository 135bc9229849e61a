import { IAMClient } from "@aws-sdk/client-iam";
import { type Environment } from "../config/environment";
import { clientSettings, type ClientOptions } from "./client-settings";

/** A client of IAM, as an environment's provider is set. Destroy it when done. */
export async function iamClient(environment: Environment, options: ClientOptions = {}): Promise<IAMClient> {
  return new IAMClient(await clientSettings(environment, "iam", options));
}
