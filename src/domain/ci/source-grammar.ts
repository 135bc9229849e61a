/**
 * Rules of GitHub, GitLab and Git for names. The patterns have no look-around, because Terraform does not support it; `never`
 * matches what a pattern without look-around cannot exclude.
 */
export interface NameGrammar {
  readonly pattern: RegExp;
  /** Matches invalid names that the pattern accepts. */
  readonly never: RegExp;
}

const GITLAB_PART = "[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?";
const BRANCH_PART = "[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*";

/**
 * Projects by platform, with an example. Names of GitHub enterprise managed users end in an underscore and a short code.
 * @see https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication
 * @see https://docs.gitlab.com/user/reserved_names/
 */
export const SOURCES = {
  github: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9-]{0,38}(?:_[A-Za-z0-9]{1,8})?\/[A-Za-z0-9._-]{1,100}$/,
    never: /\/\.{1,2}$|\.git$/,
    example: "acme/api",
  },
  gitlab: {
    pattern: new RegExp(`^${GITLAB_PART}(?:/${GITLAB_PART})+$`),
    never: /\.(?:git|atom)(?:\/|$)/,
    example: "acme/backend/api",
  },
} as const satisfies Readonly<Record<string, NameGrammar & { readonly example: string }>>;

/** Numeric IDs of owner and repository on GitHub. */
export const SOURCE_IDS = /^[0-9]+\/[0-9]+$/;

/**
 * A branch name that Git accepts, without characters that have a special meaning in policies or workflows.
 * @see https://git-scm.com/docs/git-check-ref-format
 */
export const BRANCH: NameGrammar = {
  pattern: new RegExp(`^[A-Za-z0-9_][A-Za-z0-9_-]*(?:\\.[A-Za-z0-9_-]+)*(?:/${BRANCH_PART})*$`),
  never: /^refs\/|^HEAD$|\.lock(?:\/|$)/,
};

/**
 * A GitHub environment's name, without characters that have a special meaning in subjects or policies.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments
 */
export const ENVIRONMENT: NameGrammar = {
  pattern: /^[A-Za-z0-9_](?:[A-Za-z0-9_. /-]{0,253}[A-Za-z0-9_./-])?$/,
  never: /^$/,
};

/** A project name in the subjects of GitHub's tokens: `acme/api`, or with IDs `acme@123456/api@456789`. */
export const FORMER_PROJECT =
  /^[A-Za-z0-9][A-Za-z0-9_-]{0,47}(?:\/[A-Za-z0-9._-]{1,100}|@[0-9]+\/[A-Za-z0-9._-]{1,100}@[0-9]+)$/;

/** A workflow file on GitHub at a branch, a tag or a commit. `*` is allowed in the branch or tag. */
export const WORKFLOW =
  /^[A-Za-z0-9][A-Za-z0-9_-]{0,47}\/[A-Za-z0-9._-]{1,100}\/\.github\/workflows\/[A-Za-z0-9._-]+\.ya?ml@(?:refs\/(?:heads|tags)\/[A-Za-z0-9._/*-]+|[0-9a-f]{40})$/;

/**
 * GitLab's deployment tiers.
 * @see https://docs.gitlab.com/ci/environments/#deployment-tier-of-environments
 */
export const TIERS = ["production", "staging", "testing", "development", "other"] as const;

/** A `sub` claim in ASCII. `$` would begin a policy variable. */
export const SUBJECT = /^[!#%-[\]-~](?:[ !#%-[\]-~]*[!#%-[\]-~])?$/;

export function isNamed(text: string, { pattern, never }: NameGrammar): boolean {
  return pattern.test(text) && !never.test(text);
}

/** Whether a text is a name, or a pattern of names with `*`. */
export function isPattern(text: string, grammar: NameGrammar): boolean {
  return isNamed(text.replaceAll("*", "x"), grammar);
}

/** Why Git would reject a branch name or use a different branch from the one intended; empty if unknown. */
export function branchFault(branch: string, kind: "branch" | "tag" = "branch"): string {
  const [own, other] = kind === "branch" ? (["heads", "tags"] as const) : (["tags", "heads"] as const);
  if (branch.startsWith(`refs/${own}/`)) return `write ${JSON.stringify(branch.slice(`refs/${own}/`.length))}`;
  if (branch.startsWith(`refs/${other}/`)) {
    const setting = `${kind === "branch" ? "tag" : "branch"}: ${branch.slice(`refs/${other}/`.length)}`;
    return `this is a reference, not a ${kind}; write ${setting}`;
  }
  if (branch.startsWith("refs/")) return `this is a reference, not a ${kind}`;
  if (branch === "HEAD") return `HEAD is not a ${kind}`;
  if (branch.startsWith("-")) return "Git rejects a hyphen at the start";
  if (branch.includes("..")) return "Git rejects two dots in a row";
  if (/(?:^|\/)\./.test(branch)) return "Git rejects a dot at the start of a name or after a slash";
  if (/\.lock(?:\/|$)/.test(branch)) return "Git reserves the suffix .lock";
  if (branch.endsWith(".")) return "Git rejects a dot at the end";
  if (/^\/|\/\/|\/$/.test(branch)) return "Git rejects a slash at the start or end, and two slashes in a row";
  return "";
}
