import { registerCi } from "../../../src/cli/ci/command";
import { Project } from "../lifecycle/support";

const ENVIRONMENT = `account: "111122223333"
region: eu-west-1
state: { local: {} }
cluster: { eks: main }
operator: { install: helm, manages: ["sandbox/"] }
ciRoles:
  - { github: { repository: acme/api, ids: 1/2, branch: release }, repositories: [team/], oidcProvider: create }
  - { github: { repository: acme/web }, repositories: [web, sandbox/], roleName: web-push, path: /ci/, scanning: enhanced }
  - { gitlab: { project: acme/back/lab, url: https://git.example.com }, repositories: [sandbox/], scanning: none }
`;
let project: Project;

beforeEach(() => {
  project = new Project(registerCi);
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
  project.write("environments/dev/repositories/team.yaml", {
    repositories: [
      { repositoryName: "team/api" },
      { repositoryName: "team/job", scanOnPush: false },
      { repositoryName: "web" },
    ],
  });
});
afterEach(() => {
  project.remove();
});

const ci = (...args: readonly string[]) => project.run("ci", ...args);

test("the role that pushes to a repository is taken, with its branch, and made by Terraform", async () => {
  const { stdout, error } = await ci("github", "dev", "team/api");
  expect(error).toBeUndefined();
  expect(stdout.split("\n").slice(0, 7)).toEqual([
    "# Made by `npx ecr ci github dev team/api`; make it anew when the environment changes.",
    "#",
    "# What AWS account 111122223333 must have, once:",
    "# - IAM's OIDC provider for GitHub, and the role dev-github-ecr-push, which only branch release of acme/api may assume.",
    "#   Terraform makes both, as ciRoles in the environment's file declares it:",
    "#     npx cdktf deploy dev-access",
    "",
  ]);
  expect(stdout).toContain("      - release\n");
  expect(stdout).toContain("role-to-assume: arn:aws:iam::111122223333:role/dev-github-ecr-push\n");
});

test("a provider that Terraform looks up is somebody's to make", async () => {
  project.write("environments/dev/environment.yaml", ENVIRONMENT.replace(", oidcProvider: create", ""));
  const { stdout } = await ci("github", "dev", "web");
  expect(stdout).toContain(
    "#     aws iam create-open-id-connect-provider --url https://token.actions.githubusercontent.com",
  );
  expect(stdout).toContain("# - the role web-push, which only branch main of acme/web may assume.\n");
  expect(stdout).not.toContain("create-role");
  expect(stdout).toContain("role-to-assume: arn:aws:iam::111122223333:role/ci/web-push\n");
  // The role's scanning is the workflow's.
  expect(stdout).toContain("inspector2");
});

test("without repositories, the workflow pushes to all that its role does", async () => {
  const { stdout } = await ci("github", "dev", "--source", "acme/api");
  expect(stdout).toContain("ci github dev --source acme/api`;");
  expect(stdout.match(/REPOSITORY: \S+/g)).toEqual(
    expect.arrayContaining(["REPOSITORY: team/api", "REPOSITORY: team/job"]),
  );
  expect(stdout).not.toContain("REPOSITORY: web");
});

test("a role that reads no scan has a workflow without gate, of the GitLab that it is for", async () => {
  const { stdout } = await ci("gitlab", "dev", "sandbox/x");
  expect(stdout).toContain("aud: https://git.example.com\n");
  expect(stdout).not.toContain("describe-image-scan-findings");
  expect((await ci("gitlab", "dev")).error).toBe(
    "dev-gitlab-ecr-push pushes to the operator's repositories alone; name those that the workflow is for",
  );
});

test("the policies of a declared role are those that Terraform makes", async () => {
  const trust = await ci("github", "dev", "team/api", "--policies", "trust");
  expect(trust.stdout).toContain('"repo:acme@1/api@2:ref:refs/heads/release"');
  const { stdout } = await ci("github", "dev", "team/api", "--policies", "permissions");
  expect(JSON.parse(stdout)).toMatchObject({
    Statement: [
      { Sid: "LogIn" },
      { Sid: "Push", Resource: ["arn:aws:ecr:eu-west-1:111122223333:repository/team/*"] },
      { Sid: "StartScan", Resource: ["arn:aws:ecr:eu-west-1:111122223333:repository/team/job"] },
    ],
  });
});

test("several roles that fit are told apart by what is asked for", async () => {
  expect((await ci("github", "dev")).error).toBe(
    "--role: dev-github-ecr-push (acme/api, branch release) and web-push (acme/web, branch main) fit; say which by --source, --branch or --role, or name repositories",
  );
  expect((await ci("github", "dev", "--branch", "main")).stdout).toContain("role/ci/web-push");
});

test("a role that is named is taken only for what it is declared for", async () => {
  const role = "arn:aws:iam::111122223333:role/dev-github-ecr-push";
  const wrong = ["--branch", "main", "--source", "acme/web", "--source-ids", "3/4", "--scanning", "enhanced"];
  const { error } = await ci("github", "dev", "web", "team/api", "--role", role, ...wrong);
  const elsewhere = ": change it there, or name another role by --role";
  expect(error?.split("\n")).toEqual([
    `--source: found "acme/web"; the role dev-github-ecr-push is declared in ciRoles for "acme/api"${elsewhere}`,
    `--source-ids: found "3/4"; the role dev-github-ecr-push is declared in ciRoles for "1/2"${elsewhere}`,
    `--branch: found "main"; the role dev-github-ecr-push is declared in ciRoles for "release"${elsewhere}`,
    `--scanning: found "enhanced"; the role dev-github-ecr-push is declared in ciRoles for "basic"${elsewhere}`,
    "the role dev-github-ecr-push does not push to web: list it in its repositories in ciRoles, or name another role by --role",
  ]);
  expect((await ci("gitlab", "dev", "team/api", "--role", role)).error).toBe(
    "--role: dev-github-ecr-push is declared in ciRoles for github; name another",
  );
});

test("the default name, where it is another project's declared role, is not taken", async () => {
  expect((await ci("github", "dev", "team/api", "--branch", "main")).error).toContain(
    '--branch: found "main"; the role',
  );
});

test("a role that Terraform does not make is made by hand, as without any that are declared", async () => {
  const role = "arn:aws:iam::111122223333:role/ours";
  const { stdout } = await ci("github", "dev", "team/api", "--role", role);
  expect(stdout).toContain("#     aws iam create-role --role-name ours");
  expect(stdout).not.toContain("cdktf deploy");
});
