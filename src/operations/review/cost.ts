import { z } from "zod";
import { type Environment } from "../../model/environment";
import { repositoryCost } from "../cost/cost";
import { DEFAULT_PRICES } from "../cost/prices";
import { type ImageFacts } from "./lifecycle";

/** Dollars per month of the listed repositories, after their lifecycle policies have run. */
export const costChangeSchema = z.object({
  before: z.number(),
  after: z.number(),
  /** Repositories whose images are known. */
  repositories: z.int(),
});
export type CostChange = Readonly<z.output<typeof costChangeSchema>>;

/** The cost before and after a change; `undefined` if no images are known. */
export function costChange(before: Environment, after: Environment, facts: ImageFacts): CostChange | undefined {
  const policies = new Map(before.repositories.map((repository) => [repository.repositoryName, repository]));
  const known = after.repositories.flatMap((repository) => {
    const images = facts.of(repository.repositoryName);
    return images === undefined ? [] : [{ repository, images }];
  });
  if (known.length === 0) return undefined;
  const total = (policyOf: (repository: (typeof known)[number]["repository"]) => typeof repository.lifecyclePolicy) =>
    known.reduce(
      (sum, { repository, images }) =>
        sum +
        repositoryCost(repository.repositoryName, images, policyOf(repository), facts.now, DEFAULT_PRICES).after.cost,
      0,
    );
  return {
    before: total(({ repositoryName }) => policies.get(repositoryName)?.lifecyclePolicy),
    after: total(({ lifecyclePolicy }) => lifecyclePolicy),
    repositories: known.length,
  };
}
