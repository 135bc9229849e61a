import { readFileSync } from "node:fs";
import { join } from "node:path";
import { registerAdopt } from "../../../src/cli/adopt/command";
import { Project } from "../../support/cli/lifecycle";
import { ENVIRONMENT } from "../../support/cli/adopt";

let project: Project;
let file: (name: string) => string;

const DECLARED = `repositories:
- { repositoryName: team/api, pullPrincipals: ["444455556666"] }
- { repositoryName: team/web, lifecyclePolicy: none }
`;
const API = ["aws_ecr_repository.team_api", "aws_ecr_lifecycle_policy.team_api", "aws_ecr_repository_policy.team_api"];
const finish = (state: readonly string[], ...more: readonly string[]) =>
  project.run("adopt", "dev", "--finish", "--state", project.write("state", state.join("\n")), ...more);

beforeEach(() => {
  project = new Project(registerAdopt);
  file = (name) => readFileSync(join(project.root, "environments/dev", name), "utf8");
  project.write("environments/dev/environment.yaml", `${ENVIRONMENT}imports:\n  - team/api # now\n  - team/web\n`);
  project.write("environments/dev/repositories/team.yaml", DECLARED);
});

afterEach(() => {
  project.remove();
});

test("finishing takes out what the state has in full, and names what it lacks", async () => {
  const { stdout, exitCode } = await finish([...API.slice(0, 2), "aws_ecr_repository.team_web", "aws_iam_role.x"]);
  expect(exitCode).toBe(1);
  expect(stdout).toBe(
    "Removed 1 of 2 imports (already in Terraform's state)\nkept the import of team/api: not yet in Terraform's state: aws_ecr_repository_policy.team_api\nDeploy dev-registry, then run npx ecr adopt dev --finish again\n",
  );
  expect(file("environment.yaml")).toBe(`${ENVIRONMENT}imports:\n  - team/api # now\n`);
});

test("finishing takes out the key once the state has all", async () => {
  expect(await finish([...API, "aws_ecr_repository.team_web"], "-o", "json")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('"finished": [\n    "team/api",\n    "team/web"\n  ]'),
  });
  expect(file("environment.yaml")).toBe(ENVIRONMENT);
  expect((await finish([])).stdout).toBe("dev has no imports\n");
});

test("finishing does not wait for a policy that the import leaves to Terraform", async () => {
  project.write(
    "environments/dev/environment.yaml",
    `${ENVIRONMENT}imports: [{ repositoryName: team/api, without: [repositoryPolicy, lifecyclePolicy] }]\n`,
  );
  const { stdout } = await finish(API.slice(0, 1), "--dry-run");
  expect(stdout).toBe("Would remove 1 of 1 import (already in Terraform's state)\n");
  expect(file("environment.yaml")).toContain("imports");
});

test("finishing takes out imports of registry settings, each once all of its resources are in the state", async () => {
  const registry = `registry:
  scanning: { scanType: BASIC, rules: [] }
  pullThroughCache:
    - { ecrRepositoryPrefix: quay, upstreamRegistryUrl: quay.io }
    - { ecrRepositoryPrefix: k8s, upstreamRegistryUrl: registry.k8s.io }
`;
  project.write(
    "environments/dev/environment.yaml",
    `${ENVIRONMENT}${registry}  imports: [scanning, pullThroughCache]\n`,
  );
  const state = ["aws_ecr_registry_scanning_configuration.registry", "aws_ecr_pull_through_cache_rule.quay"];
  const { stdout, exitCode } = await finish(state);
  expect({ stdout, exitCode }).toEqual({
    exitCode: 1,
    stdout:
      "Removed 1 of 2 imports (already in Terraform's state)\nkept the import of registry.pullThroughCache: not yet in Terraform's state: aws_ecr_pull_through_cache_rule.k8s\nDeploy dev-registry, then run npx ecr adopt dev --finish again\n",
  });
  expect(file("environment.yaml")).toBe(`${ENVIRONMENT}${registry}  imports: [pullThroughCache]\n`);
  const done = await finish([...state, "aws_ecr_pull_through_cache_rule.k8s"], "-o", "json");
  expect(JSON.parse(done.stdout)).toMatchObject({
    finished: [],
    registry: { finished: ["pullThroughCache"], left: [] },
  });
  expect(file("environment.yaml")).toBe(`${ENVIRONMENT}${registry}`);
});

test("finishing says what is missing where no stack was deployed from here", async () => {
  const { error } = await project.run("adopt", "dev", "--finish");
  expect(error).toContain(
    "dev: the registry stack is not initialized in cdktf.out/stacks/dev-registry or terraform/environments/dev/registry. Deploy first (npx cdktf deploy dev-registry), or pass the output of terraform state list with --state <file>.",
  );
});

test("finishing says why Terraform cannot tell its state", async () => {
  project.write("cdktf.out/stacks/dev-registry/.terraform/nothing", "");
  const before = process.env["TERRAFORM_BINARY_NAME"];
  process.env["TERRAFORM_BINARY_NAME"] = "terraform-that-is-not-here";
  const { error } = await project.run("adopt", "dev", "--finish");
  if (before === undefined) delete process.env["TERRAFORM_BINARY_NAME"];
  else process.env["TERRAFORM_BINARY_NAME"] = before;
  expect(error).toBe(
    "dev: terraform state list failed in cdktf.out/stacks/dev-registry: spawn terraform-that-is-not-here ENOENT. Fix this, or pass the output of terraform state list with --state <file>.",
  );
});
