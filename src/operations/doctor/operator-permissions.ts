import { dnsSuffix, parseArn, partitionOf, repositoryArn, type AwsLocation } from "../../domain/aws/arn";
import { distinctEntries } from "../../domain/operator/manages";
import { DELETE_ACTION, KEY_ACTIONS, OPERATOR_ACTIONS } from "../../domain/operator/permissions";
import { type OperatorRoleSettings } from "../../domain/operator/role-settings";
import { cause, ok, someOf, unknownCause, type Diagnosis } from "./diagnosis";
import { evaluateAccess, type Denial, type Side } from "./evaluate";
import { type KeyFacts } from "./key";
import { type DeployedRole } from "./operator-facts";

/** Whether the role may do all that the operator calls: by its own policies, its boundary, and those of its keys. */
export function diagnosePermissions(
  environment: string,
  settings: OperatorRoleSettings,
  role: DeployedRole,
  keys: readonly KeyFacts[],
): Diagnosis[] {
  const denied = new Map<string, { readonly by: readonly Denial[]; readonly on: string; readonly actions: string[] }>();
  const unclear: string[] = [];
  for (const { action, resource, on, context, keyPolicy } of needsOf(settings, keys)) {
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
      `${role.arn} may not ${actions.join(", ")} there: ${by.map(denialText).join("; ")}`,
      fixText(environment, { by, on, actions }, role, settings),
    ),
  );
  if (found.length > 0) return found;
  if (unclear.length > 0) return [unknownCause(id, undefined, someOf(unclear))];
  return [
    ok(id, undefined, `${role.arn} may do what the operator calls on ${someOf(distinctEntries(settings.manages))}`),
  ];
}

/** Whose policies they are, with the word for what these do. */
const SIDES: Readonly<Record<Side, readonly [whose: string, does: string]>> = {
  identity: ["its policies", "do"],
  boundary: ["its permissions boundary", "does"],
  resource: ["the key's policy", "does"],
  registry: ["the registry's policy", "does"],
};

function denialText({ side, statement }: Denial): string {
  const [whose, does] = SIDES[side];
  if (statement === undefined) return `${whose} ${does} not allow it`;
  return `denied by ${side === "resource" ? `${whose}, ` : ""}${statement}`;
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
    return `allow it in the boundary ${permissionsBoundary ?? "of the role"} too, or take the boundary off`;
  if (first?.side === "resource") {
    return first.statement === undefined
      ? `allow ${actions.join(", ")} to ${role.arn}, or to its account, in the policy of ${on} (aws kms put-key-policy)`
      : `take ${first.statement} out of the policy of ${on}, or let it except ${role.arn} (aws kms put-key-policy)`;
  }
  return `npx cdktf deploy ${environment}-access attaches the declared policies${first?.statement === undefined ? "" : "; detach the policy that denies"}`;
}

interface Need {
  readonly action: string;
  readonly resource: string;
  /** How people call the resource. */
  readonly on: string;
  /** Condition keys of the request. */
  readonly context?: Readonly<Record<string, string>>;
  /** Policy of a key. */
  readonly keyPolicy?: unknown;
}

function needsOf(
  { manages, location, allowDelete, kmsKeyArns }: OperatorRoleSettings,
  keys: readonly KeyFacts[],
): Need[] {
  const actions = allowDelete === true ? [...OPERATOR_ACTIONS, DELETE_ACTION] : OPERATOR_ACTIONS;
  const repositories = distinctEntries(manages).flatMap((entry) => {
    const resource = repositoryArn(location, entry.endsWith("/") ? `${entry}any` : entry);
    return actions.map((action) => ({ action, resource, on: entry }));
  });
  const onKeys = (kmsKeyArns ?? []).flatMap((arn) => {
    const key = keys.find((each) => each.arn === arn)?.key;
    const keyPolicy = key?.known === true && key.value !== undefined ? key.value.policy : usualKeyPolicy(location);
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

/**
 * Condition keys of what ECR asks of KMS in somebody's name.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
function throughEcr({ account, region }: AwsLocation): Readonly<Record<string, string>> {
  return {
    "kms:CallerAccount": account,
    "kms:ViaService": `ecr.${region}.${dnsSuffix(partitionOf(region))}`,
  };
}

/** What a key's policy is taken to be where it is not seen: AWS's usual one, which leaves the decision to IAM. */
function usualKeyPolicy({ account }: AwsLocation): object {
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: account }, Action: "kms:*", Resource: "*" }],
  };
}
