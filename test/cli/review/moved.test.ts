import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { registerReview } from "../../../src/cli/review/command";
import { Project } from "../../support/cli/lifecycle";
import { ENVIRONMENT, REPOSITORIES, Repository } from "../../support/cli/review";

let project: Repository;

beforeEach(() => {
  project = new Repository();
  project.write("cdktf.json", "{}");
});
afterEach(() => {
  project.remove();
});

test("an environment behind a link is compared too", async () => {
  mkdirSync(join(project.root, "shared"));
  renameSync(join(project.root, "environments/dev"), join(project.root, "shared/dev"));
  symlinkSync("../shared/dev", join(project.root, "environments/dev"));
  project.commit();
  project.write("shared/dev/repositories/list.yaml", REPOSITORIES.replace("team/web", "team/site"));
  expect((await project.run("review")).stdout).toContain("team/web: no longer declared");
});

test("a project that moved in its repository is compared with its former folder", async () => {
  project.commit();
  mkdirSync(join(project.root, "infra"));
  for (const name of ["environments", "cdktf.json"])
    renameSync(join(project.root, name), join(project.root, "infra", name));
  project.write("infra/environments/dev/repositories/list.yaml", REPOSITORIES.replace("team/web", "team/site"));
  const moved = new Project((program) => {
    registerReview(program, join(project.root, "infra"));
  });
  const { stdout } = await moved.run("review");
  moved.remove();
  expect(stdout).toContain("team/web: no longer declared");
  expect(stdout).not.toContain("The environment is new");
});

test("an environment in a submodule is not new: its base is unknown", async () => {
  const other = new Repository();
  other.git("rm", "-r", "--quiet", "--force", "--ignore-unmatch", "environments");
  other.write("environment.yaml", ENVIRONMENT.replace("eu-west-1", "eu-central-1"));
  other.write("repositories/list.yaml", REPOSITORIES);
  other.commit();
  execFileSync(
    "git",
    ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.root, "environments/theirs"],
    { cwd: project.root, stdio: "ignore" },
  );
  project.commit();
  const { stdout, exitCode } = await project.run("review", "--fail-on", "high");
  expect(stdout).toContain("The environment's folder is in a Git submodule");
  expect(exitCode).toBe(2);
  other.remove();
});

test("variables of Git that a hook sets do not change what is compared", async () => {
  const base = project.commit();
  process.env["GIT_INDEX_FILE"] = join(project.root, "no-index");
  process.env["GIT_DIR"] = "/nowhere";
  try {
    expect((await project.run("review")).stdout).toContain(`No changes since main (${base}).`);
  } finally {
    delete process.env["GIT_INDEX_FILE"];
    delete process.env["GIT_DIR"];
  }
});

test("an incomplete listing is not a whole review", async () => {
  project.commit();
  const policy = REPOSITORIES.replace("team/api\n", "team/api\n    lifecyclePolicy: { keepNewest: 1 }\n");
  project.write("environments/dev/repositories/list.yaml", policy);
  project.write("images.json", {
    imageDetails: [
      {
        registryId: "111122223333",
        repositoryName: "team/api",
        imageDigest: `sha256:${"a".repeat(64)}`,
        imageSizeInBytes: 1024,
        imagePushedAt: "2026-06-25T00:00:00+00:00",
      },
    ],
    nextToken: "more",
  });
  const { stdout, exitCode } = await project.run("review", "--images", "images.json");
  expect(stdout).toContain("--images: the listing is incomplete, so more images may be deleted. List all pages");
  expect(exitCode).toBe(2);
});
