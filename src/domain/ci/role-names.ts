import { terraformName, snakeCase } from "../terraform/terraform-name";
import { GITHUB_ISSUER } from "./issuers";
import { roleIssuer } from "./role-settings";

/** Prefix of the Terraform addresses of CI roles, which keeps them apart from the operator's. */
export const CI_PREFIX = "ci_";

/** Terraform address of a role: `ci_production_github_ecr_push` for `production-github-ecr-push`. */
export function roleAddress(roleName: string): string {
  return `${CI_PREFIX}${snakeCase(roleName)}`;
}

/** Terraform address of an OIDC provider: `ci_github`, `ci_gitlab_com`, `ci_git_example_com`. */
export function providerAddress(settings: Parameters<typeof roleIssuer>[0]): string {
  if (roleIssuer(settings).issuer === GITHUB_ISSUER) return `${CI_PREFIX}github`;
  return `${CI_PREFIX}${terraformName(roleIssuer(settings).issuer).replaceAll("-", "_")}`;
}
