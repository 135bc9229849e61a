import { roleArn } from "../../domain/aws/arn";
import { type TokenSubject } from "../../domain/ci/token-subject";
import { CI_ROLE_DEFAULTS, rolePermissions, roleTrust } from "../../domain/ci/role-settings";
import { ACCESS_WORDS } from "../../domain/ci/breadth";
import { oneOf } from "../../domain/problems/problem";
import { listText } from "../../domain/text/format";
import { cause, hasCause, skipped, unknownCause, type Diagnosis } from "./diagnosis";
import { type DeployedRole } from "./operator-facts";
import { deployAccess, diagnoseDifference } from "./role-difference";
import { diagnosePermissions } from "./role-permissions";
import { type WorkflowFacts, type WorkflowRole } from "./workflow-facts";
import { diagnoseWorkflowProvider } from "./workflow-provider";
import { isOfProject } from "./workflow-subject";
import { diagnoseWorkflowTrust } from "./workflow-trust";

/** Checks the roles of `ciRoles`: their OIDC providers, and the trust and permissions of the roles in IAM. */
export function diagnoseWorkflows(facts: WorkflowFacts): Diagnosis[] {
  const { environment, roles } = facts;
  const providers = new Map(roles.map((role) => [role.providerArn, diagnoseWorkflowProvider(environment, role)]));
  const ofToken = diagnoseToken(facts);
  const ofRoles = roles.flatMap((role) => diagnoseRole(environment, role));
  // The given token says more about the same fault.
  const isReported = ({ id, about }: Diagnosis): boolean =>
    ofToken.some((reported) => reported.id === id && reported.about === about);
  return [...providers.values(), ...ofToken, ...ofRoles.filter((diagnosis) => !isReported(diagnosis))];
}

function diagnoseRole(environment: string, found: WorkflowRole): Diagnosis[] {
  const { settings, role, providerArn } = found;
  const { roleName } = settings;
  const id = "workflow/role";
  if (!role.known) return [unknownCause(id, roleName, role.why)];
  const arn = roleArn(settings.location, roleName, settings.path ?? CI_ROLE_DEFAULTS.path);
  const fix = deployAccess(environment);
  if (role.value === undefined) return [cause(id, roleName, `the role ${arn} does not exist in IAM`, fix)];
  const deployed = role.value;
  if (deployed.arn !== arn) {
    const evidence = `expected the role ${arn}, found ${deployed.arn}, so a workflow that assumes the declared role fails`;
    return [cause(id, roleName, evidence, fix)];
  }
  const checks = [
    ...diagnoseWorkflowTrust(environment, found, deployed),
    ...diagnosePermissions(deployed, {
      ...{ id: "workflow/permissions", environment, about: roleName, location: settings.location },
      permissions: rolePermissions(settings),
      boundary: settings.permissionsBoundary,
      may: `${ACCESS_WORDS[settings.access ?? CI_ROLE_DEFAULTS.access]} ${listText(settings.repositories)}`,
    }),
  ];
  // These causes already report what differs.
  if (hasCause(checks)) return checks;
  const difference = diagnoseDifference({ environment, area: "workflow", about: roleName }, deployed, {
    trust: roleTrust(settings, providerArn),
    policies: [rolePermissions(settings)],
    boundary: settings.permissionsBoundary,
  });
  return [...checks, difference];
}

/** The setting that trusts the project of a token. */
function settingOf({ platform, ids, path, subject }: TokenSubject): string {
  if (platform === "oidc") return `the platform's settings, or oidc with the subject ${JSON.stringify(subject)}`;
  const field = platform === "github" ? "repository" : "project";
  return `${field}: ${JSON.stringify(ids === undefined ? path : subject)}`;
}

/** Looks for a role that accepts the given token. */
function diagnoseToken({ environment, roles, token }: WorkflowFacts): Diagnosis[] {
  if (token === undefined) {
    const why = "to check the subject of a workflow's token, pass its sub claim with --subject";
    return roles.length === 0 ? [] : [skipped("workflow/subject", undefined, why)];
  }
  const ofProject = roles.filter(({ settings }) => isOfProject(settings, token));
  if (ofProject.length === 0) {
    const projects = [...new Set(roles.map(({ settings }) => settings.source.path))];
    const trusted =
      projects.length === 0 ? "ciRoles does not declare a role to check" : `ciRoles trusts ${oneOf(projects, "and")}`;
    const evidence = `no role trusts the project ${token.path} (token subject ${token.subject}): ${trusted}`;
    const fix = `declare a role for the project under ciRoles (${settingOf(token)}), then run ${deployAccess(environment)}`;
    return [cause("workflow/subject", undefined, evidence, fix)];
  }
  const outcomes = ofProject.flatMap((found) => {
    const deployed: DeployedRole | undefined = found.role.known ? found.role.value : undefined;
    return deployed === undefined ? [] : [diagnoseWorkflowTrust(environment, found, deployed, token)];
  });
  // Another role of the project may be for another branch.
  const accepting = outcomes.filter((diagnoses) => !hasCause(diagnoses));
  return (accepting.length > 0 ? accepting : outcomes).flat();
}
