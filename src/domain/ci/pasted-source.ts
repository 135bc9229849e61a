import { type CiSource } from "./trust-policy";

/** A project in the user's spelling, with its IDs and branch. */
type WrittenSource = Pick<CiSource, "path" | "ids"> & Partial<Pick<CiSource, "branch">>;

/** `acme/api` or `acme@123456/api@456789`, as the subjects of GitHub's tokens contain them. */
const GITHUB_PROJECT = /^([^@/:\s]+)(?:@([0-9]+))?\/([^@/:\s]+?)(?:@([0-9]+))?$/;
const GITHUB_SUBJECT = /^repo:([^:]+):ref:refs\/heads\/([^:]+)$/;
const GITLAB_SUBJECT = /^project_path:([^:]+):ref_type:branch:ref:([^:]+)$/;

/**
 * Splits what was copied from a token's subject: `acme@123456/api@456789` is `acme/api` with IDs, and
 * `repo:acme/api:ref:refs/heads/main` is `acme/api` with a branch. Other texts stay as they are, and so does a subject that
 * contradicts the IDs or the branch written next to it: the checks then report it.
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function githubSource(written: WrittenSource): WrittenSource {
  const [, project = written.path, branch] = GITHUB_SUBJECT.exec(written.path) ?? [];
  const ids = written.ids === undefined ? undefined : (idsIn(written.ids) ?? written.ids);
  const [, owner = "", , repository = ""] = GITHUB_PROJECT.exec(project) ?? [];
  const found = { path: owner === "" ? project : `${owner}/${repository}`, ids: idsIn(project), branch };
  // Only one of owner and repository has an ID.
  const isHalf = project.includes("@") && found.ids === undefined;
  return isHalf ? written : merged({ ...written, ids }, found);
}

/** Splits a subject of GitLab's tokens, `project_path:acme/api:ref_type:branch:ref:main`. */
export function gitlabSource(written: WrittenSource): WrittenSource {
  const [, path = written.path, branch] = GITLAB_SUBJECT.exec(written.path) ?? [];
  return merged(written, { path, ids: undefined, branch });
}

/** `123456/456789` of `acme@123456/api@456789`. */
function idsIn(project: string): string | undefined {
  const [, , ownerId, , repositoryId] = GITHUB_PROJECT.exec(project) ?? [];
  return ownerId === undefined || repositoryId === undefined ? undefined : `${ownerId}/${repositoryId}`;
}

interface FoundSource {
  readonly path: string;
  readonly ids: string | undefined;
  readonly branch: string | undefined;
}

function merged(
  written: { [K in keyof WrittenSource]: WrittenSource[K] | undefined } & { path: string },
  found: FoundSource,
): WrittenSource {
  const { ids = found.ids, branch = found.branch } = written;
  const contradicts =
    (found.ids !== undefined && ids !== found.ids) || (found.branch !== undefined && branch !== found.branch);
  return {
    path: contradicts ? written.path : found.path,
    ...(ids === undefined ? {} : { ids }),
    ...(branch === undefined ? {} : { branch }),
  };
}
