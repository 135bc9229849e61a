import { ENVIRONMENT, keep, Project, REPOSITORIES } from "./support";

let project: Project;
beforeEach(() => {
  project = new Project();
});
afterEach(() => {
  project.remove();
});

const TWICE = `{
  "rules": [
    {
      "rulePriority": 1,
      "selection": { "tagStatus": "tagged", "countType": "imageCountMoreThan", "countNumber": 0 },
      "action": { "type": "expire" }
    }
  ]
}
`;

test("every error of a file is told at its place, and the exit code is 1", async () => {
  project.write("policy.json", TWICE);
  const { stdout, exitCode } = await project.run("lifecycle", "check", "policy.json", "-o", "json");
  expect(JSON.parse(stdout)).toEqual([
    {
      file: "policy.json",
      line: 5,
      column: 35,
      severity: "error",
      rule: "lifecycle/tagged-list",
      message: expect.stringContaining("Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED."),
    },
    expect.objectContaining({ line: 5, rule: "lifecycle/size", message: expect.stringContaining("at least 1") }),
  ]);
  expect(exitCode).toBe(1);
});

test("a sound policy has no problems, and the exit code is 0", async () => {
  project.write("policy.json", keep(30));
  const json = await project.run("lifecycle", "check", "policy.json", "-o", "json");
  expect(json).toMatchObject({ stdout: "[]\n", exitCode: 0 });
  const { stdout } = await project.run("lifecycle", "check", "policy.json");
  expect(stdout).toBe("AWS would take this, and it means what it seems to mean.\n");
});

test("warnings leave the exit code alone", async () => {
  project.write("policy.json", keep(1));
  const { stdout, exitCode } = await project.run("lifecycle", "check", "policy.json");
  expect(stdout).toContain("policy.json:1:");
  expect(stdout).toContain("(lifecycle/young-images)");
  expect(stdout).toContain("AWS would take this, but read the 1 warning.");
  expect(exitCode).toBe(0);
});

test.each<[string, string, string, string]>([
  [
    "a manifest",
    "ecr.yaml",
    `apiVersion: aws-infra-operator.runner.codes/v1alpha1
kind: ECRRepository
spec:
  lifecyclePolicy:
    policyText: |
      {
        "rules": [
          { "rulePriority": "1" }
        ]
      }
`,
    "ecr.yaml:8:29:",
  ],
  [
    "the answer of get-lifecycle-policy",
    "answer.json",
    JSON.stringify({ lifecyclePolicyText: '{"rules":[]}' }),
    "answer.json:1:",
  ],
  [
    "a list of repositories",
    "team.yaml",
    "repositories:\n  - repositoryName: a/b\n    lifecyclePolicy:\n      rules: []\n",
    "team.yaml:4:14:",
  ],
  ["an environment's file", "environment.yaml", "lifecyclePolicies:\n  a: { rules: [] }\n", "environment.yaml:2:15:"],
])("policies in %s are found", async (_, name, content, place) => {
  project.write(name, content);
  const { stdout, exitCode } = await project.run("lifecycle", "check", name);
  expect(stdout).toContain(place);
  expect(exitCode).toBe(1);
});

test("an environment is checked with all its files, and nothing else of it is told", async () => {
  project.write("environments/dev/environment.yaml", `${ENVIRONMENT}removed: ["Bad Name"]\n`);
  project.write(
    "environments/dev/repositories/team.yaml",
    `${REPOSITORIES}    lifecyclePolicy: { rules: [{ rulePriority: 0 }] }\n`,
  );
  const { stdout } = await project.run("lifecycle", "check", "dev", "-o", "json");
  const problems = JSON.parse(stdout) as { file: string; rule: string }[];
  expect(new Set(problems.map(({ rule }) => rule.split("/")[0]))).toEqual(new Set(["lifecycle"]));
  expect(problems[0]?.file).toBe("environments/dev/repositories/team.yaml");
});

test("the surprises of an environment's policies are told too, at their place", async () => {
  project.write(
    "environments/dev/environment.yaml",
    ENVIRONMENT.replace(JSON.stringify(keep(3)), JSON.stringify(keep(1))),
  );
  project.write("environments/dev/repositories/team.yaml", REPOSITORIES);
  const { stdout } = await project.run("lifecycle", "check", "dev");
  expect(stdout).toContain("environments/dev/environment.yaml:5:");
  expect(stdout).toContain("lifecycle/young-images");
});

test("what is neither a file nor an environment is an error", async () => {
  const { stdout, exitCode } = await project.run("lifecycle", "check", "nothing");
  expect(stdout).toContain("nothing:1:1: error: no such file");
  expect(exitCode).toBe(1);
});

test("a file that is not JSON is told where it stops being so", async () => {
  project.write("policy.json", '{ "rules": [ }');
  const { stdout } = await project.run("lifecycle", "check", "policy.json");
  expect(stdout).toContain("policy.json:1:14: error: not JSON");
});
