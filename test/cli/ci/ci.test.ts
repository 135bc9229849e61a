import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { registerCi } from "../../../src/cli/ci/command";
import { Project } from "../lifecycle/support";

const ENVIRONMENT = `account: "111122223333"
region: eu-west-1
state: { local: {} }
cluster: { eks: main }
operator: { install: helm, manages: ["sandbox/"] }
`;
let project: Project;

beforeEach(() => {
  project = new Project(registerCi);
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
  project.write("environments/dev/repositories/team.yaml", {
    repositories: [{ repositoryName: "team/api" }, { repositoryName: "team/web", imageTagMutability: "MUTABLE" }],
  });
});
afterEach(() => {
  project.remove();
});

const ci = (...args: readonly string[]) => project.run("ci", ...args);

test("a workflow is printed for all repositories, or for those that are named", async () => {
  const all = await ci("github", "dev");
  expect(all.error).toBeUndefined();
  expect(all.stdout).toContain("- REPOSITORY: team/web\n");
  const one = await ci("gitlab", "dev", "team/web");
  expect(one.stdout).toContain("# team/web: the commit's tag, and latest once the image has passed\n");
  expect(one.stdout).toContain("role/dev-gitlab-ecr-push\n");
});

test("a repository of the operator's has a workflow too", async () => {
  const { stdout } = await ci("github", "dev", "sandbox/x");
  expect(stdout).toContain("  REPOSITORY: sandbox/x\n");
});

test("the head repeats what was asked for, so that the file can be made anew", async () => {
  const { stdout } = await ci(
    ...[
      "github",
      "dev",
      "team/api",
      "--branch",
      "release",
      "--fail-on",
      "critical",
      "--wait",
      "5m",
      "--scanning",
      "enhanced",
    ],
    ...["--role", "arn:aws:iam::111122223333:role/ci"],
  );
  expect(stdout).toMatch(
    /^# Made by `npx ecr ci github dev team\/api --role arn:aws:iam::111122223333:role\/ci --branch release --fail-on critical --wait 5m --scanning enhanced`;/,
  );
  expect((await ci("github", "dev", "team/api", "--no-scan-gate")).stdout).toMatch(
    /ci github dev team\/api --no-scan-gate`/,
  );
});

test("the role's policies are printed as JSON, and nothing besides", async () => {
  const permissions = await ci("github", "dev", "team/api", "--policies", "permissions");
  expect(JSON.parse(permissions.stdout)).toMatchObject({ Version: "2012-10-17" });
  const trust = await ci("gitlab", "dev", "--policies", "trust", "--source", "acme/back/api");
  expect(trust.stdout).toContain('"gitlab.com:sub": "project_path:acme/back/api:ref_type:branch:ref:main"');
  const ids = ["--source", "acme/api", "--source-ids", "1/2"];
  expect((await ci("github", "dev", "--policies", "trust", ...ids)).stdout).toContain("repo:acme@1/api@2:ref");
});

test("everything wrong with what is asked for is told at once", async () => {
  const { error, stdout } = await ci(
    ...["github", "dev", "team/apo", "--role", "me", "--fail-on", "worst", "--wait", "ever", "--branch", "*"],
  );
  expect(stdout).toBe("");
  expect(error?.split("\n")).toEqual([
    '--fail-on: found "worst"; critical, high, medium, low, informational and undefined are allowed, joined by commas',
    '--wait: found "ever"; a time is allowed, as in 90s, 10m or 1h',
    'dev declares no repository "team/apo", and its operator owns none of that name. Did you mean "team/api"?',
    '--role: found "me"; the ARN of an IAM role is allowed, as in arn:aws:iam::111122223333:role/push',
    '--branch: expected one branch of letters, digits and . _ / -, such as main, without refs/heads/, found "*"',
  ]);
});

test("an environment without repositories has nothing to push to", async () => {
  project.write("environments/dev/repositories/team.yaml", "repositories: []\n");
  expect((await ci("github", "dev")).error).toBe("the environment declares no repository to push to");
});

test("a trust policy trusts one project, so it has to be named", async () => {
  const { error } = await ci("github", "dev", "--policies", "trust");
  expect(error).toBe(
    "--source: missing; a trust policy names the project that may assume the role, as in --source acme/api",
  );
});

test("the workflow waits for scans of the kind that the environment's registry makes", async () => {
  const registry = "registry: { scanning: { scanType: ENHANCED, rules: [] } }\n";
  project.write("environments/dev/environment.yaml", ENVIRONMENT + registry);
  expect((await ci("github", "dev", "team/api")).stdout).toContain("inspector2");
  const basic = await ci("github", "dev", "team/api", "--scanning", "basic");
  expect(basic.stdout).toMatch(/ci github dev team\/api --scanning basic`/);
  expect(basic.stdout).not.toContain("inspector2");
});

test("an unknown environment is refused", async () => {
  expect((await ci("github", "prod")).error).toContain('no environment "prod"');
});

test("a file is written, and written anew, but nobody else's is", async () => {
  const file = join(project.root, ".github/workflows/ecr.yaml");
  expect((await ci("github", "dev", "--file", file)).error).toBeUndefined();
  expect((await ci("github", "dev", "team/api", "--file", file)).stderr).toBe(`${file} written\n`);
  expect(readFileSync(file, "utf8")).toContain("ci github dev team/api`");
  const theirs = join(project.root, "theirs.yaml");
  writeFileSync(theirs, "name: ours\n");
  expect((await ci("github", "dev", "--file", theirs)).error).toContain("was not made by this command");
  expect(readFileSync(theirs, "utf8")).toBe("name: ours\n");
  mkdirSync(join(project.root, "empty"));
  await ci("github", "dev", "nothing/here", "--file", join(project.root, "empty/a.yaml"));
  expect(existsSync(join(project.root, "empty/a.yaml"))).toBe(false);
});
