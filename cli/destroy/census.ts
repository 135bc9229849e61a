import { type ECRClient } from "@aws-sdk/client-ecr";
import { each } from "../../aws/each";
import { imageTotals } from "../../aws/images";
import { refusalOf } from "../../aws/refusal";
import { type Environment } from "../../config/environment";
import { fateOf, type Contents, type DestroyWishes, type Fate } from "../../modules/ecr-repository/destruction/fate";
import { type OwnedRepository } from "../../modules/ecr-repository/destruction/state";

/** A repository that Terraform owns, with what is in it and what is to become of it. */
export interface Doomed {
  readonly owned: OwnedRepository;
  readonly contents: Contents;
  readonly fate: Fate;
}

export interface CensusOptions extends DestroyWishes {
  readonly signal: AbortSignal;
  readonly onDone: (done: number) => void;
}

/** Counts the images of all repositories, a few at a time, and decides over each. */
export async function census(
  client: ECRClient,
  environment: Environment,
  repositories: readonly OwnedRepository[],
  { signal, onDone, ...wishes }: CensusOptions,
): Promise<Doomed[]> {
  const contents = await each(repositories, (owned) => contentsOf(client, environment, owned), { signal, onDone });
  return repositories.map((owned, index) => {
    const outcome = contents[index];
    const found: Contents =
      outcome?.ok === true ? outcome.value : { known: "nothing", why: outcome?.reason.message ?? "nothing came of it" };
    const { repositoryName } = owned;
    const declaration = environment.repositories.find((it) => it.repositoryName === repositoryName);
    const declared = { ...declaration, removed: environment.removed.includes(repositoryName) };
    return { owned, contents: found, fate: fateOf(owned, declared, found, environment.location, wishes) };
  });
}

async function contentsOf(
  client: ECRClient,
  environment: Environment,
  { repositoryName }: OwnedRepository,
): Promise<Contents> {
  try {
    const { count, bytes } = await imageTotals(client, { registryId: environment.location.account, repositoryName });
    return { known: "images", count, bytes };
  } catch (cause) {
    const refusal = refusalOf(cause, `list the images of ${repositoryName} (ecr:DescribeImages)`, environment);
    if (refusal.kind === "not-found") return { known: "gone" };
    throw refusal;
  }
}
