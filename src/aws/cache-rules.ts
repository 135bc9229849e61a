import { ValidatePullThroughCacheRuleCommand, type ECRClient } from "@aws-sdk/client-ecr";

/** Whether ECR can read an upstream registry with the secret or role of a pull-through cache rule. */
export type CacheRuleState =
  { readonly state: "valid" | "missing" } | { readonly state: "failed"; readonly failure: string };

/**
 * Has ECR sign in to the upstream registry of a rule. This changes nothing.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ValidatePullThroughCacheRule.html
 * @throws what the SDK throws
 */
export async function validateCacheRule(client: ECRClient, prefix: string): Promise<CacheRuleState> {
  try {
    const { isValid, failure = "" } = await client.send(
      new ValidatePullThroughCacheRuleCommand({ ecrRepositoryPrefix: prefix }),
    );
    return isValid === true ? { state: "valid" } : { state: "failed", failure };
  } catch (error) {
    if (error instanceof Error && error.name === "PullThroughCacheRuleNotFoundException") return { state: "missing" };
    throw error;
  }
}
