import { type TestEmulator } from "./emulator";

/** Creates a secret, without an SDK, because nothing else here uses secrets. @throws Error if the emulator does not create it */
export async function createSecret({ endpoint }: TestEmulator, region: string, Name: string): Promise<void> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      "x-amz-target": "secretsmanager.CreateSecret",
      "content-type": "application/x-amz-json-1.1",
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/secretsmanager/aws4_request`,
    },
    body: JSON.stringify({ Name, SecretString: "{}", ClientRequestToken: `token-of-32-characters-for-${Name}` }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${Name}: ${text}`);
}
