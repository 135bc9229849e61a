import { ValidatePullThroughCacheRuleCommand, type ECRClient } from "@aws-sdk/client-ecr";
import { unless } from "./unless";

/** Whether ECR can read an upstream registry with the secret or role of a pull-through cache rule. */
export type CacheRuleState =
  { readonly state: "valid" | "missing" } | { readonly state: "failed"; readonly failure: string };

/**
 * Has ECR sign in to the upstream registry of a rule. This changes nothing.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ValidatePullThroughCacheRule.html
 * @throws what the SDK throws
 */
export async function validateCacheRule(client: ECRClient, prefix: string): Promise<CacheRuleState> {
  const request = new ValidatePullThroughCacheRuleCommand({ ecrRepositoryPrefix: prefix });
  const answer = await unless("PullThroughCacheRuleNotFoundException", client.send(request));
  if (answer === undefined) return { state: "missing" };
  return answer.isValid === true ? { state: "valid" } : { state: "failed", failure: answer.failure ?? "" };
}
