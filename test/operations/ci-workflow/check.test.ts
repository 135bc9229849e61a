import { checkWorkflow, readSeverities } from "../../../src/operations/ci-workflow/check";
import { type CiDeclaration } from "../../../src/domain/ci/workflow-repositories";
import { API, settings } from "../../support/operations/ci-workflow";

function many(count: number): CiDeclaration[] {
  return Array.from({ length: count }, (_, index) => ({ ...API, repositoryName: `team/service-${index}` }));
}

test("sound settings have no problem", () => {
  expect(checkWorkflow("github", settings())).toEqual([]);
  expect(checkWorkflow("gitlab", settings({ gitlabUrl: "https://git.example.com/gitlab" }))).toEqual([]);
});

test.each([
  [{ roleArn: "push" }, ', found "push"'],
  [{ roleArn: "arn:aws:iam::111122223333:user/me" }, "expected the ARN of an IAM role"],
  [{ roleArn: "arn:aws:iam::999988887777:role/push" }, "expected a role in the registry's account 111122223333"],
  [
    { branch: "a b" },
    'expected one branch name such as main, without refs/heads/ and with only letters, digits and . _ / -, found "a b"',
  ],
  [{ repositories: [] }, "expected a repository to push to, found none in the environment"],
  [{ branch: "refs/heads/main" }, 'found "refs/heads/main" (write "main"'],
  [{ branch: "a..b" }, 'found "a..b" (Git rejects two dots in a row'],
  [{ branch: "a/" }, 'found "a/" (Git rejects a slash at the start or end'],
  [{ branch: "-x" }, 'found "-x" (Git rejects a hyphen at the start'],
  [{ branch: "a.lock" }, 'found "a.lock" (Git reserves the suffix .lock'],
  [{ branch: "release/.a" }, 'found "release/.a" (Git rejects a dot at the start of a name or after a slash'],
  [{ branch: "a." }, 'found "a." (Git rejects a dot at the end'],
  [{ branch: "HEAD" }, 'found "HEAD" (HEAD is not a branch'],
  [{ gitlabUrl: "http://gitlab.com" }, 'found "http://gitlab.com", which does not start with https://'],
  [{ gitlabUrl: "https://gitlab.com/" }, 'found "https://gitlab.com/", which ends with a slash'],
  [{ gitlabUrl: "https://git.example.com:8443/gitlab" }, ", which has a port"],
  [{ gitlabUrl: "https://-a.com" }, ", which has an invalid host name"],
  [{ gitlabUrl: "https://a-.example.com" }, ", which has an invalid host name"],
  [{ gitlabUrl: "https://a.-b.com" }, ", which has an invalid host name"],
  [{ gitlabUrl: "https://gitlab.example.com/../x" }, ', which has "." or ".." in its path'],
  [{ gitlabUrl: "https://gitlab.example.com/./x" }, ', which has "." or ".." in its path'],
  [{ gitlabUrl: "https://gitlab.example.com/a/.." }, ', which has "." or ".." in its path'],
  [
    { gitlabUrl: "https://GitLab.example.com/Git" },
    ", which has uppercase letters in the host name. Write https://gitlab.example.com/Git",
  ],
  [{ branch: "a".repeat(256) }, "expected a branch name of at most 255 characters, found"],
  [{ branch: `a/${"b".repeat(254)}` }, "(256 characters). Use a shorter name"],
  [{ branch: "a/".repeat(1000) }, "(2000 characters). Use a shorter name"],
])("the settings %j are refused", (parts, message) => {
  expect(checkWorkflow("github", settings(parts)).map((problem) => problem.message)).toEqual([
    expect.stringContaining(message),
  ]);
});

test.each([
  [{ branch: "a".repeat(255) }],
  [{ gitlabUrl: "https://example.com/Git.Lab/x" }],
  [{ gitlabUrl: "https://git-lab.example.com" }],
])("the settings %j are accepted", (parts) => {
  expect(checkWorkflow("github", settings(parts))).toEqual([]);
});

test("every problem is told at once", () => {
  expect(checkWorkflow("github", settings({ roleArn: "push", branch: "" })).map(({ rule }) => rule)).toEqual([
    "ci/role",
    "ci/branch",
  ]);
});

test("a matrix is not made larger than the platform takes", () => {
  const rules = (platform: "github" | "gitlab", count: number): string[] =>
    checkWorkflow(platform, settings({}, ...many(count))).map(({ rule }) => rule);
  expect(rules("github", 257)).toEqual(["ci/jobs"]);
  expect(rules("gitlab", 201)).toEqual(["ci/jobs"]);
  expect(rules("github", 20)).toEqual([]);
});

test("a policy that IAM would refuse for its size is told", () => {
  const [problem] = checkWorkflow("github", settings({}, ...many(200)));
  expect(problem?.message).toMatch(
    /^expected a policy of at most 10240 characters, found \d+ characters \(number of repositories: 200\)\. List fewer/,
  );
});

test("severities are read from words in any case and order, with all that are worse", () => {
  expect(readSeverities("High, critical")).toEqual({ severities: ["CRITICAL", "HIGH"], problems: [] });
  expect(readSeverities("medium").severities).toEqual(["CRITICAL", "HIGH", "MEDIUM"]);
  expect(readSeverities("untriaged").severities).toEqual(["UNDEFINED"]);
  expect(readSeverities("high,sever").problems[0]?.message).toBe(
    'expected critical, high, medium, low, informational or undefined, separated by commas, found "sever"',
  );
});
