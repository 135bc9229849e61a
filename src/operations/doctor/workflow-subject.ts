import { type CiRoleSettings } from "../../domain/ci/role-settings";
import { parseTokenSubject, type TokenSubject } from "../../domain/ci/token-subject";
import { subjectOf } from "../../domain/ci/trust-policy";

/** Whether a token may belong to the project of a role. Only its spelling may differ. */
export function isOfProject({ platform, source }: CiRoleSettings, token: TokenSubject): boolean {
  return platform === token.platform && source.path.toLowerCase() === token.path.toLowerCase();
}

/** What to change so that a role trusts a token's subject. */
export function subjectFix(environment: string, settings: CiRoleSettings, token: TokenSubject): string {
  const { platform, source, roleName } = settings;
  const deploy = `npx cdktf deploy ${environment}-access`;
  if (token.subject === subjectOf(platform, source)) return `write the declared trust policy: ${deploy}`;
  const { path, ids, context } = token;
  const field = platform === "github" ? "repository" : "project";
  const set = [
    ...(path === source.path ? [] : [`${field}: ${path} (subjects are case-sensitive)`]),
    ...(ids === undefined || ids === source.ids ? [] : [`ids: ${ids}`]),
    ...(context.kind === "branch" && context.name !== source.branch ? [`branch: ${context.name}`] : []),
  ];
  const changes = [
    ...(set.length > 0 ? [`set ${set.join(" and ")}`] : []),
    ...(ids === undefined && source.ids !== undefined ? ["remove ids"] : []),
  ];
  const inFile = `${changes.join(" and ")} for ${roleName} in ciRoles, then run ${deploy}`;
  const run = runFix(settings, token);
  if (run === undefined) return changes.length > 0 ? inFile : `write the declared trust policy: ${deploy}`;
  return changes.length > 0 ? `${run}. Also ${inFile}` : run;
}

/** What to change in the workflow. @returns `undefined` if its runs are of a branch */
function runFix({ source: { branch } }: CiRoleSettings, { context }: TokenSubject): string | undefined {
  switch (context.kind) {
    case "branch":
      return undefined;
    case "environment":
      return `remove "environment: ${context.name}" from the job that assumes the role, because the role trusts branch ${branch} and not an environment`;
    case "tag":
      return `push from a run of branch ${branch}, because the role trusts that branch and not the tag ${context.name}`;
    case "pull-request":
      return `push from a run of branch ${branch}, because the role trusts that branch and not pull requests`;
    case "other":
      return "reset the project's customized subject to the default, or write the role's trust policy yourself";
  }
}

/** Explains a declared and a trusted subject of one project if only one of them contains IDs. @returns `""` for others */
export function idsRemark(declared: string, trusted: readonly string[]): string {
  const own = parseTokenSubject(declared);
  const other = trusted
    .map((text) => parseTokenSubject(text))
    .find((found) => found?.path === own?.path && (found?.ids === undefined) !== (own?.ids === undefined));
  if (other === undefined) return "";
  return other.ids === undefined
    ? ". Tokens contain IDs if the repository was created, renamed or transferred since July 15, 2026"
    : `. If the repository was created, renamed or transferred since July 15, 2026, its tokens contain IDs: set ids: ${other.ids} instead`;
}
