import { type CiSource } from "./source";

/** A project in the user's spelling, with its IDs and runs. */
type WrittenSource = Pick<CiSource, "path" | "ids"> & Partial<Runs>;

type Runs = Pick<CiSource, "branch" | "tag" | "environment" | "pullRequests">;

/** `acme/api` or `acme@123456/api@456789`, as the subjects of GitHub's tokens contain them. */
const GITHUB_PROJECT = /^([^@/:\s]+)(?:@([0-9]+))?\/([^@/:\s]+?)(?:@([0-9]+))?$/;
const GITHUB_SUBJECT =
  /^repo:([^:]+):(?:ref:refs\/heads\/(?<branch>[^:]+)|ref:refs\/tags\/(?<tag>[^:]+)|environment:(?<environment>[^:]+)|(?<pull>pull_request))$/;
const GITLAB_SUBJECT = /^project_path:([^:]+):ref_type:(?:branch:ref:(?<branch>[^:]+)|tag:ref:(?<tag>[^:]+))$/;

/**
 * Splits what was copied from a token's subject: `acme@123456/api@456789` is `acme/api` with IDs, and
 * `repo:acme/api:ref:refs/heads/main` is `acme/api` with a branch. Other texts stay as they are, and so does a subject that
 * contradicts the IDs or the runs written next to it: the checks then report it.
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function githubSource(written: WrittenSource): WrittenSource {
  const pasted = GITHUB_SUBJECT.exec(written.path);
  const project = pasted?.[1] ?? written.path;
  const ids = written.ids === undefined ? undefined : (idsIn(written.ids) ?? written.ids);
  const [, owner = "", , repository = ""] = GITHUB_PROJECT.exec(project) ?? [];
  const found = { path: owner === "" ? project : `${owner}/${repository}`, ids: idsIn(project), runs: runsOf(pasted) };
  // Only one of owner and repository has an ID.
  const isHalf = project.includes("@") && found.ids === undefined;
  return isHalf ? written : merged({ ...written, ids }, found);
}

/** Splits a subject of GitLab's tokens, `project_path:acme/api:ref_type:branch:ref:main`. */
export function gitlabSource(written: WrittenSource): WrittenSource {
  const pasted = GITLAB_SUBJECT.exec(written.path);
  return merged(written, { path: pasted?.[1] ?? written.path, ids: undefined, runs: runsOf(pasted) });
}

function runsOf(pasted: RegExpExecArray | null): Partial<Runs> {
  const { branch, tag, environment, pull } = pasted?.groups ?? {};
  return {
    ...(branch === undefined ? {} : { branch }),
    ...(tag === undefined ? {} : { tag }),
    ...(environment === undefined ? {} : { environment }),
    ...(pull === undefined ? {} : { pullRequests: true }),
  };
}

/** `123456/456789` of `acme@123456/api@456789`. */
function idsIn(project: string): string | undefined {
  const [, , ownerId, , repositoryId] = GITHUB_PROJECT.exec(project) ?? [];
  return ownerId === undefined || repositoryId === undefined ? undefined : `${ownerId}/${repositoryId}`;
}

interface FoundSource {
  readonly path: string;
  readonly ids: string | undefined;
  readonly runs: Partial<Runs>;
}

function merged(
  written: { [K in keyof WrittenSource]: WrittenSource[K] | undefined } & { path: string },
  found: FoundSource,
): WrittenSource {
  const { path, ids = found.ids, ...rest } = written;
  const runs = Object.fromEntries(
    Object.entries<unknown>(rest).filter(([, value]) => value !== undefined),
  ) as Partial<Runs>;
  const hasRuns = Object.keys(runs).length > 0 && Object.keys(found.runs).length > 0;
  const contradicts =
    (found.ids !== undefined && ids !== found.ids) || (hasRuns && JSON.stringify(runs) !== JSON.stringify(found.runs));
  return {
    path: contradicts ? path : found.path,
    ...(ids === undefined ? {} : { ids }),
    ...(Object.keys(runs).length > 0 ? runs : contradicts ? {} : found.runs),
  };
}
