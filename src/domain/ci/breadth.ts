export const CI_ACCESS = ["push", "pull", "scan", "review"] as const;
/**
 * What a role may do with its repositories. `push`: push and pull. `pull`: only pull. `scan`: only read and start scans.
 * `review`: only list images for `ecr review`.
 * @useDeclaredType
 */
export type CiAccess = (typeof CI_ACCESS)[number];

/** What a role does with repositories, for messages. */
export const ACCESS_WORDS: Readonly<Record<CiAccess, string>> = {
  push: "push to",
  pull: "pull from",
  scan: "read scans of",
  review: "list images of",
};

/** A platform's subjects, as patterns without look-around, because Terraform does not support it. */
interface SubjectFormat {
  readonly start: RegExp;
  /** Subjects of one project. */
  readonly project: RegExp;
  /** Subjects that also name a branch, a tag, an environment or a workflow, in whole or in part. */
  readonly run: RegExp;
}

const LITERAL = "[^:*?]+";

/** How many characters of a branch's pattern must be literal. `m*` is more often a slip than a group of branches. */
const LEAST_LITERALS = 3;

/**
 * Names of branches and environments: whole ones, patterns with enough literal characters, and patterns of a folder. For tags, `v*`
 * is a usual pattern.
 * @param other a character that is in no name
 * @param end what follows a whole name
 */
function named(other: "" | ":", end: string): string {
  const literal = `[^*?/${other}]`;
  return `(?:[^*?${other}]+${end}|(?:[*?/]*${literal}){${LEAST_LITERALS}}|[*?]*${literal}[^:]*/)`;
}

const AFTER_REF = "(?:$|:)";
const TAG = "[*?]*[^*?]";
const GITHUB_BRANCH = named("", "$");
/** The file of a workflow, and its ref after the only `@`. */
const WORKFLOW_REF = `[^:*?@]+@(?:refs/heads/${GITHUB_BRANCH}|refs/tags/${TAG}|[^*?]+$)`;

/** Whether the ref of a reusable workflow names a branch, tag or commit, at least in part. */
export const NARROW_WORKFLOW = new RegExp(`^${WORKFLOW_REF}`);

const FORMATS: readonly SubjectFormat[] = [
  {
    // GitHub
    start: /^repo:/,
    project: new RegExp(`^repo:${LITERAL}:`),
    run: new RegExp(
      `^repo:${LITERAL}:(?:ref:refs/tags/${TAG}|(?:ref:refs/heads/|environment:)${GITHUB_BRANCH}|job_workflow_ref:${WORKFLOW_REF})`,
    ),
  },
  // GitHub's customized subjects that name only the owner
  { start: /^repository_owner/, project: /^$/, run: /^$/ },
  {
    // GitLab; ":" cannot be in the name of a branch or tag
    start: /^project_path:/,
    project: new RegExp(`^project_path:${LITERAL}:`),
    run: new RegExp(
      `^project_path:${LITERAL}:ref_type:(?:tag:ref:[*?]*[^*?:]|branch:ref:${named(":", AFTER_REF)}|(?:branch|tag):ref:[^:]*[*?]:(?:ref|environment)_protected:true)`,
    ),
  },
  {
    // Terraform Cloud
    start: /^organization:[^:]*:project:/,
    project: new RegExp(`^organization:${LITERAL}:project:${LITERAL}:workspace:${LITERAL}:`),
    run: /^organization:[^:]*:project:.*:run_phase:apply$/,
  },
  {
    // Buildkite
    start: /^organization:/,
    project: new RegExp(`^organization:${LITERAL}:pipeline:${LITERAL}:`),
    run: new RegExp(
      `^organization:${LITERAL}:pipeline:${LITERAL}:ref:refs/(?:tags/[*?]*[^*?:]|heads/${named(":", AFTER_REF)})`,
    ),
  },
  {
    // CircleCI
    start: /^org\//,
    project: /^org\/[^/*?]+\/project\/[^/*?]+\//,
    run: new RegExp(`^org/.*/vcs-origin/[^*?]+/vcs-ref/refs/(?:tags/${TAG}|heads/${GITHUB_BRANCH})`),
  },
  {
    // Bitbucket: repository, deployment environment, step
    start: /^\{/,
    project: /^\{[^{}*?]+\}:/,
    run: /^\{[^{}*?]+\}:\{[^{}*?]+\}:/,
  },
];

const [STARTS, PROJECTS, RUNS] = (["start", "project", "run"] as const).map((part) =>
  FORMATS.map((format) => format[part].source).join("|"),
);

/**
 * Decides how much a subject covers. Of a format that is not known, a wildcard may only follow a first part that ends in `:` or
 * `/`.
 */
export const BREADTH = {
  known: new RegExp(`(?:${STARTS ?? ""})`),
  project: new RegExp(`(?:${PROJECTS ?? ""})`),
  run: new RegExp(`(?:${RUNS ?? ""})`),
  other: /^(?:[^*?]+$|[^:/*?]+[:/])/,
} as const;

/** Subjects of one owner: an organization, a group or a workspace. */
const OWNER =
  /^(?:(?:repo|repository_owner|repository_owner_id|project_path|organization):[^*?:/]+[:/]|org\/[^*?/]+\/|\{[^*?{}]+\}:)/;

/** Whether a pattern of subjects leaves out those of other owners. */
export function isOfOneOwner(subject: string): boolean {
  return !/[*?]/.test(subject) || (BREADTH.known.test(subject) ? OWNER : BREADTH.other).test(subject);
}

/** Why a subject covers too much for a role; `undefined` if it does not. */
export function breadthOf(subject: string, access: CiAccess): "project" | "run" | undefined {
  if (!BREADTH.known.test(subject)) return BREADTH.other.test(subject) ? undefined : "project";
  if (!BREADTH.project.test(subject)) return "project";
  return access === "push" && !BREADTH.run.test(subject) ? "run" : undefined;
}
