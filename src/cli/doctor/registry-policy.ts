import { type ECRClient } from "@aws-sdk/client-ecr";
import { refusalOf } from "../../aws/refusal";
import { decidesOnEveryRequest, readRegistryPolicy } from "../../aws/registry-policy";
import { type Environment } from "../../model/environment";
import { type RegistryPolicy } from "../../operations/doctor/push-pull";
import { unobserved, observed, type Observed } from "../../operations/doctor/observed";

/** Reads the policy of the environment's registry, and whether it applies to pushes and pulls. */
export async function readPolicyOfRegistry(
  client: ECRClient,
  environment: Environment,
): Promise<Observed<RegistryPolicy | undefined>> {
  const text = await attempt("read the registry's policy", () => readRegistryPolicy(client), environment);
  if (!text.known) return text;
  if (text.value === undefined) return observed(undefined);
  const inForce = await attempt(
    "read the scope of the registry's policy",
    () => decidesOnEveryRequest(client),
    environment,
  );
  return observed({ document: JSON.parse(text.value) as unknown, inForce });
}

async function attempt<T>(what: string, read: () => Promise<T>, environment: Environment): Promise<Observed<T>> {
  try {
    return observed(await read());
  } catch (fault) {
    return unobserved(refusalOf(fault, what, environment).message);
  }
}
