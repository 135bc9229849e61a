import { roleArn } from "../../domain/aws/arn";
import { ACCESS_WORDS } from "../../domain/ci/breadth";
import { CI_ROLE_DEFAULTS, roleIssuer } from "../../domain/ci/role-settings";
import { subjectsOf } from "../../domain/ci/source";
import { listText } from "../../domain/text/format";
import { type CiRoleDeclaration, type Environment } from "../../model/environment";
import { type Finding } from "./finding";

const MAX_NAMES = 3;

/** The tokens that may assume a role after the change only. */
export function ciTrustFindings(before: Environment, after: Environment): Finding[] {
  const old = new Map(before.ciRoles.map((role) => [addressOf(role, before), tokensOf(role, before)]));
  return after.ciRoles.flatMap((role) => {
    const trusted = old.get(addressOf(role, after)) ?? new Set();
    const gained = [...tokensOf(role, after)].filter((token) => !trusted.has(token));
    if (gained.length === 0) return [];
    const { access = CI_ROLE_DEFAULTS.access, roleName, repositories, allowBroad } = role;
    const message = `${listText(gained, MAX_NAMES)} may ${ACCESS_WORDS[access]} ${listText(repositories, MAX_NAMES)}`;
    return [
      {
        kind: access === "push" ? "ci-trust" : "ci-trust-read",
        repositories: [],
        message: `CI role ${roleName}: ${message}`,
        short: message,
        details: allowBroad === undefined ? [] : [`Broad on purpose: ${allowBroad}.`],
      },
    ];
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
