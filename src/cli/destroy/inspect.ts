import { ecrClient } from "../../aws/registry";
import { type DestroyMode, type RepositoryPlan } from "../../operations/destruction/destroy-plan";
import { ownedTogether } from "../../operations/destruction/state";
import { takeInventory } from "./inventory";
import { type DestroyContext } from "./context";
import { progressOf } from "./progress";
import { readOwned } from "./terraform-state";

/** Reads the states of the registry stacks, and counts the images of its repositories. Changes nothing. */
export async function inspect(
  { root, environment, registryStacks, env, signal, output }: DestroyContext,
  mode: DestroyMode,
  detail: (text: string) => void,
): Promise<RepositoryPlan[]> {
  const states = [];
  for (const stack of registryStacks) states.push(...(await readOwned({ root, stack, env }, signal)));
  const owned = ownedTogether(states);
  const client = await ecrClient(environment, { log: output.tell });
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
