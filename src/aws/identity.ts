import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type Environment } from "../model/environment";
import { type ClientOptions } from "./client-settings";
import { limitedClient } from "./limited-client";
import { AwsRefusal, refusalOf } from "./refusal";

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
  try {
    const { Account = "", Arn = "" } = await client.send(new GetCallerIdentityCommand({}));
    return { account: Account, arn: Arn };
  } catch (cause) {
    throw refusalOf(cause, "determine the caller's identity", environment);
  } finally {
    client.destroy();
  }
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
