export const CI_ACCESS = ["push", "pull", "scan", "review"] as const;
/**
 * What a role may do with its repositories: `push` and pull, only `pull`, only read and start scans (`scan`), or only list images
 * for `ecr review` (`review`).
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

const FORMATS: readonly SubjectFormat[] = [
  {
    // GitHub
    start: /^repo:/,
    project: new RegExp(`^repo:${LITERAL}:`),
    run: new RegExp(
      `^repo:${LITERAL}:(?:ref:refs/(?:heads|tags)/|environment:|job_workflow_ref:${LITERAL}@)[*?]*[^*?]`,
    ),
  },
  // GitHub's customized subjects that name only the owner
  { start: /^repository_owner/, project: /^$/, run: /^$/ },
  {
    // GitLab; ":" cannot be in the name of a branch or tag
    start: /^project_path:/,
    project: new RegExp(`^project_path:${LITERAL}:`),
    run: new RegExp(
      `^project_path:${LITERAL}:ref_type:(?:branch|tag):ref:(?:[*?]*[^*?:]|[*?]+:(?:ref|environment)_protected:true)`,
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
    run: new RegExp(`^organization:${LITERAL}:pipeline:${LITERAL}:ref:refs/(?:heads|tags)/[*?]*[^*?:]`),
  },
  {
    // CircleCI
    start: /^org\//,
    project: /^org\/[^/*?]+\/project\/[^/*?]+\//,
    run: /^org\/.*\/vcs-origin\/[^*?]+\/vcs-ref\/refs\/(?:heads|tags)\/[*?]*[^*?]/,
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

/** Why a subject covers too much for a role; `undefined` if it does not. */
export function breadthOf(subject: string, access: CiAccess): "project" | "run" | undefined {
  if (!BREADTH.known.test(subject)) return BREADTH.other.test(subject) ? undefined : "project";
  if (!BREADTH.project.test(subject)) return "project";
  return access === "push" && !BREADTH.run.test(subject) ? "run" : undefined;
}
