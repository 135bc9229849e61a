import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type Environment } from "../model/environment";
import { type ClientOptions } from "./client-settings";
import { limitedClient } from "./limited-client";
import { AwsRefusal, refusalOf } from "./refusal";

/** Whom AWS takes the caller for. */
export interface Identity {
  /** Account id, 12 digits. */
  readonly account: string;
  readonly arn: string;
}

/** A question that decides whether to go on is not worth waiting long for. */
const TRIES = 3;

/**
 * Whom AWS takes the caller for, with an environment's settings.
 * @throws AwsRefusal without credentials that count, or when AWS does not answer
 */
export async function callerIdentity(environment: Environment, options: ClientOptions = {}): Promise<Identity> {
  const client = await limitedClient(STSClient, environment, "sts", { maxAttempts: TRIES, ...options });
  try {
    const { Account = "", Arn = "" } = await client.send(new GetCallerIdentityCommand({}));
    return { account: Account, arn: Arn };
  } catch (cause) {
    throw refusalOf(cause, "tell whose credentials these are", environment);
  } finally {
    client.destroy();
  }
}

/**
 * The caller, who has to be of the environment's account.
 * @throws AwsRefusal when it is another account's, and as `callerIdentity` does
 */
export async function requireAccount(environment: Environment, options: ClientOptions = {}): Promise<Identity> {
  const identity = await callerIdentity(environment, options);
  const { account } = environment.location;
  if (identity.account === account) return identity;
  throw new AwsRefusal(
    "account",
    `${environment.name}: the AWS credentials are of account ${identity.account} (${identity.arn}), the environment is account ${account}; sign in to that account, or correct "account" in its environment file`,
  );
}
