import { rolePermissions, roleTrust, type CiRoleSettings } from "../../../src/domain/ci/role-settings";
import { parseTokenSubject } from "../../../src/domain/ci/token-subject";
import { type Diagnosis } from "../../../src/operations/doctor/diagnosis";
import { type DeployedRole } from "../../../src/operations/doctor/operator-facts";
import { observed } from "../../../src/operations/doctor/observed";
import { type WorkflowRole } from "../../../src/operations/doctor/workflow-facts";
import { diagnoseWorkflows } from "../../../src/operations/doctor/workflow-role";

export const PROVIDER = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
export const PLAIN = "repo:acme/api:ref:refs/heads/main";
export const NUMBERED = "repo:acme@123456/api@456789:ref:refs/heads/main";

export function settings(parts: Partial<CiRoleSettings> = {}): CiRoleSettings {
  return {
    location: { account: "111122223333", region: "eu-west-1" },
    roleName: "ci",
    platform: "github",
    source: { path: "acme/api", branch: "main" },
    repositories: ["team/api", "web/"],
    ...parts,
  };
}

export const IDS = { source: { path: "acme/api", ids: "123456/456789", branch: "main" } };

export function deployed(of: CiRoleSettings, parts: Partial<DeployedRole> = {}): DeployedRole {
  return {
    arn: `arn:aws:iam::111122223333:role/${of.roleName}`,
    trust: roleTrust(of, PROVIDER),
    policies: [{ name: "push", document: rolePermissions(of) }],
    ...parts,
  };
}

export function role(
  of: CiRoleSettings,
  inAws: DeployedRole = deployed(of),
  parts: Partial<WorkflowRole> = {},
): WorkflowRole {
  return {
    settings: of,
    makesProvider: false,
    providerArn: PROVIDER,
    provider: observed({ arn: PROVIDER, clientIds: ["sts.amazonaws.com"] }),
    role: observed(inAws),
    ...parts,
  };
}

export function diagnose(roles: readonly WorkflowRole[], subject?: string): Diagnosis[] {
  const token = subject === undefined ? undefined : parseTokenSubject(subject);
  expect(token === undefined).toBe(subject === undefined);
  return diagnoseWorkflows({ environment: "dev", roles, ...(token === undefined ? {} : { token }) });
}

export const causes = (diagnoses: readonly Diagnosis[]): Diagnosis[] =>
  diagnoses.filter(({ verdict }) => verdict === "cause");
