import { registerDoctor } from "../../../src/cli/doctor/command";
import { readIdentityPolicies } from "../../../src/cli/doctor/identity-policy-files";
import { Project } from "../../support/cli/lifecycle";

const OPERATOR = `operator: { install: helm, manages: ["sandbox/"] }\ncluster: { eks: one }\n`;

let project: Project;
beforeEach(() => {
  project = new Project(registerDoctor);
  const environment = 'account: "111122223333"\nregion: eu-west-1\nstate: { local: {} }\n';
  project.write("environments/dev/environment.yaml", environment);
  project.write(
    "environments/with/environment.yaml",
    environment.replace("local: {}", 'local: { path: "{environment}-{stack}" }') + OPERATOR,
  );
});
afterEach(() => {
  project.remove();
});

test.each<[readonly string[], string]>([
  [["nowhere"], 'found "nowhere"'],
  [["dev", "--tag", "v1"], "--tag requires a repository. For example: npx ecr doctor dev team/api"],
  [["dev", "--for", "push"], "--for requires a repository"],
  [["dev", "team/api", "--for", "look"], "Allowed choices are push, pull, both"],
  [
    ["dev", "team/api", "--principal", "me"],
    '--principal: expected an account ID, or the ARN of a role or user such as arn:aws:iam::111122223333:role/ci, found "me"',
  ],
  [["dev", "--identity-policy", "none.json"], "--identity-policy requires a repository"],
  [["dev", "team/api", "--identity-policy", "none.json"], "--identity-policy: the file none.json does not exist"],
  [["dev", "--context", "test"], "--context requires --kubeconfig"],
  [
    ["dev", "--kubeconfig"],
    "--kubeconfig: dev does not declare an operator, so there is nothing to check in a cluster",
  ],
  [
    ["with", "--kubeconfig"],
    "expected a cluster in with with authentication: kubeconfig, found none. Pass --kubeconfig <file>",
  ],
  [["dev", "--now", "soon"], ', found "soon"'],
])("%p is refused", async (args, message) => {
  expect((await project.run("doctor", ...args)).error).toContain(message);
});

const POLICY = { Version: "2012-10-17", Statement: [] };

test.each([
  ["a policy", POLICY],
  ["what aws iam get-role-policy prints", { RoleName: "ci", PolicyDocument: POLICY }],
  ["what aws iam get-policy-version prints", { PolicyVersion: { Document: POLICY } }],
])("%s is read", (_what, content) => {
  project.write("policy.json", content);
  expect(readIdentityPolicies(["policy.json"], project.root)).toEqual([{ name: "policy.json", document: POLICY }]);
});

test("a file without a policy is refused", () => {
  project.write("policy.json", {});
  expect(() => readIdentityPolicies(["policy.json"], project.root)).toThrow(
    '--identity-policy policy.json: expected a policy document such as { "Version": ..., "Statement": [...] }',
  );
});

test("if no environment can be read, nothing was checked", async () => {
  for (const name of ["dev", "with"]) project.write(`environments/${name}/environment.yaml`, "account: 1\n");
  const { stdout, exitCode } = await project.run("doctor", "--all");
  expect(stdout).toContain("2 environments (2 could not be read): Nothing was checked.");
  expect(exitCode).toBe(1);
});
