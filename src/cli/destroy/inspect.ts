import { ecrClient } from "../../aws/registry";
import { withClient } from "../../aws/with-client";
import { type DestroyMode, type RepositoryPlan } from "../../operations/destruction/destroy-plan";
import { ownedTogether, type OwnedRepository } from "../../operations/destruction/state";
import { takeInventory } from "./inventory";
import { regionOf, type DestroyContext, type DestroyRegion, progressOf } from "./context";
import { readOwned } from "./terraform-state";

/** Reads the states of the registry stacks, and counts the images of their repositories in each region. Changes nothing. */
export async function inspect(
  context: DestroyContext,
  mode: DestroyMode,
  detail: (text: string) => void,
): Promise<RepositoryPlan[]> {
  const { regions, signal, output } = context;
  const owned = new Map<DestroyRegion, readonly OwnedRepository[]>();
  for (const region of regions) owned.set(region, await ownedIn(region, context));
  const total = [...owned.values()].reduce((sum, repositories) => sum + repositories.length, 0);
  const update = progressOf(output, detail, "repositories counted");
  const plans: RepositoryPlan[] = [];
  for (const [{ environment }, repositories] of owned) {
    const counted = plans.length;
    const onDone = (done: number): void => {
      update(counted + done, total);
    };
    const found = await withClient(ecrClient(environment, { log: output.tell }), (client) =>
      takeInventory(client, environment, repositories, { ...mode, signal, onDone }),
    );
    plans.push(...found);
  }
  return plans;
}

async function ownedIn(
  { environment, registryStacks }: DestroyRegion,
  { root, env, signal }: DestroyContext,
): Promise<OwnedRepository[]> {
  const states = [];
  for (const stack of registryStacks) states.push(...(await readOwned({ root, stack, env }, signal)));
  return ownedTogether(states).map((entry) => ({ ...entry, ...regionOf(environment) }));
}
