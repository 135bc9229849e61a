import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

/** A proposal is not worth a longer wait, in milliseconds. */
const PATIENCE_MS = 3_000;

/**
 * Account of the caller's own credentials, before there is an environment.
 * @returns `undefined` without credentials, or where AWS does not answer within three seconds
 */
export async function callerAccount(region: string): Promise<string | undefined> {
  const client = new STSClient({ region, maxAttempts: 1 });
  try {
    const { Account } = await client.send(new GetCallerIdentityCommand({}), {
      abortSignal: AbortSignal.timeout(PATIENCE_MS),
    });
    return Account;
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}
