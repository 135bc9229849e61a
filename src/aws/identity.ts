import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type Environment } from "../model/environment";
import { type ClientOptions } from "./client-settings";
import { limitedClient } from "./limited-client";
import { AwsRefusal } from "./refusal";
import { orRefusal, withClient } from "./with-client";

/** The caller's identity according to AWS. */
export interface Identity {
  /** Account ID, 12 digits. */
  readonly account: string;
  readonly arn: string;
}

/** Few attempts: every command starts with this call. */
const MAX_ATTEMPTS = 3;

/**
 * The caller's identity with an environment's settings.
 * @throws AwsRefusal without valid credentials, or if AWS does not respond
 */
export async function callerIdentity(environment: Environment, options: ClientOptions = {}): Promise<Identity> {
  const client = await limitedClient(STSClient, environment, "sts", { maxAttempts: MAX_ATTEMPTS, ...options });
  const { Account = "", Arn = "" } = await orRefusal(
    environment,
    "determine the caller's identity",
    withClient(client, (opened) => opened.send(new GetCallerIdentityCommand({}))),
  );
  return { account: Account, arn: Arn };
}

/**
 * Requires credentials for the environment's account.
 * @throws AwsRefusal if they are for another account, and as `callerIdentity` does
 */
export async function requireAccount(environment: Environment, options: ClientOptions = {}): Promise<Identity> {
  const identity = await callerIdentity(environment, options);
  const { account } = environment.location;
  if (identity.account === account) return identity;
  throw new AwsRefusal(
    "account",
    `${environment.name}: expected AWS credentials for account ${account}, found account ${identity.account} (${identity.arn}). Sign in to account ${account}, or correct "account" in environment.yaml`,
  );
}
