import { planPolicies } from "../../../src/domain/operator/plan-policies";
import { type OperatorRoleSettings } from "../../../src/domain/operator/role-settings";
import { trustPolicy } from "../../../src/domain/operator/trust-policy";
import { type KeyFacts } from "../../../src/operations/doctor/key";
import { observed } from "../../../src/operations/doctor/observed";
import { type DeployedRole, type OperatorFacts } from "../../../src/operations/doctor/operator-facts";
import { diagnoseOperator } from "../../../src/operations/doctor/operator-role";

export const ISSUER = "https://oidc.example.com/id/1";
export const PROVIDER = "arn:aws:iam::111122223333:oidc-provider/oidc.example.com/id/1";
export const ROLE = "arn:aws:iam::111122223333:role/operator";
export const KEY = "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555";
export const CLUSTER = { key: "one", oidcIssuer: ISSUER };

export const settings = (parts: Partial<OperatorRoleSettings> = {}): OperatorRoleSettings => ({
  location: { account: "111122223333", region: "eu-west-1" },
  roleName: "operator",
  manages: ["sandbox/", "playground"],
  clusters: [CLUSTER],
  serviceAccounts: [{ namespace: "ns", name: "operator" }],
  ...parts,
});

export function deployed(of: OperatorRoleSettings): DeployedRole {
  return {
    arn: ROLE,
    trust: trustPolicy([{ sid: "One", issuer: "oidc.example.com/id/1", providerArn: PROVIDER }], of.serviceAccounts),
    policies: planPolicies(of).documents.map((document, index) => ({ name: `operator-${index + 1}`, document })),
  };
}

export function facts(of: OperatorRoleSettings, parts: Partial<OperatorFacts> = {}): OperatorFacts {
  return {
    environment: "dev",
    settings: of,
    role: observed(deployed(of)),
    clusters: [
      {
        cluster: CLUSTER,
        issuer: observed(ISSUER),
        provider: observed({ arn: PROVIDER, clientIds: ["sts.amazonaws.com"] }),
      },
    ],
    keys: (of.kmsKeyArns ?? []).map((arn) => key(arn)),
    ...parts,
  };
}

export const ACCOUNT = {
  Sid: "Account",
  Effect: "Allow",
  Principal: { AWS: "111122223333" },
  Action: "kms:*",
  Resource: "*",
};

export function key(arn: string, statements: readonly object[] = [ACCOUNT], state = "Enabled"): KeyFacts {
  return { arn, uses: ["it"], key: observed({ state, policy: { Version: "2012-10-17", Statement: statements } }) };
}

export const summary = (operator: OperatorFacts): string[][] =>
  diagnoseOperator(operator).map(({ id, verdict }) => [id, verdict]);
