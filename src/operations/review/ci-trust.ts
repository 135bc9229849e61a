import { roleArn } from "../../domain/aws/arn";
import { CI_ROLE_DEFAULTS, roleIssuer } from "../../domain/ci/role-settings";
import { subjectsOf } from "../../domain/ci/source";
import { type CiRoleDeclaration, type Environment } from "../../model/environment";
import { type Finding } from "./finding";
import { trustFindings } from "./trust";

const KINDS = { push: "ci-trust", read: "ci-trust-read" } as const;

/** The tokens that may assume a role after the change only. */
export function ciTrustFindings(before: Environment, after: Environment): Finding[] {
  const old = new Map(before.ciRoles.map((role) => [addressOf(role, before), tokensOf(role, before)]));
  return after.ciRoles.flatMap((role) => {
    const { access = CI_ROLE_DEFAULTS.access, roleName, repositories, allowBroad } = role;
    const details = allowBroad === undefined ? [] : [`Broad on purpose: ${allowBroad}.`];
    return trustFindings(
      { what: `CI role ${roleName}`, access, repositories, kinds: KINDS, details },
      old.get(addressOf(role, after)) ?? new Set(),
      tokensOf(role, after),
    );
  });
}

function addressOf({ roleName, path = CI_ROLE_DEFAULTS.path }: CiRoleDeclaration, { location }: Environment): string {
  return roleArn(location, roleName, path);
}

/** Subjects; with another issuer, audience or workflow, the same subject is another token. */
function tokensOf(role: CiRoleDeclaration, { location }: Environment): Set<string> {
  const { issuer, audience } = roleIssuer({ ...role, location });
  const { workflow } = role.source;
  const usual =
    role.platform === "oidc" || role.tokens !== undefined ? ` of ${issuer} for ${[audience].flat().join(", ")}` : "";
  const by = workflow === undefined ? "" : ` in ${workflow}`;
  const url = role.githubUrl ?? role.gitlabUrl;
  const at = url === undefined ? "" : ` at ${url}`;
  return new Set(subjectsOf(role.platform, role.source).map((subject) => `${subject}${by}${at}${usual}`));
}
