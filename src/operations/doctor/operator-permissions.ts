import { parseArn, repositoryArn, type AwsLocation } from "../../domain/aws/arn";
import { distinctEntries } from "../../domain/operator/manages";
import { DELETE_ACTION, KEY_ACTIONS, OPERATOR_ACTIONS } from "../../domain/operator/permissions";
import { type OperatorRoleSettings } from "../../domain/operator/role-settings";
import { throughEcr } from "../../domain/registry/key";
import { listText } from "../../domain/text/format";
import { cause, ok, unknownCause, type Diagnosis } from "./diagnosis";
import { evaluateAccess, type Denial, type Side } from "./evaluate";
import { type KeyFacts } from "./key";
import { type DeployedRole } from "./operator-facts";

/** Checks that the role's policies, its permissions boundary and its key policies allow every call of the operator. */
export function diagnosePermissions(
  environment: string,
  settings: OperatorRoleSettings,
  role: DeployedRole,
  keys: readonly KeyFacts[],
): Diagnosis[] {
  const denied = new Map<string, { readonly by: readonly Denial[]; readonly on: string; readonly actions: string[] }>();
  const unclear: string[] = [];
  for (const { action, resource, on, context, keyPolicy } of requirementsOf(settings, keys)) {
    const access = evaluateAccess(
      { principal: role.arn, action, resource, account: parseArn(resource)?.account ?? "", context },
      { ...role, resource: keyPolicy },
    );
    if (access.answer === "unclear") unclear.push(`${action} on ${on}: ${access.why}`);
    if (access.answer !== "denied") continue;
    const key = `${on} ${JSON.stringify(access.by)}`;
    const same = denied.get(key);
    if (same === undefined) denied.set(key, { by: access.by, on, actions: [action] });
    else same.actions.push(action);
  }
  const id = "operator/permissions";
  const found = [...denied.values()].map(({ by, on, actions }) =>
    cause(
      id,
      on,
      `${role.arn} is denied ${actions.join(", ")} on ${on}: ${by.map(denialText).join("; ")}`,
      fixText(environment, { by, on, actions }, role, settings),
    ),
  );
  if (found.length > 0) return found;
  if (unclear.length > 0) return [unknownCause(id, undefined, listText(unclear))];
  const entries = listText(distinctEntries(settings.manages));
  return [ok(id, undefined, `${role.arn} has the permissions that the operator needs on ${entries}`)];
}

/** Names of the policies, with their verb. */
const SIDES: Readonly<Record<Side, readonly [policies: string, verb: string]>> = {
  identity: ["its policies", "do"],
  boundary: ["its permissions boundary", "does"],
  resource: ["the key's policy", "does"],
  registry: ["the registry's policy", "does"],
};

function denialText({ side, statement }: Denial): string {
  const [policies, verb] = SIDES[side];
  if (statement === undefined) return `${policies} ${verb} not allow it`;
  return `denied by ${side === "resource" ? `${policies}, ` : ""}${statement}`;
}

interface Denied {
  readonly by: readonly Denial[];
  readonly on: string;
  readonly actions: readonly string[];
}

function fixText(
  environment: string,
  { by, on, actions }: Denied,
  role: DeployedRole,
  { permissionsBoundary }: OperatorRoleSettings,
): string {
  const [first] = by;
  if (first?.side === "boundary")
    return `also allow it in the permissions boundary ${permissionsBoundary ?? "of the role"}, or remove the boundary`;
  if (first?.side === "resource") {
    return first.statement === undefined
      ? `grant ${actions.join(", ")} to ${role.arn}, or to its account, in the policy of ${on} (aws kms put-key-policy)`
      : `remove ${first.statement} from the policy of ${on}, or exclude ${role.arn} from it (aws kms put-key-policy)`;
  }
  return `attach the declared policies: npx cdktf deploy ${environment}-access${first?.statement === undefined ? "" : ". Detach the policy that denies the action"}`;
}

interface Requirement {
  readonly action: string;
  readonly resource: string;
  /** The resource's name in messages. */
  readonly on: string;
  /** Condition keys of the request. */
  readonly context?: Readonly<Record<string, string>>;
  /** @default - the resource is not a key */
  readonly keyPolicy?: unknown;
}

function requirementsOf(
  { manages, location, allowDelete, kmsKeyArns }: OperatorRoleSettings,
  keys: readonly KeyFacts[],
): Requirement[] {
  const actions = allowDelete === true ? [...OPERATOR_ACTIONS, DELETE_ACTION] : OPERATOR_ACTIONS;
  const repositories = distinctEntries(manages).flatMap((entry) => {
    const resource = repositoryArn(location, entry.endsWith("/") ? `${entry}any` : entry);
    return actions.map((action) => ({ action, resource, on: entry }));
  });
  const onKeys = (kmsKeyArns ?? []).flatMap((arn) => {
    const key = keys.find((candidate) => candidate.arn === arn)?.key;
    const keyPolicy = key?.known === true && key.value !== undefined ? key.value.policy : defaultKeyPolicy(location);
    return KEY_ACTIONS.map((action) => ({
      action,
      resource: arn,
      on: arn,
      keyPolicy,
      context: { ...throughEcr(location), ...(action === GRANT ? { "kms:GrantIsForAWSResource": "true" } : {}) },
    }));
  });
  return [...repositories, ...onKeys];
}

const GRANT: (typeof KEY_ACTIONS)[number] = "kms:CreateGrant";

/** Stands in for a key policy that cannot be read: AWS's default policy leaves the decision to IAM. */
function defaultKeyPolicy({ account }: AwsLocation): object {
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: account }, Action: "kms:*", Resource: "*" }],
  };
}
