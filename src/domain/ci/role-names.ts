import { logicalId, snakeCase } from "../terraform/logical-id";
import { type CiRoleSettings, roleIssuer } from "./role-settings";

/** What all addresses of this kind begin with, so that they are told from the operator's. */
export const CI_PREFIX = "ci_";

/** A role's name as part of Terraform addresses: `production-github-ecr-push` becomes `ci_production_github_ecr_push`. */
export function roleAddress(roleName: string): string {
  return `${CI_PREFIX}${snakeCase(roleName)}`;
}

/** An OIDC provider's: `ci_github`, `ci_gitlab_com`, `ci_git_example_com`. */
export function providerAddress(settings: CiRoleSettings): string {
  if (settings.platform === "github") return `${CI_PREFIX}github`;
  return `${CI_PREFIX}${logicalId(roleIssuer(settings).issuer).replaceAll("-", "_")}`;
}
