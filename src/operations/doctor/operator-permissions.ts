import { parseArn, repositoryArn, type AwsLocation } from "../../domain/aws/arn";
import { distinctEntries } from "../../domain/operator/manages";
import { DELETE_ACTION, KEY_ACTIONS, OPERATOR_ACTIONS } from "../../domain/operator/permissions";
import { type OperatorRoleSettings } from "../../domain/operator/role-settings";
import { throughEcr } from "../../domain/registry/key";
import { listText } from "../../domain/text/format";
import { cause, ok, unknownCause, type Diagnosis } from "./diagnosis";
import { type AccessRequest, type Denial, type Side } from "./evaluate";
import { type KeyFacts } from "./key";
import { type DeployedRole } from "./operator-facts";
import { evaluateCalls, permissionFix, type RequiredCall } from "./role-permissions";

/** Checks that the role's policies, its permissions boundary and its key policies allow every call of the operator. */
export function diagnosePermissions(
  environment: string,
  settings: OperatorRoleSettings,
  role: DeployedRole,
  keys: readonly KeyFacts[],
): Diagnosis[] {
  const id = "operator/permissions";
  const { denied, unclear } = evaluateCalls(role, requiredCalls(role, settings, keys));
  const found = denied.map(({ by, on, actions }) => {
    const evidence = `${role.arn} is denied ${actions} on ${on}: ${by.map(denialText).join("; ")}`;
    const [first] = by;
    const fix =
      first?.side === "resource"
        ? keyFix(first, on, actions, role)
        : permissionFix(environment, "policies", by, settings.permissionsBoundary);
    return cause(id, on, evidence, fix);
  });
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

function keyFix({ statement }: Denial, key: string, actions: string, { arn }: DeployedRole): string {
  return statement === undefined
    ? `grant ${actions} to ${arn}, or to its account, in the policy of ${key} (aws kms put-key-policy)`
    : `remove ${statement} from the policy of ${key}, or exclude ${arn} from it (aws kms put-key-policy)`;
}

function requiredCalls(
  { arn: principal }: DeployedRole,
  { manages, location, allowDelete, kmsKeyArns = [] }: OperatorRoleSettings,
  keys: readonly KeyFacts[],
): RequiredCall[] {
  const request = (action: string, resource: string): AccessRequest => {
    const { account = "" } = parseArn(resource) ?? {};
    return { principal, action, resource, account };
  };
  const actions = allowDelete === true ? [...OPERATOR_ACTIONS, DELETE_ACTION] : OPERATOR_ACTIONS;
  const repositories = distinctEntries(manages).flatMap((entry) => {
    const resource = repositoryArn(location, entry.endsWith("/") ? `${entry}any` : entry);
    return actions.map((action) => ({ on: entry, request: request(action, resource) }));
  });
  const onKeys = kmsKeyArns.flatMap((arn) => {
    const key = keys.find((candidate) => candidate.arn === arn)?.key;
    const policy = key?.known === true && key.value !== undefined ? key.value.policy : defaultKeyPolicy(location);
    return KEY_ACTIONS.map((action) => {
      const context = { ...throughEcr(location), ...(action === GRANT ? { "kms:GrantIsForAWSResource": "true" } : {}) };
      return { on: arn, policy, request: { ...request(action, arn), context } };
    });
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
