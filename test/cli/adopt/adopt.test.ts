import { readFileSync } from "node:fs";
import { join } from "node:path";
import { registerAdopt } from "../../../src/cli/adopt/command";
import { Project } from "../../support/cli/lifecycle";
import { ENVIRONMENT } from "../../support/cli/adopt";

const KEEP = (countNumber: number) => ({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber },
      action: { type: "expire" },
    },
  ],
});

const manifest = (
  name: string,
  ...lines: readonly string[]
): string => `apiVersion: aws-infra-operator.runner.codes/v1alpha1
kind: ECRRepository
metadata: { name: a }
spec:
  providerRef: { name: aws }
  repositoryName: ${name}
${lines.map((line) => `  ${line}\n`).join("")}---
`;

const DESCRIBED = {
  repositories: [
    {
      repositoryArn: "arn:aws:ecr:eu-west-1:111122223333:repository/team/api",
      registryId: "111122223333",
      repositoryName: "team/api",
      repositoryUri: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api",
      createdAt: "2024-05-01T12:00:00+02:00",
      imageTagMutability: "MUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: { encryptionType: "AES256" },
    },
  ],
};

let project: Project;
let file: (name: string) => string;

beforeEach(() => {
  project = new Project(registerAdopt);
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
  file = (name) => readFileSync(join(project.root, "environments/dev", name), "utf8");
});
afterEach(() => {
  project.remove();
});

const from = (...paths: readonly string[]) => project.run("adopt", "dev", "--from", ...paths);

test("manifests are adopted as the operator has made them, the policy that it does not make left to Terraform", async () => {
  const policyText = `lifecyclePolicy: { policyText: '${JSON.stringify(KEEP(5))}' }`;
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::444455556666:root" }, Action: "ecr:BatchGetImage" }],
  });
  const path = project.write(
    "given/all.yaml",
    manifest("team/api", policyText, `repositoryPolicyText: '${policy}'`, "deletionPolicy: Retain") +
      manifest("team/web", policyText, "scanOnPush: true", "tags: { Team: web }") +
      manifest("sandbox/x"),
  );
  const { stdout, stderr, error, exitCode } = await from(path);
  expect({ error, exitCode }).toEqual({ error: undefined, exitCode: 0 });
  expect(stdout).toContain("2 repositories adopted\n  environments/dev/repositories/team.yaml: 2 repositories\n");
  expect(stdout).toContain("skipped: sandbox/x belongs to the operator (operator.manages)");
  expect(stdout).toContain("new lifecycle policies, shared by several repositories: keep-5");
  expect(stderr).toContain(
    "given/all.yaml:8:25: warning: repositoryPolicyText: the operator's CRD does not have repositoryPolicyText",
  );
  expect(file("repositories/team.yaml")).toBe(`repositories:
  - repositoryName: team/api
    imageTagMutability: MUTABLE
    scanOnPush: false
    lifecyclePolicy: keep-5
    repositoryPolicy:
      Version: "2012-10-17"
      Statement:
        - Effect: Allow
          Principal: { AWS: "arn:aws:iam::444455556666:root" }
          Action: "ecr:BatchGetImage"
    deletionPolicy: Retain
  - repositoryName: team/web
    imageTagMutability: MUTABLE
    lifecyclePolicy: keep-5
    tags: { Team: web }
`);
  expect(file("environment.yaml")).toBe(
    `${ENVIRONMENT.replace(
      "  standard: { keepNewest: 30 }\n",
      `  standard: { keepNewest: 30 }
  keep-5:
    rules:
      - rulePriority: 1
        selection: { tagStatus: any, countType: imageCountMoreThan, countNumber: 5 }
        action: { type: expire }
`,
    )}imports:
  - repositoryName: team/api
    without: [repositoryPolicy]
  - team/web
`,
  );
});

test("a repositories.json keeps its descriptions, and its policy is the one of the default where that is the same", async () => {
  const repositories = project.write("given/repositories.json", {
    project: "team",
    repositories: [{ name: "team/api", description: "The API: ours" }],
  });
  project.write("given/lifecycle-policy.json", KEEP(7));
  expect((await from(repositories, "--no-imports")).exitCode).toBe(0);
  expect(file("repositories/team.yaml")).toContain(
    '    description: "The API: ours"\n    lifecyclePolicy:\n      rules:',
  );
  expect(file("environment.yaml")).toBe(ENVIRONMENT);
});

test("what describe-repositories prints is adopted without policies, and says so", async () => {
  const { stdout, exitCode } = await from(project.write("described.json", DESCRIBED));
  expect(exitCode).toBe(0);
  expect(stdout).toContain("note: the output of describe-repositories contains neither policies nor tags");
  expect(file("repositories/team.yaml")).toBe(
    "repositories:\n  - repositoryName: team/api\n    imageTagMutability: MUTABLE\n    lifecyclePolicy: none\n",
  );
  expect(file("environment.yaml")).toBe(`${ENVIRONMENT}imports:\n  - team/api\n`);
});

