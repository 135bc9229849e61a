import { type CiRoleSettings } from "../../domain/ci/role-settings";
import { parseTokenSubject, type TokenSubject } from "../../domain/ci/token-subject";
import { runTexts, subjectsOf } from "../../domain/ci/source";
import { covers } from "../../domain/iam/evaluation/pattern";
import { listOf } from "../../domain/iam/policy";
import { listText } from "../../domain/text/format";
import { deployAccess, deployTrust } from "./role-difference";

/** Whether a token may belong to the project of a role. Only its spelling may differ. */
export function isOfProject({ platform, source }: CiRoleSettings, token: TokenSubject): boolean {
  const { path, formerly = path, subjects = [] } = source;
  if (subjects.some((pattern) => covers(pattern, token.subject))) return true;
  if (platform === "oidc") return subjects.some((subject) => subject.startsWith(token.path));
  const names = [path, formerly.replaceAll(/@\d+/g, "")].map((name) => name.toLowerCase());
  return platform === token.platform && names.some((name) => covers(name, token.path.toLowerCase()));
}

/** What to change so that a role trusts a token's subject. */
export function subjectFix(environment: string, settings: CiRoleSettings, token: TokenSubject): string {
  const { platform, source, roleName } = settings;
  const deploy = deployAccess(environment);
  if (subjectsOf(platform, source).some((declared) => covers(declared, token.subject))) return deployTrust(environment);
  if (platform === "oidc")
    return `add the subject to ${roleName} in ciRoles and run ${deploy}, or run the workflow from a source that the role already trusts`;
  const { path, ids, context } = token;
  const field = platform === "github" ? "repository" : "project";
  const set = [
    ...(covers(source.path, path) ? [] : [`${field}: ${path} (subjects are case-sensitive)`]),
    ...(ids === undefined || ids === source.ids ? [] : [`ids: ${ids}`]),
    ...(context.kind === "branch" ? missingName("branch", listOf(source.branch), context.name) : []),
  ];
  const changes = [
    ...(set.length > 0 ? [`set ${set.join(" and ")}`] : []),
    ...(ids === undefined && source.ids !== undefined ? ["remove ids"] : []),
  ];
  const inFile = `${changes.join(" and ")} for ${roleName} in ciRoles, then run ${deploy}`;
  const run = runFix(settings, token);
  if (run === undefined) return changes.length > 0 ? inFile : deployTrust(environment);
  return changes.length > 0 ? `${run}. Also ${inFile}` : run;
}

/** The setting that also trusts a name; none if it does already. */
function missingName(field: "branch" | "tag" | "environment", trusted: readonly string[], name: string): string[] {
  if (trusted.some((pattern) => covers(pattern, name))) return [];
  // A role for one branch is usually meant for another one instead.
  const replaces = trusted.length === 0 || (field === "branch" && trusted.length === 1);
  return [`${field}: ${replaces ? name : `[${[...trusted, name].join(", ")}]`}`];
}

/** What to change in the workflow. @returns `undefined` if its runs are of a branch */
function runFix({ source, roleName }: CiRoleSettings, { context }: TokenSubject): string | undefined {
  const runs = listText(runTexts(source));
  const set = (field: "tag" | "environment", name: string): string =>
    missingName(field, listOf(source[field]), name)
      .map((setting) => `set ${setting} for ${roleName} in ciRoles, or `)
      .join("");
  switch (context.kind) {
    case "branch":
      return undefined;
    case "environment":
      if (listOf(source.environment).some((pattern) => covers(pattern, context.name))) return undefined;
      return source.branch === undefined && source.tag === undefined && source.pullRequests !== true
        ? `${set("environment", context.name)}assume the role only in runs that it trusts: ${runs}. The role does not trust the environment ${context.name}`
        : `${set("environment", context.name)}remove "environment: ${context.name}" from the job that assumes the role, because the role trusts ${runs}, not ${source.environment === undefined ? "an" : "that"} environment`;
    case "tag":
      if (listOf(source.tag).some((pattern) => covers(pattern, context.name))) return undefined;
      return `${set("tag", context.name)}assume the role only in runs that it trusts: ${runs}. The role does not trust the tag ${context.name}`;
    case "pull-request":
      if (source.pullRequests === true) return undefined;
      return `assume the role only in runs that it trusts: ${runs}. The role does not trust pull requests`;
    case "other":
      return "restore the project's default subject, or add this subject to the role's subjects in ciRoles";
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
