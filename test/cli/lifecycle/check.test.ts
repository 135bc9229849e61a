import { ENVIRONMENT, keep, Project, REPOSITORIES } from "../../support/cli/lifecycle";

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
      field: "tagStatus",
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
  expect(stdout).toBe("AWS would accept this, without warnings.\n");
});

test("warnings leave the exit code alone", async () => {
  project.write("policy.json", keep(1));
  const { stdout, exitCode } = await project.run("lifecycle", "check", "policy.json");
  expect(stdout).toContain("policy.json:1:");
  expect(stdout).toContain("(lifecycle/young-images)");
  expect(stdout).toContain("AWS would accept this, with 1 warning.");
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
  expect(stdout).toContain("nothing:1:1: error: expected a file");
  expect(exitCode).toBe(1);
});

test("a file that is not JSON is told where it stops being so", async () => {
  project.write("policy.json", '{ "rules": [ }');
  const { stdout } = await project.run("lifecycle", "check", "policy.json");
  expect(stdout).toContain("policy.json:1:14: error: expected JSON");
});

describe("a policy in words", () => {
  const WORDS = 'keepNewest: 30\nprotect: ["v*"]\n';

  test("is shown as the rules that it becomes, with the reasons for their order", async () => {
    project.write("words.yaml", WORDS);
    const { stdout, exitCode } = await project.run("lifecycle", "check", "words.yaml");
    expect(stdout.split("\n")).toEqual([
      "words.yaml:1:1: the policy in words becomes these rules, in this order:",
      expect.stringMatching(/^ {2}1 {2}Protect v\* +protected tags come first/),
      expect.stringMatching(/^ {2}2 {2}Keep the newest 30 of all images +last, because ECR requires/),
      "",
      "AWS would accept this, without warnings.",
      "",
    ]);
    expect(exitCode).toBe(0);
  });

  test("is found among an environment's policies and in its repositories", async () => {
    project.write("environments/dev/environment.yaml", `${ENVIRONMENT}  named: { keepNewest: 1 }\n`);
    project.write(
      "environments/dev/repositories/team.yaml",
      `${REPOSITORIES}    lifecyclePolicy: { protect: ["v*"], expire: { tagPatterns: ["v1*"], afterDays: 3 } }\n`,
    );
    const { stdout } = await project.run("lifecycle", "check", "dev");
    expect(stdout).toContain("environments/dev/environment.yaml:6:10: the policy in words becomes these rules");
    expect(stdout).toContain(
      "environments/dev/environment.yaml:6:24: warning: keepNewest: expected at least 3 images to keep, found 1",
    );
    expect(stdout).toMatch(/team\.yaml:5:65: warning: tagPatterns\[0\]: this rule never acts: protect\[0\]/);
  });

  test("is shown once, however many repositories write the same", async () => {
    const entries = ["a", "b", "c"].map(
      (name) => `  - { repositoryName: ${name}, lifecyclePolicy: { keepNewest: 9 } }`,
    );
    project.write("team.yaml", `repositories:\n${entries.join("\n")}\n`);
    const { stdout } = await project.run("lifecycle", "check", "team.yaml");
    expect(stdout).toContain("team.yaml:2:43 and 2 others: the policy in words becomes these rules, in this order:");
    expect(stdout.match(/Keep the newest 9/g)).toHaveLength(1);
  });

  test("has its problems only in JSON", async () => {
    project.write("words.yaml", WORDS);
    const { stdout } = await project.run("lifecycle", "check", "words.yaml", "-o", "json");
    expect(stdout).toBe("[]\n");
  });

  test("that is misspelt is refused where it stands", async () => {
    project.write("team.yaml", "repositories:\n  - lifecyclePolicy: { keepNewst: 30 }\n");
    const { stdout, exitCode } = await project.run("lifecycle", "check", "team.yaml");
    expect(stdout).toContain('team.yaml:2:24: error: lifecyclePolicy: expected a known key, found "keepNewst"');
    expect(exitCode).toBe(1);
  });
});

test("a misspelt environment is told which there are", async () => {
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
  project.write("environments/local/environment.yaml", ENVIRONMENT);
  const { stdout, exitCode } = await project.run("lifecycle", "check", "dve");
  expect(stdout).toContain(
    'dve:1:1: error: expected a file, relative to the current folder, or an environment (dev and local), found neither. Did you mean "dev"?',
  );
  expect(exitCode).toBe(1);
});

test.each([
  ["keepNewst: 7\n", 'Unknown key "keepNewst". Did you mean "keepNewest"?'],
  ['{ "rule": [] }', 'Unknown key "rule". Did you mean "rules"?'],
])("a file without a policy says what its keys may have been meant for: %j", async (text, message) => {
  project.write("policy.yaml", text);
  const { stdout } = await project.run("lifecycle", "check", "policy.yaml");
  expect(stdout).toContain(message);
});

test("a word with an empty list is told to have one", async () => {
  project.write("policy.yaml", "protect: []\n");
  const { stdout } = await project.run("lifecycle", "check", "policy.yaml");
  expect(stdout).toContain("policy.yaml:1:10: error: protect: expected at least 1 entry, found an empty list");
});

test("a repository whose policy the environment does not have is told", async () => {
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
  project.write("environments/dev/repositories/team.yaml", REPOSITORIES.replace("three", "trhee"));
  const { stdout, exitCode } = await project.run("lifecycle", "check", "dev");
  expect(stdout).toContain(
    `environments/dev/repositories/team.yaml:3:22: error: lifecyclePolicy: expected "none" or one of the environment's policies (three), found "trhee". Did you mean "three"?`,
  );
  expect(exitCode).toBe(1);
});

test("a missing file and text that is not a policy are not verdicts of AWS", async () => {
  project.write("other.json", "{");
  for (const name of ["absent.json", "other.json"]) {
    const { stdout, exitCode } = await project.run("lifecycle", "check", name);
    expect(stdout).toContain("Not everything could be checked: 1 error.");
    expect(stdout).not.toContain("AWS");
    expect(exitCode).toBe(1);
  }
});
