import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve, sep } from "node:path";

/** The files of a project at a Git revision, in a folder of their own. */
export interface CheckedOutBase {
  /** What the revision is called: `origin/main at 1a2b3c4`. */
  readonly name: string;
  /** Whether no revision was named, and HEAD has no commit of its own, so that only uncommitted changes are compared. */
  readonly isHead: boolean;
  /** The project's folder at the revision. */
  readonly root: string;
  /** Folders that were submodules, whose files are in another repository. */
  readonly submodules: readonly string[];
  /** Deletes the folder. */
  readonly remove: () => void;
}

/** Names of the main branch, the likeliest first. */
const MAIN_BRANCHES = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];

/** What environments consist of, and what their folder is set in. */
const READ_FILES = /\.(?:ya?ml|json|jsonc|json5)$/i;
const NEVER_READ = /(?:^|\/)(?:node_modules|cdktf\.out)\/|(?:^|\/)package-lock\.json$/;

/**
 * Checks out the files that environments are read from. Neither the working tree nor Git's index is touched.
 * @param root the project's folder
 * @param reference a branch, tag or commit @default - the merge base of HEAD and the main branch
 * @throws Error if there is no Git repository, or no such revision
 */
export function checkOutBase(root: string, reference?: string): CheckedOutBase {
  const git = gitIn(root);
  const top = realpathSync(repositoryOf(root, git));
  const commit = reference === undefined ? mergeBase(git) : commitOf(reference, git);
  const folder = mkdtempSync(join(tmpdir(), "ecr-review-"));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const tree = join(folder, "tree");
    // Marks the folder as the Git repository that the project's files must be in.
    mkdirSync(join(tree, ".git"), { recursive: true });
    const index = gitIn(top, { GIT_INDEX_FILE: join(folder, "index") });
    index(["read-tree", commit.hash]);
    const entries = entriesOf(index(["ls-files", "--stage", "-z"]));
    const wanted = entries
      .filter(
        ({ path, mode }) => (mode === LINK || READ_FILES.test(path)) && mode !== SUBMODULE && !NEVER_READ.test(path),
      )
      .map(({ path }) => path);
    index(["checkout-index", "--prefix", `${tree}${sep}`, "-z", "--stdin"], wanted.join("\0"));
    const folderOf = (path: string): string => join(tree, path);
    const own = relative(top, realpathSync(resolve(root)))
      .split(sep)
      .join("/");
    const paths = entries.map(({ path }) => path);
    const project = projectAt(own, paths);
    mkdirSync(folderOf(project), { recursive: true });
    const submodules = entries.filter(({ mode }) => mode === SUBMODULE).map(({ path }) => folderOf(path));
    const isHead = reference === undefined && commit.hash === hashOf("HEAD", git);
    return { name: commit.name, isHead, root: folderOf(project), submodules, remove };
  } catch (cause) {
    remove();
    const { stderr = "" } = cause as { readonly stderr?: string };
    throw stderr === ""
      ? cause
      : new Error(`git cannot read the files of ${commit.name}:\n${stderr.trim()}`, { cause });
  }
}

const LINK = "120000";
const SUBMODULE = "160000";

interface Entry {
  readonly mode: string;
  readonly path: string;
}

/** Entries of `git ls-files --stage -z`: mode, object, stage, a tab and the path. */
function entriesOf(text: string): Entry[] {
  return text
    .split("\0")
    .filter((line) => line !== "")
    .map((line) => ({ mode: line.slice(0, line.indexOf(" ")), path: line.slice(line.indexOf("\t") + 1) }));
}

const PROJECT_FILE = "cdktf.json";

/** The project's folder at the base: where it is now, or else the only project there, which was moved since. */
function projectAt(own: string, paths: readonly string[]): string {
  const inOwn = own === "" ? paths : paths.filter((path) => path.startsWith(`${own}/`));
  if (inOwn.some((path) => path.endsWith(`${own === "" ? "" : `${own}/`}${PROJECT_FILE}`))) return own;
  const projects = paths
    .filter((path) => path === PROJECT_FILE || path.endsWith(`/${PROJECT_FILE}`))
    .map((path) => path.slice(0, Math.max(0, path.length - PROJECT_FILE.length - 1)));
  const [only, ...others] = projects;
  return only !== undefined && others.length === 0 ? only : own;
}

type Git = (args: readonly string[], input?: string) => string;

/** Largest output of Git: a list of the paths of a large repository. */
const MAX_OUTPUT = 256 * 1024 * 1024;

function gitIn(folder: string, env: NodeJS.ProcessEnv = {}): Git {
  return (args, input) =>
    execFileSync("git", args, {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: MAX_OUTPUT,
      // English messages, and the repository around the folder whatever a hook or shell has set.
      env: { ...withoutGitVariables(), LC_ALL: "C", ...env },
      stdio: ["pipe", "pipe", "pipe"],
      ...(input === undefined ? {} : { input }),
    });
}

