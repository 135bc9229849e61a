import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { registerReview } from "../../../src/cli/review/command";
import { Project, type Ran } from "../../support/cli/lifecycle";
import { ENVIRONMENT, REPOSITORIES, Repository } from "../../support/cli/review";

let project: Repository;
let base: string;

beforeEach(() => {
  project = new Repository();
  base = project.commit();
});

afterEach(() => {
  project.remove();
});

const review = (...args: readonly string[]): Promise<Ran> => project.run("review", ...args);

test("the working tree is compared with where HEAD left the main branch, and both stay as they are", async () => {
  project.git("switch", "--quiet", "--create", "feature");
  project.write("environments/dev/repositories/list.yaml", REPOSITORIES.replace("web\n", "site\n"));
  project.commit();
  project.git("switch", "--quiet", "main");
  project.write("environments/dev/repositories/list.yaml", `${REPOSITORIES}  - repositoryName: team/main\n`);
  project.commit();
  project.git("switch", "--quiet", "feature");
  project.write("environments/dev/repositories/new.yaml", "repositories:\n  - repositoryName: team/new\n");
  const status = project.git("status", "--porcelain", "--untracked-files=all");
  const { stdout, exitCode } = await review("--fail-on", "high");
  // The working tree's own new file is seen, the main branch's later commit is not.
  expect(stdout).toBe(
    `dev (account 111122223333, eu-west-1): 1 high, 1 note
  high    team/web: no longer declared, so Terraform deletes its policies, then the repository if it does not contain images
          To leave it in AWS, list it under removed in dev.
          team/site is new and has the same settings, but AWS cannot rename a repository. Copy the images first.
  note    team/site, team/new: new repository

Compared with main (${base}).
high: team/web would be deleted
`,
  );
  expect(exitCode).toBe(1);
  expect(project.git("status", "--porcelain", "--untracked-files=all")).toBe(status);
});

test("a renamed environment is recognized", async () => {
  project.git("mv", "environments/dev", "environments/stage");
  const { stdout } = await review();
  expect(stdout).toContain("high    The environment is removed, with its 2 repositories");
  expect(stdout).toContain("stage declares repositories with the same names in the same registry.");
  expect(stdout).toContain("note    The environment is new, with 2 repositories");
  // One that exists at the base only can be named.
  expect((await review("dev")).stdout).toContain("The environment is removed");
  expect((await review("prod")).error).toMatch(/^expected an environment in environments\/ \(stage\), found "prod"/);
});

test("files that environments extend, outside of their folder, are read at the base too", async () => {
  project.write("shared/base.yaml", 'tags: { Owner: "a" }\n');
  project.write("environments/dev/environment.yaml", `extends: ../../shared/base.yaml\n${ENVIRONMENT}`);
  project.commit();
  project.write("shared/base.yaml", 'tags: { Owner: "b" }\n');
  expect((await review()).stdout).toContain("note    The environment's tags change");
});

test("a revision that is missing is an error that says what to do", async () => {
  const { error } = await review("--base", "origin/main");
  expect(error).toBe(
    '--base: expected a branch, tag or commit, found "origin/main", which is not in this clone. Run git fetch origin',
  );
  expect((await review("--base", "--help")).error).toMatch(/^--base: expected a branch, tag or commit, found "--help"/);
});

test("a shallow clone is named as the reason", async () => {
  project.commit();
  const clone = new Project(registerReview);
  execFileSync("git", ["clone", "--quiet", "--depth", "1", `file://${project.root}`, "clone"], { cwd: clone.root });
  const inner = join(clone.root, "clone");
  const shallow = new Project((program) => {
    registerReview(program, inner);
  });
  const { error } = await shallow.run("review", "--base", base);
  expect(error).toContain("Run git fetch --unshallow (in CI: fetch-depth: 0 for GitHub Actions");
  clone.remove();
  shallow.remove();
});

