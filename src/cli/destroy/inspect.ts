import { ecrClient } from "../../aws/ecr-client";
import { type DestroyMode, type RepositoryPlan } from "../../operations/destruction/destroy-plan";
import { takeInventory } from "./inventory";
import { type DestroyContext } from "./context";
import { progressOf } from "./progress";
import { readOwned } from "./terraform-state";

/** Reads the state of the registry stack, and counts the images of its repositories. Changes nothing. */
export async function inspect(
  { root, environment, registryStack: stack, env, signal, output }: DestroyContext,
  mode: DestroyMode,
  detail: (text: string) => void,
): Promise<RepositoryPlan[]> {
  const owned = await readOwned({ root, stack, env }, signal);
  const client = await ecrClient(environment, { tell: output.tell });
  const update = progressOf(output, detail, "repositories counted");
  const onDone = (done: number): void => {
    update(done, owned.length);
  };
  try {
    return await takeInventory(client, environment, owned, { ...mode, signal, onDone });
  } finally {
    client.destroy();
  }
}
