import { ecrClient } from "../../aws/registry";
import { withClient } from "../../aws/with-client";
import {
  type DestroyMode,
  type RepositoryPlan,
  outcomeOf,
  type Contents,
  type DeclaredDeletion,
} from "../../operations/destruction/destroy-plan";
import { ownedTogether, type OwnedRepository } from "../../operations/destruction/state";
import { regionOf, type DestroyContext, type DestroyRegion, progressOf } from "./context";
import { readOwned } from "./terraform-state";
import { type ECRClient } from "@aws-sdk/client-ecr";
import { imageDigests } from "../../aws/delete-images";
import { mapConcurrently } from "../../aws/map-concurrently";
import { refusalOf } from "../../aws/refusal";
import { markedPublic, PUBLIC_DEFAULTS, publicNameOf } from "../../domain/public-repositories/settings";
import { type Environment } from "../../model/environment";

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

export interface InventoryOptions extends DestroyMode {
  readonly signal: AbortSignal;
  readonly onDone: (done: number) => void;
}

/** Counts the images of all repositories, a few repositories at a time, and decides what happens to each. */
export async function takeInventory(
  client: ECRClient,
  environment: Environment,
  repositories: readonly OwnedRepository[],
  { signal, onDone, ...mode }: InventoryOptions,
): Promise<RepositoryPlan[]> {
  const { location, removed, released } = environment;
  const declarations = new Map<string, Pick<DeclaredDeletion, "deletionPolicy" | "forceDelete">>([
    ...environment.repositories.map((declaration) => [declaration.repositoryName, declaration] as const),
    ...(environment.publicRepositories ?? []).map(
      ({ repositoryName, deletionPolicy = PUBLIC_DEFAULTS.deletionPolicy }) =>
        [markedPublic(repositoryName), { deletionPolicy }] as const,
    ),
  ]);
  const counted = await mapConcurrently(repositories, (owned) => contentsOf(client, environment, owned), {
    signal,
    onDone,
  });
  return repositories.map((owned, index) => {
    const { repositoryName } = owned;
    const counting = counted[index];
    const contents: Contents =
      counting?.ok === true ? counting.value : { known: "nothing", why: whyUnknown(owned, counting?.reason) };
    const declared = {
      ...declarations.get(repositoryName),
      removed: removed.includes(repositoryName),
      released: released.includes(repositoryName),
    };
    const outcome = outcomeOf(owned, declared, contents, location, mode);
    const stays = outcome.kind === "keep" && contents.known === "images";
    return { owned, contents: stays ? { ...contents, digests: [] } : contents, outcome };
  });
}

async function contentsOf(
  client: ECRClient,
  environment: Environment,
  { repositoryName, arn }: OwnedRepository,
): Promise<Contents> {
  if (arn === undefined) return { known: "not-in-state" };
  if (publicNameOf(repositoryName) !== undefined) return { known: "nothing", why: "It is public." };
  try {
    const { digests, bytes } = await imageDigests(client, { registryId: environment.location.account, repositoryName });
    return { known: "images", count: digests.length, bytes, digests };
  } catch (cause) {
    const refusal = refusalOf(cause, "list the images (ecr:DescribeImages)", environment);
    if (refusal.kind === "not-found") return { known: "gone" };
    throw refusal;
  }
}

/** The reason without the repository's name, so that it is shown once for all repositories that fail for it. */
function whyUnknown({ arn = "", repositoryName }: OwnedRepository, reason: Error | undefined): string {
  const why = reason?.message ?? "AWS did not respond";
  return arn === "" ? why : why.replaceAll(arn, arn.replace(repositoryName, "<name>"));
}