test("a manifest whose AWSProvider is of another region is left out", async () => {
  const provider = `apiVersion: aws-infra-operator.runner.codes/v1alpha1
kind: AWSProvider
metadata: { name: aws }
spec: { region: us-west-2 }
`;
  const { stdout, exitCode } = await from(project.write("given.yaml", manifest("team/api") + provider));
  expect(exitCode).toBe(1);
  expect(stdout).toBe(
    `nothing to adopt
left out: team/api: expected region eu-west-1, as in the environment, found us-west-2 in AWSProvider aws
`,
  );
});

test("a faulty repository is left out by name, and the others are adopted", async () => {
  const path = project.write(
    "given.yaml",
    manifest("team/bad", `lifecyclePolicy: { policyText: '{"rules": []}' }`) +
      manifest("team/odd", "imageTagMutability: SOMETIMES") +
      manifest("team/good") +
      manifest("team/good"),
  );
  const { stdout, stderr, exitCode } = await from(path, "-o", "json");
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    written: true,
    adopted: [{ repositoryName: "team/good", file: "environments/dev/repositories/team.yaml" }],
    leftOut: [
      { repositoryName: "team/bad", reason: expect.stringContaining("expected at least 1 rule, found none") },
      { repositoryName: "team/odd", reason: "imageTagMutability is not valid" },
      {
        repositoryName: "team/good",
        reason: "the files declare this repository more than once, so only the first declaration is used",
      },
    ],
  });
  expect(stderr).toContain(
    'given.yaml:15:23: error: imageTagMutability: expected MUTABLE, IMMUTABLE, MUTABLE_WITH_EXCLUSION or IMMUTABLE_WITH_EXCLUSION, found "SOMETIMES"',
  );
});

test("other formats stay as they are: new entries go to a file beside them, or to the environment's own folder", async () => {
  const before = manifest("team/there");
  project.write("environments/dev/repositories/team.yaml", before);
  expect((await from(project.write("described.json", DESCRIBED))).exitCode).toBe(0);
  expect(file("repositories/team.yaml")).toBe(before);
  expect(file("repositories/team-adopted.yaml")).toContain("team/api");
});

test("an environment whose places are files gets the usual folder beside them", async () => {
  project.write("environments/dev/environment.yaml", `${ENVIRONMENT}repositories: [all.yaml]\n`);
  project.write("environments/dev/all.yaml", "repositories:\n  - repositoryName: team/there\n");
  const { error } = await from(project.write("described.json", DESCRIBED));
  expect(error).toBeUndefined();
  expect(file("repositories/team.yaml")).toContain("team/api");
  expect(file("environment.yaml")).toContain("repositories");
});

test("a folder in which there is nothing to read is told", async () => {
  project.write("manifests/README.txt", "none yet");
  const { error } = await from(join(project.root, "manifests"));
  expect(error).toMatch(/^--from: expected YAML or JSON files in .*manifests, found none/);
});

test("a dry run writes nothing and shows a diff", async () => {
  const { stdout } = await from(project.write("described.json", DESCRIBED), "--dry-run");
  expect(stdout).toMatch(/^--- \/dev\/null\tnow\n\+\+\+ environments\/dev\/repositories\/team.yaml\tadopted\n/);
  expect(stdout).toContain("\n\n--- environments/dev/environment.yaml\tnow\n");
  expect(stdout).toContain("+imports:\n+  - team/api\n");
  expect(stdout).toContain("1 repository to adopt\n");
  expect(() => file("repositories/team.yaml")).toThrow(/ENOENT/);
});

test("an environment in JSON is adopted into, too", async () => {
  project.write("environments/prod/environment.json", {
    account: "111122223333",
    region: "eu-west-1",
    state: { local: {} },
  });
  const { error, exitCode } = await project.run("adopt", "prod", "--from", project.write("d.json", DESCRIBED));
  expect({ error, exitCode }).toEqual({ error: undefined, exitCode: 0 });
  const environment = readFileSync(join(project.root, "environments/prod/environment.json"), "utf8");
  expect(JSON.parse(environment)).toMatchObject({ account: "111122223333", imports: ["team/api"] });
});

test("sources that are not there, or do not go together, are refused", async () => {
  expect((await from("nowhere.yaml")).error).toBe(
    '--from: expected "aws", or an existing file or folder, found nowhere.yaml',
  );
  expect((await from("aws", "a.yaml")).error).toBe(
    '--from: expected either "aws" or files, found both. Run the command once per source',
  );
  expect((await project.run("adopt", "dev")).error).toContain(
    "expected --from aws, --from <file...> or --finish, found none",
  );
  expect((await from("aws", "--finish")).error).toBe(
    "--finish cannot be combined with --from. Adopt the repositories, deploy, then run npx ecr adopt <environment> --finish",
  );
  expect((await project.run("adopt", "staging", "--from", "aws")).error).toContain('found "staging"');
});

test("an environment with errors is told, and nothing is adopted into it", async () => {
  project.write("environments/dev/environment.yaml", ENVIRONMENT.replace("eu-west-1", "europe"));
  expect((await from(project.write("described.json", DESCRIBED))).error).toContain(
    "environments/dev/environment.yaml:2:9: error: ",
  );
});
