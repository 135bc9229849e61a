import { githubSource } from "./pasted-source";
import { type TokenPlatform } from "./source";

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
  readonly platform: TokenPlatform;
  /** `acme/api`, without IDs. Of other platforms, the beginning of the subject up to the project. */
  readonly path: string;
  /** Numeric IDs of owner and repository. @default - the subject contains only names */
  readonly ids?: string;
  readonly context: SubjectContext;
}

/** CloudTrail's `principalId`: provider, audience and subject, separated by colons, which the audience may contain too. */
const PASTED = /^(?:.*:oidc-provider\/[^:]+:(.+):)?((repo|project_path):([^:\s]+):(\S+))$/;

/** Where the subjects of Bitbucket, CircleCI, Terraform Cloud and Buildkite begin in a text. */
const OTHER_START = /(?:^|:)(?=\{|org\/|organization:)/;
/** Such a subject up to the project. */
const OTHER_PROJECT =
  /^(?:\{[^{}]+\}|org\/[^/]+\/project\/[^/]+|organization:[^:]+:(?:pipeline|project:[^:]+:workspace):[^:]+)(?=[:/].)/;
const PROVIDER = /^.*:oidc-provider\/[^:]+:/;

/** The rest of a subject by platform. Each pattern has one group, or none. */
const CONTEXTS: readonly (readonly [SubjectContext["kind"], RegExp])[] = [
  ["branch", /^ref:refs\/heads\/(.+)$/],
  ["tag", /^ref:refs\/tags\/(.+)$/],
  ["environment", /^environment:(.+)$/],
  ["branch", /^ref_type:branch:ref:([^:]+)/],
  ["tag", /^ref_type:tag:ref:([^:]+)/],
  ["pull-request", /^pull_request$/],
];

/**
 * Reads a subject as tokens contain it, or CloudTrail's `principalId` of the call. Quotes and spaces around it are ignored.
 * @returns `undefined` if the text is not the subject of a known platform's tokens
 * @see https://docs.github.com/en/actions/reference/security/oidc
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
export function parseTokenSubject(text: string): TokenSubject | undefined {
  const unquoted = text.trim().replace(/^["'](.*)["']$/, "$1");
  const found = PASTED.exec(unquoted);
  const [, audience, subject, start, project = "", rest = ""] = found ?? [];
  if (subject === undefined) return otherSubject(unquoted);
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

function otherSubject(text: string): TokenSubject | undefined {
  const found = OTHER_START.exec(text);
  if (found === null) return undefined;
  const [before, subject] = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
  const [path] = OTHER_PROJECT.exec(subject) ?? [];
  if (path === undefined || (before !== "" && !PROVIDER.test(before))) return undefined;
  const audience = before === "" ? {} : { audience: before.replace(PROVIDER, "") };
  return { subject, ...audience, platform: "oidc", path, context: { kind: "other" } };
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