function withoutGitVariables(): NodeJS.ProcessEnv {
  const local = /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|PREFIX|OBJECT_DIRECTORY|COMMON_DIR|NAMESPACE)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !local.test(name)));
}

/** Git's answer, or what it writes when it refuses. */
type Answer = { readonly text: string } | { readonly refusal: string };

function ask(git: Git, args: readonly string[]): Answer {
  try {
    return { text: git(args).trim() };
  } catch (cause) {
    const { code, stderr, message } = cause as NodeJS.ErrnoException & { readonly stderr?: string };
    if (code === "ENOENT")
      throw new Error(
        "expected git on the PATH, found none. Install Git, because a review compares with a Git revision",
        {
          cause,
        },
      );
    return { refusal: (stderr ?? message).trim() };
  }
}

/** Git's answer; `undefined` if it refuses. */
function answered(git: Git, args: readonly string[]): string | undefined {
  const answer = ask(git, args);
  return "text" in answer ? answer.text : undefined;
}

function repositoryOf(root: string, git: Git): string {
  const answer = ask(git, ["rev-parse", "--show-toplevel"]);
  if ("text" in answer) return answer.text;
  // Git's own text says what to do about the owner of a folder, or which object is missing.
  if (!/not a git repository/i.test(answer.refusal))
    throw new Error(`git cannot read the repository that contains ${root}:\n${answer.refusal}`);
  const ignored = process.env["GIT_DIR"] === undefined ? "" : ". GIT_DIR is ignored";
  throw new Error(
    `expected a Git repository that contains ${root}, found none. A review compares with a Git revision${ignored}`,
  );
}

/**
 * The commit of a reference.
 * @returns `undefined` if there is no such reference
 * @throws Error with Git's text if the reference's commit cannot be read
 */
function hashOf(reference: string, git: Git): string | undefined {
  // Git would read it as an option. The name of no branch or tag starts with a hyphen.
  if (reference.startsWith("-")) return undefined;
  const hash = answered(git, ["rev-parse", "--verify", "--quiet", `${reference}^{commit}`]);
  if (hash !== undefined) return hash;
  const object = answered(git, ["rev-parse", "--verify", "--quiet", reference]);
  if (object === undefined || object === "") return undefined;
  const type = ask(git, ["cat-file", "-t", object]);
  // An object that a shallow or partial clone lacks is known by its full hash only.
  if ("text" in type || object.startsWith(reference.toLowerCase())) return undefined;
  throw new Error(
    `git cannot read ${reference} (${object.slice(0, SHORT)}):\n${type.refusal}\nThe repository is damaged or incomplete. Check it with git fsck, or clone it again`,
  );
}

interface Commit {
  readonly hash: string;
  readonly name: string;
}

/** Digits of a commit in messages. */
const SHORT = 9;

function commitOf(reference: string, git: Git): Commit {
  const hash = hashOf(reference, git);
  if (hash === undefined)
    throw new Error(
      `--base: expected a branch, tag or commit, found ${JSON.stringify(reference)}, which is not in this clone. ${fetchAdvice(git)}`,
    );
  const short = hash.slice(0, SHORT);
  return { hash, name: hash.startsWith(reference) ? short : `${reference} (${short})` };
}

function mergeBase(git: Git): Commit {
  if (hashOf("HEAD", git) === undefined)
    throw new Error("expected a commit to compare with, found none in this repository. Commit the environments first");
  const main = MAIN_BRANCHES.find((name) => hashOf(name, git) !== undefined);
  if (main === undefined)
    throw new Error(
      `--base: expected a main branch to compare with (${MAIN_BRANCHES.slice(1).join(", ")}), found none. Name a branch, tag or commit with --base`,
    );
  const found = ask(git, ["merge-base", "HEAD", main]);
  if ("refusal" in found && found.refusal !== "")
    throw new Error(`git cannot find the common ancestor of HEAD and ${main}:\n${found.refusal}`);
  const hash = "text" in found ? found.text : "";
  if (hash === "")
    throw new Error(
      `--base: expected a common ancestor of HEAD and ${main}, found none${isShallow(git) ? ", because the clone is shallow" : ""}. ${fetchAdvice(git)}, or name a commit with --base`,
    );
  const name = main === "origin/HEAD" ? (answered(git, ["rev-parse", "--abbrev-ref", "origin/HEAD"]) ?? main) : main;
  return { hash, name: `${name} (${hash.slice(0, SHORT)})` };
}

function isShallow(git: Git): boolean {
  return answered(git, ["rev-parse", "--is-shallow-repository"]) === "true";
}

function fetchAdvice(git: Git): string {
  return isShallow(git)
    ? "Run git fetch --unshallow (in CI: fetch-depth: 0 for GitHub Actions, GIT_DEPTH: 0 for GitLab CI)"
    : "Run git fetch origin";
}
