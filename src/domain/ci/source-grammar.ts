/**
 * How GitHub, GitLab and Git name what a role trusts. The patterns have no look-around, so that Terraform knows them too;
 * `never` holds what they cannot say.
 */
export interface NameGrammar {
  readonly pattern: RegExp;
  /** Finds what a name never has, although the pattern accepts it. */
  readonly never: RegExp;
}

const GITLAB_PART = "[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?";
const BRANCH_PART = "[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*";

/**
 * Projects by platform, with an example. A managed user of a GitHub enterprise has an underscore and its short code at the end.
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

/** Numbers of owner and repository on GitHub. */
export const SOURCE_IDS = /^[0-9]+\/[0-9]+$/;

/**
 * A branch: Git's rules, and only characters without a meaning in policies and workflows.
 * @see https://git-scm.com/docs/git-check-ref-format
 */
export const BRANCH: NameGrammar = {
  pattern: new RegExp(`^[A-Za-z0-9_][A-Za-z0-9_-]*(?:\\.[A-Za-z0-9_-]+)*(?:/${BRANCH_PART})*$`),
  never: /^refs\/|^HEAD$|\.lock(?:\/|$)/,
};

export function isNamed(text: string, { pattern, never }: NameGrammar): boolean {
  return pattern.test(text) && !never.test(text);
}

/** What makes Git refuse a branch, or makes it another than is meant, in words. */
export function branchFault(branch: string): string {
  if (branch.startsWith("refs/heads/")) return `write ${JSON.stringify(branch.slice("refs/heads/".length))}`;
  if (branch.startsWith("refs/")) return "this is a reference that is not a branch";
  if (branch === "HEAD") return "HEAD is not a branch";
  if (branch.startsWith("-")) return "Git accepts no hyphen first";
  if (branch.includes("..")) return "Git accepts no two dots in a row";
  if (/(?:^|\/)\./.test(branch)) return "Git accepts no dot at the beginning of a part";
  if (/\.lock(?:\/|$)/.test(branch)) return "Git keeps the ending .lock for itself";
  if (branch.endsWith(".")) return "Git accepts no dot at the end";
  if (/^\/|\/\/|\/$/.test(branch)) return "Git accepts neither a slash first or last, nor two in a row";
  return "";
}
