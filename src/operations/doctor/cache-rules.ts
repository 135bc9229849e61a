import { type PullThroughCacheRule } from "../../domain/registry/settings";
import { listText } from "../../domain/text/format";
import { cause, ok, unknownCause, type Diagnosis } from "./diagnosis";

const ID = "registry/cache-rule";

/** A declared pull-through cache rule, and what ECR says about it. */
export interface ValidatedRule {
  readonly rule: PullThroughCacheRule;
  /** @default - `refusal` */
  readonly state?: "valid" | "missing" | "failed";
  /** ECR's reason. @default - none */
  readonly failure?: string;
  /** Why ECR was not asked. @default - it was */
  readonly refusal?: string;
}

/** Whether ECR signs in to the upstream registry of a rule. */
export function signsIn({ credentialArn, secret, customRoleArn }: PullThroughCacheRule): boolean {
  return (credentialArn ?? secret ?? customRoleArn) !== undefined;
}

/** Reports rules whose secret or role does not work. A missing rule is a difference, which has a diagnosis of its own. */
export function diagnoseCacheRules(rules: readonly ValidatedRule[]): Diagnosis[] {
  const valid = rules.filter(({ state }) => state === "valid").map(({ rule }) => rule.ecrRepositoryPrefix);
  return [
    ...rules.flatMap(({ rule, state, failure = "", refusal }) => {
      const { ecrRepositoryPrefix: prefix, upstreamRegistryUrl: url } = rule;
      if (refusal !== undefined) return [unknownCause(ID, prefix, refusal)];
      if (state !== "failed") return [];
      const reason = failure === "" ? "no reason given" : failure;
      return [cause(ID, prefix, `ECR cannot sign in to ${url}: ${reason}`, fixOf(rule))];
    }),
    ...(valid.length === 0
      ? []
      : [ok(ID, undefined, `ECR can sign in to the upstream registries of ${listText(valid)}`)]),
  ];
}

function fixOf({ customRoleArn, credentialArn, secret, upstreamRegistryUrl: url }: PullThroughCacheRule): string {
  if (customRoleArn !== undefined)
    return `make sure that ${customRoleArn} trusts pullthroughcache.ecr.amazonaws.com and may pull from ${url}, and that a policy in that registry allows the role to pull`;
  return `in the secret ${secret ?? credentialArn ?? ""}, set a valid username and accessToken for ${url}. ECR requires these two keys`;
}
