import { ACCOUNT_ID, parseArn } from "../aws/arn";
import { callerOf } from "../iam/evaluation/caller";
import { requestContext } from "../iam/evaluation/context";
import { decide } from "../iam/evaluation/decide";
import { readPolicy, type NamedStatement } from "../iam/evaluation/policy";
import { listOf, principalNames, type PolicyDocument, type PolicyStatement } from "../iam/policy";
import { warning, type Problem } from "../problems/problem";
import { patternNamesAction } from "../repository-policy/actions";
import { CREATE_ACTION, IMPORT_ACTION } from "./names";

/** A policy with grants of repositories of the cache, and what a pull through the cache requires of the registry. */
export interface CachePullers {
  /** The repository policy with its grants. @default - none */
  readonly policy?: PolicyDocument;
  /** The registry policy. @default - none */
  readonly registry?: PolicyDocument;
  /** ARN of the repositories; may end in `*`. */
  readonly resource: string;
  /** Account of the registry. */
  readonly account: string;
  /** Required actions, in addition to those of every pull. */
  readonly actions: readonly string[];
}

/** The setting that a statement of a repository policy comes from. */
const SETTINGS: Readonly<Record<string, string>> = { AllowPull: "pullPrincipals", AllowPush: "pushPrincipals" };

/**
 * Warns about principals of other accounts that may pull, but not import from the upstream registry. Across accounts, the
 * repository's or the registry's policy must allow the import, and only the registry's the creation of a repository.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html
 */
export function checkCachePullers(pullers: CachePullers): Problem[] {
  return (pullers.policy?.Statement ?? []).flatMap((statement) => {
    const isPull = listOf(statement.Action).some((action) => patternNamesAction(action, "ecr:BatchGetImage"));
    if (statement.Effect !== "Allow" || !isPull) return [];
    const missing = foreignPrincipals(statement, pullers.account).map((principal) => ({
      principal,
      actions: pullers.actions.filter((action) => !isAllowed(principal, action, pullers)),
    }));
    const denied = missing.filter(({ actions }) => actions.length > 0);
    if (denied.length === 0) return [];
    const AWS = denied.map(({ principal }) => principal);
    const actions = pullers.actions.filter((action) => denied.some((it) => it.actions.includes(action)));
    const missingStatement = { Effect: "Allow", Principal: { AWS }, Action: actions, Resource: pullers.resource };
    const limit = actions.includes(IMPORT_ACTION)
      ? "images that are already cached"
      : "from repositories that already exist";
    const message = `expected a statement in registry.policy that allows ${AWS.join(", ")} to pull through the cache, found none. Without this statement, these principals can pull only ${limit}. Add ${JSON.stringify(missingStatement)}`;
    return [warning("registry/cache-pull", [SETTINGS[statement.Sid ?? ""] ?? "repositoryPolicy"], message)];
  });
}

/** ARNs of other accounts' principals; an account ID as the ARN of the account. */
function foreignPrincipals(statement: PolicyStatement, account: string): string[] {
  const named = principalNames(statement.Principal);
  const arns = named.map((name) => (ACCOUNT_ID.test(name) ? `arn:aws:iam::${name}:root` : name));
  return [...new Set(arns)].filter((arn) => {
    const owner = parseArn(arn)?.account ?? "";
    return owner !== "" && owner !== account;
  });
}

/** Assumes that the principal's own policies allow everything. What depends on the request counts as allowed. */
function isAllowed(principal: string, action: string, { policy, registry, resource, account }: CachePullers): boolean {
  const repository = action === CREATE_ACTION ? undefined : policy;
  const request = { action, resource, account, caller: callerOf(principal), context: requestContext({ present: {} }) };
  const policies = { identity: OPEN, resource: statementsOf(repository), registry: statementsOf(registry) };
  return decide(request, policies).allowed !== false;
}

const OPEN: readonly NamedStatement[] = [
  { name: "open", variables: false, statement: { Effect: "Allow", Action: "*", Resource: "*" } },
];

/** The statements of a valid policy. Faults in others are reported by their own checks. */
function statementsOf(policy: PolicyDocument | undefined): readonly NamedStatement[] {
  if (policy === undefined) return [];
  const read = readPolicy(policy, "resource");
  return read.ok ? read.statements : [];
}
