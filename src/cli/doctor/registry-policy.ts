import { type ECRClient } from "@aws-sdk/client-ecr";
import { refusalOf } from "../../aws/refusal";
import { decidesOnEveryRequest, readRegistryPolicy } from "../../aws/registry-policy";
import { type Environment } from "../../model/environment";
import { type RegistryPolicy } from "../../operations/doctor/push-pull";
import { notSeen, seen, type Seen } from "../../operations/doctor/observed";

/** The policy of the environment's registry, and whether pushes and pulls depend on it. */
export async function lookAtRegistryPolicy(
  client: ECRClient,
  environment: Environment,
): Promise<Seen<RegistryPolicy | undefined>> {
  const text = await attempt("read the registry's policy", () => readRegistryPolicy(client), environment);
  if (!text.known) return text;
  if (text.value === undefined) return seen(undefined);
  const inForce = await attempt(
    "read the scope of the registry's policy",
    () => decidesOnEveryRequest(client),
    environment,
  );
  return seen({ document: JSON.parse(text.value) as unknown, inForce });
}

async function attempt<T>(what: string, read: () => Promise<T>, environment: Environment): Promise<Seen<T>> {
  try {
    return seen(await read());
  } catch (fault) {
    return notSeen(refusalOf(fault, what, environment).message);
  }
}
