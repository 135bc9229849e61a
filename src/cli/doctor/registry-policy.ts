import { type ECRClient } from "@aws-sdk/client-ecr";
import { decidesOnEveryRequest, readRegistryPolicy } from "../../aws/registry-policy";
import { type Environment } from "../../model/environment";
import { type RegistryPolicy } from "../../operations/doctor/push-pull";
import { observed, type Observed } from "../../operations/doctor/observed";
import { readFact } from "./read-fact";

/** Reads the policy of the environment's registry, and whether it applies to pushes and pulls. */
export async function readPolicyOfRegistry(
  client: ECRClient,
  environment: Environment,
): Promise<Observed<RegistryPolicy | undefined>> {
  const text = await readFact(environment, "read the registry policy", () => readRegistryPolicy(client));
  if (!text.known) return text;
  if (text.value === undefined) return observed(undefined);
  const inForce = await readFact(environment, "read the scope of the registry policy", () =>
    decidesOnEveryRequest(client),
  );
  return observed({ document: JSON.parse(text.value) as unknown, inForce });
}
