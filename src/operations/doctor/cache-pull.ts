import { repositoryArn } from "../../domain/aws/arn";
import { CREATE_ACTION, IMPORT_ACTION } from "../../domain/registry/names";
import { denialText, holderOf } from "./denial";
import { cause, ok, unknownCause, type Diagnosis } from "./diagnosis";
import { type Denial } from "./evaluate";
import { decisionOn, OPEN, unclearText, type CacheFacts, type GrantFacts } from "./push-pull";

const ID = "pull/upstream-import";

/**
 * Checks whether a principal may pull images that are not cached yet. Whatever its scope, the registry's policy decides on these
 * actions.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html
 */
export function diagnoseCachePull(facts: GrantFacts): Diagnosis[] {
  const { cache, registryPolicy, repositoryPolicy, identity, principal, repositoryName, location } = facts;
  if (cache === undefined) return [];
  const isForeign = principal.account !== location.account;
  // Across accounts, the policies here may deny whatever the principal's own policies allow.
  const unknownIdentity = { policies: isForeign ? OPEN : [] };
  const made = (cache.exists ? [IMPORT_ACTION] : [IMPORT_ACTION, CREATE_ACTION]).map((action) => {
    const access = decisionOn(facts, action, repositoryArn(location, repositoryName), location.account, {
      ...(identity.known ? identity.value : unknownIdentity),
      // Before the repository exists, it has no policy that could allow its creation.
      resource: action === IMPORT_ACTION && repositoryPolicy.known ? repositoryPolicy.value : undefined,
      registry: registryPolicy.known ? registryPolicy.value?.document : undefined,
    });
    return { action, access };
  });
  const left = made.filter(({ access }) => access.answer !== "allowed");
  const actions = (left.length > 0 ? left : made).map(({ action }) => action).join(", ");
  const unknown = (why: string): Diagnosis[] => [
    unknownCause(ID, repositoryName, unclearText(principal, actions, why)),
  ];
  if (!repositoryPolicy.known && left.length > 0) return unknown(repositoryPolicy.why);
  if (!registryPolicy.known && left.length > 0) return unknown(registryPolicy.why);
  if (!identity.known && (isForeign ? left.length === 0 : left.length > 0)) return unknown(identity.why);
  if (left.length === 0)
    return [ok(ID, repositoryName, `${principal.arn} may pull images from ${cache.upstream} that are not cached yet`)];
  const unclear = left.flatMap(({ access }) => (access.answer === "unclear" ? [access.why] : []));
  if (unclear.length > 0) return unknown([...new Set(unclear)].join("; "));
  const by = left.flatMap(({ access }) => (access.answer === "denied" ? access.by : []));
  return [denied(facts, cache, actions, by)];
}

function denied(facts: GrantFacts, cache: CacheFacts, actions: string, by: readonly Denial[]): Diagnosis {
  const { principal, repositoryName, location } = facts;
  const arn = repositoryArn(location, repositoryName);
  const effect = cache.exists ? "it can pull only cached tags" : "the first pull fails";
  const denials = [...new Set(by.map((denial) => denialText([denial])))].join("; ");
  const found = `${principal.arn} is denied ${actions}, so ${effect}: ${denials}`;
  const explicit = by.find(({ statement }) => statement !== undefined);
  if (explicit?.statement !== undefined) {
    const fix = `remove ${explicit.statement} from ${holderOf(explicit.side, facts)}, or exclude ${principal.arn} from it`;
    return cause(ID, repositoryName, found, fix);
  }
  const ownSide = `allow ${actions} on ${arn} in a policy attached to ${principal.arn}`;
  const byAws = cache.exists ? " (the managed policy AmazonEC2ContainerRegistryPullOnly grants this)" : "";
  const fix =
    principal.account === location.account
      ? `${ownSide}${byAws}, or in registry.policy`
      : `allow ${principal.arn} to call ${actions} on ${arn} in registry.policy, and in account ${principal.account}, ${ownSide}`;
  return cause(ID, repositoryName, found, fix);
}
