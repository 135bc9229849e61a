import { githubSource } from "./pasted-source";
import { type CiPlatform } from "./workflow-settings";

/** What a run was started for, as the subject of its token contains it. */
export type SubjectContext =
  | { readonly kind: "branch" | "tag" | "environment"; readonly name: string }
  /** GitHub's tokens of pull requests, and subjects that a project has customized. */
  | { readonly kind: "pull-request" | "other" };

/** The subject of a workflow's token, and its parts. */
export interface TokenSubject {
  /** The `sub` claim. */
  readonly subject: string;
  /** The `aud` claim. @default - unknown */
  readonly audience?: string;
  readonly platform: CiPlatform;
  /** `acme/api`, without IDs. */
  readonly path: string;
  /** Numeric IDs of owner and repository. @default - the subject contains only names */
  readonly ids?: string;
  readonly context: SubjectContext;
}

/** CloudTrail's `principalId`: provider, audience and subject, separated by colons, which the audience may contain too. */
const PASTED = /^(?:.*:oidc-provider\/[^:]+:(.+):)?((repo|project_path):([^:\s]+):(\S+))$/;

/** The rest of a subject by platform. Each pattern has one group, or none. */
const CONTEXTS: readonly (readonly [SubjectContext["kind"], RegExp])[] = [
  ["branch", /^ref:refs\/heads\/(.+)$/],
  ["tag", /^ref:refs\/tags\/(.+)$/],
  ["environment", /^environment:(.+)$/],
  ["branch", /^ref_type:branch:ref:(.+)$/],
  ["tag", /^ref_type:tag:ref:(.+)$/],
  ["pull-request", /^pull_request$/],
];

/**
 * Reads a subject as tokens contain it, or CloudTrail's `principalId` of the call. Quotes and spaces around it are ignored.
 * @returns `undefined` if the text is not the subject of GitHub's or GitLab's tokens
 * @see https://docs.github.com/en/actions/reference/security/oidc
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
export function parseTokenSubject(text: string): TokenSubject | undefined {
  const found = PASTED.exec(text.trim().replace(/^["'](.*)["']$/, "$1"));
  const [, audience, subject, start, project = "", rest = ""] = found ?? [];
  if (subject === undefined) return undefined;
  const platform = start === "repo" ? "github" : "gitlab";
  const { path, ids } = platform === "github" ? githubSource({ path: project }) : { path: project, ids: undefined };
  return {
    subject,
    ...(audience === undefined ? {} : { audience }),
    platform,
    path,
    ...(ids === undefined ? {} : { ids }),
    context: contextOf(rest),
  };
}

function contextOf(rest: string): SubjectContext {
  for (const [kind, pattern] of CONTEXTS) {
    const match = pattern.exec(rest);
    if (match === null) continue;
    const [, name = ""] = match;
    return kind === "pull-request" || kind === "other" ? { kind } : { kind, name };
  }
  return { kind: "other" };
}