test("without a Git repository, there is nothing to compare with", async () => {
  const plain = new Project(registerReview);
  plain.write("environments/dev/environment.yaml", ENVIRONMENT);
  const { error } = await plain.run("review");
  expect(error).toBe(
    `expected a Git repository that contains ${plain.root}, found none. A review compares with a Git revision`,
  );
  plain.remove();
});

test("a repository without a commit or a main branch is an error", async () => {
  const empty = new Repository();
  expect((await empty.run("review")).error).toBe(
    "expected a commit to compare with, found none in this repository. Commit the environments first",
  );
  empty.commit();
  empty.git("branch", "--move", "trunk");
  expect((await empty.run("review")).error).toMatch(/^--base: expected a main branch to compare with/);
  empty.remove();
});

test("what Git says about a repository that it cannot read is in the message", async () => {
  process.env["GIT_TEST_ASSUME_DIFFERENT_OWNER"] = "1";
  const { error } = await review();
  delete process.env["GIT_TEST_ASSUME_DIFFERENT_OWNER"];
  expect(error).toMatch(
    /^git cannot read the repository that contains .*:\nfatal: detected dubious ownership(.*\n)+.*safe\.directory/,
  );
  const tree = project.git("rev-parse", "HEAD^{tree}").trim();
  const lost = project.git("rev-parse", "HEAD").trim();
  rmSync(join(project.root, ".git/objects", tree.slice(0, 2)), { recursive: true });
  expect((await review()).error).toMatch(
    /^git cannot read the files of main \(\w{9}\):\n.*failed to unpack tree object/,
  );
  rmSync(join(project.root, ".git/objects", lost.slice(0, 2)), { recursive: true, force: true });
  for (const args of [[], ["--base", "main"]])
    expect((await review(...args)).error).toMatch(
      /^git cannot read (HEAD|main) \(\w{9}\):\nfatal: .*\nThe repository is damaged or incomplete\. Check it with git fsck/,
    );
});

test("a Git that knows fewer options still answers", async () => {
  const usual = process.env["PATH"] ?? "";
  const tools = mkdtempSync(join(tmpdir(), "cdktf-ecr-git-"));
  const git = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
  const script = `#!/bin/sh\ncase "$*" in *--end-of-options*|*--is-shallow*) echo usage >&2; exit 129;; esac\nexec ${git} "$@"\n`;
  writeFileSync(join(tools, "git"), script, { mode: 0o755 });
  process.env["PATH"] = `${tools}:${usual}`;
  expect((await review("--base", "main")).stdout).toContain("No changes since main");
  expect((await review("--base", "nowhere")).error).toMatch(/which is not in this clone\. Run git fetch origin/);
  writeFileSync(join(tools, "git"), "#!/bin/sh\necho 'error: unknown switch' >&2\nexit 129\n", { mode: 0o755 });
  expect((await review()).error).toMatch(/^git cannot read the repository that contains .*:\nerror: unknown switch$/);
  process.env["PATH"] = usual;
  rmSync(tools, { recursive: true });
});

test("variables that lead Git to another repository are not used", async () => {
  const other = new Repository();
  const vars = { GIT_DIR: join(other.root, ".git"), GIT_WORK_TREE: tmpdir() };
  Object.assign(process.env, vars);
  const { stdout } = await review();
  const plain = new Project(registerReview);
  const { error } = await plain.run("review");
  for (const name of Object.keys(vars)) Reflect.deleteProperty(process.env, name);
  expect(stdout).toContain(`No changes since main (${base})`);
  expect(error).toMatch(/found none\. A review compares with a Git revision\. GIT_DIR is ignored$/);
  other.remove();
  plain.remove();
});

test("no temporary folder is left", async () => {
  // A folder of its own, because other tests make temporary folders at the same time.
  const usual = process.env["TMPDIR"];
  const temporary = mkdtempSync(join(tmpdir(), "cdktf-ecr-review-"));
  process.env["TMPDIR"] = temporary;
  await review();
  await review("--base", "nowhere");
  if (usual === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = usual;
  expect(readdirSync(temporary)).toEqual([]);
  rmSync(temporary, { recursive: true });
});
