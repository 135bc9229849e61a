import { listOf } from "../iam/policy";
import { type CiRoleSettings } from "./role-settings";
import { type WorkflowPlatform } from "./workflow-settings";

const BITBUCKET_ISSUER = /^api\.bitbucket\.org\/2\.0\/workspaces\/[^/]+\/pipelines-config\/identity\/oidc$/;

type RolePlatform = Pick<CiRoleSettings, "platform" | "tokens" | "source">;

/** The platform of a role's workflows; `undefined` if no workflow is printed for it. */
export function workflowPlatform({ platform, tokens }: RolePlatform): WorkflowPlatform | undefined {
  if (platform !== "oidc") return platform;
  return BITBUCKET_ISSUER.test(tokens?.issuer ?? "") ? "bitbucket" : undefined;
}

/** Whether a role trusts only steps that deploy to an environment: subjects then name repository, environment and step. */
export function trustsDeployments({ source }: RolePlatform): boolean {
  const subjects = listOf(source.subjects);
  return subjects.length > 0 && subjects.every((subject) => subject.split(":").length > 2);
}
