import { listOf, type OneOrMore } from "../iam/policy";
import { valuesAt, type Path } from "../problems/problem";
import { type CiPlatform } from "./workflow-settings";

/** Where a role's tokens come from: GitHub, GitLab, or any other OIDC issuer. */
export type TokenPlatform = CiPlatform | "oidc";

/** The runs in one project that may assume a role. A run must have one of the listed branches, tags, environments or subjects. */
export interface CiSource {
  /** `owner/repository` on GitHub, `group/project` on GitLab, with nested groups. With `oidc`, a name for messages. */
  readonly path: string;
  /**
   * Numeric IDs of owner and repository on GitHub, `123456/456789`. Token subjects contain them in repositories that
   * were created, renamed or transferred since July 15, 2026, or that opted in.
   * @default - subjects contain only names
   * @see https://docs.github.com/en/actions/reference/security/oidc
   */
  readonly ids?: string;
  /**
   * A previous project name to accept during a rename or a switch to IDs: `acme/old`, or with IDs
   * `acme@123456/old@456789`. Only GitHub.
   * @default - only `path`
   */
  readonly formerly?: string;
  /** Branches: names, and patterns with `*`. @default - no branches */
  readonly branch?: OneOrMore<string>;
  /** Tags: names, and patterns with `*`. @default - no tags */
  readonly tag?: OneOrMore<string>;
  /** GitHub environments: names, and patterns with `*`. @default - no environments */
  readonly environment?: OneOrMore<string>;
  /** Whether runs for pull requests on GitHub may assume the role. @default false */
  readonly pullRequests?: boolean;
  /**
   * The reusable workflow that must request the token, with its ref: `acme/ci/.github/workflows/push.yaml@refs/heads/main`. The
   * ref may contain `*`. Only for github.com.
   * @default - any workflow
   * @see https://aws.amazon.com/about-aws/whats-new/2026/01/aws-sts-supports-validation-identity-provider-claims/
   */
  readonly workflow?: string;
  /**
   * Whether the branches and tags must be protected on GitLab. The project's subjects must contain the claim.
   * @default false
   * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/
   */
  readonly protectedRefs?: boolean;
  /**
   * Deployment tier of the protected GitLab environment that jobs must deploy to. The project's subjects must contain the
   * claims.
   * @default - any job
   */
  readonly deploymentTier?: string;
  /** Additional subjects, exactly as in the tokens; `*` and `?` are wildcards. @default - none */
  readonly subjects?: readonly string[];
}

/** A subject and the setting that it comes from. */
export interface SourceSubject {
  readonly subject: string;
  /** Path of the setting in the source: `["branch"]`, `["branch", 0]` for an entry of a list. */
  readonly at: Path;
}

/** The subjects of the tokens that a source trusts, without duplicates. */
export function subjectsOf(platform: TokenPlatform, source: CiSource): string[] {
  return [...new Set(sourceSubjects(platform, source).map(({ subject }) => subject))];
}

/** The subjects of a source with their settings. */
export function sourceSubjects(platform: TokenPlatform, source: CiSource): SourceSubject[] {
  const contexts = contextsOf(platform, source);
  return [
    ...projectsOf(platform, source).flatMap((project) =>
      contexts.map(({ subject, at }) => ({ subject: `${project}:${subject}`, at })),
    ),
    ...subjectsAt("subjects", source.subjects, (subject) => subject),
  ];
}

/** The beginnings of a source's subjects. */
export function projectsOf(platform: TokenPlatform, { path, ids, formerly }: CiSource): string[] {
  if (platform === "oidc") return [];
  if (platform === "gitlab") return [`project_path:${path}`];
  const [owner = "", repository = ""] = path.split("/");
  const [ownerId, repositoryId] = ids?.split("/") ?? [];
  const named = ids === undefined ? path : `${owner}@${ownerId ?? ""}/${repository}@${repositoryId ?? ""}`;
  return [`repo:${named}`, ...(formerly === undefined ? [] : [`repo:${formerly}`])];
}

/** The ends of a source's subjects. */
export function contextsOf(platform: TokenPlatform, source: CiSource): SourceSubject[] {
  const { branch, tag, environment, pullRequests = false, protectedRefs = false, deploymentTier } = source;
  if (platform === "gitlab") {
    const end = [
      ...(protectedRefs ? [":ref_protected:true"] : []),
      ...(deploymentTier === undefined ? [] : [`:environment_protected:true:deployment_tier:${deploymentTier}`]),
    ].join("");
    return [
      ...subjectsAt("branch", branch, (name) => `ref_type:branch:ref:${name}${end}`),
      ...subjectsAt("tag", tag, (name) => `ref_type:tag:ref:${name}${end}`),
    ];
  }
  return [
    ...subjectsAt("branch", branch, (name) => `ref:refs/heads/${name}`),
    ...subjectsAt("tag", tag, (name) => `ref:refs/tags/${name}`),
    ...subjectsAt("environment", environment, (name) => `environment:${name}`),
    ...(pullRequests ? [{ subject: "pull_request", at: ["pullRequests"] }] : []),
  ];
}

function subjectsAt(
  field: string,
  values: OneOrMore<string> | undefined,
  context: (name: string) => string,
): SourceSubject[] {
  return valuesAt([field], values).map(({ at, text }) => ({ subject: context(text), at }));
}

/** A text that a pattern matches. */
export function sampleOf(pattern: string): string {
  return pattern.replaceAll("*", "any").replaceAll("?", "0");
}

/** A source for messages: `acme/api, branch main`. */
export function sourceText(source: CiSource): string {
  return [source.path, ...runTexts(source)].join(", ");
}

/** The runs of a source, for messages: `branch main`. */
export function runTexts({ branch, tag, environment, pullRequests = false, subjects = [] }: CiSource): string[] {
  const named = (kind: string, values: OneOrMore<string> | undefined): string[] =>
    listOf(values).map((name) => `${kind} ${name}`);
  const runs = [...named("branch", branch), ...named("tag", tag), ...named("environment", environment)];
  const others = [...(pullRequests ? ["pull requests"] : []), ...(subjects.length > 0 ? ["listed subjects"] : [])];
  return [...runs, ...others];
}
