import { formatProblem } from "../../src/config/problems";
import { environmentOf, problemsOf, read, readAll, SOUND, text } from "../support/config";

const file = (...entries: readonly string[]): string =>
  SOUND + text("publicRepositories:", ...entries.map((one) => `  - ${one}`));

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

test("public repositories are part of the environment, with the path of the logo in the project", () => {
  const files = {
    "environment.yaml": file(
      '{ repositoryName: team/api, catalog: { description: The API., logoImageFile: logo.png }, pushPrincipals: ["444455556666"] }',
    ),
    "logo.png": PNG,
  };
  const [repository] = environmentOf(files).publicRepositories ?? [];
  expect(repository).toEqual({
    repositoryName: "team/api",
    catalog: { description: "The API.", logoImageFile: expect.stringMatching(/(^|\/)logo\.png$/) as unknown },
    pushPrincipals: ["444455556666"],
  });
});

test("each problem is at its setting", () => {
  const written = file(
    "{ repositoryName: team/api, catalog: { architectures: [arm64], logoImageFile: no.png }, pushPrincipals: [444455556666] }",
    '{ repositoryName: team/api, repositoryPolicy: { Version: "2012-10-17", Statement: [{ Effect: Allow, Principal: "*", Action: "ecr-public:PutImage" }] } }',
  );
  expect(problemsOf(read({ "environment.yaml": written })).map((line) => line.slice(0, 90))).toEqual([
    expect.stringContaining("environment.yaml:5:60: warning: architectures[0]: expected ARM, ARM 64"),
    expect.stringContaining('environment.yaml:5:83: error: logoImageFile: the file "no.png" does not exist'),
    expect.stringContaining("environment.yaml:5:110: error: pushPrincipals[0]: expected an account ID as"),
    expect.stringContaining("environment.yaml:6:23: error: repositoryName: expected each name once"),
    expect.stringContaining('environment.yaml:6:116: error: Principal: expected specific principals, found "*"'),
    expect.stringContaining("environment.yaml:6:129: warning: Action: expected all actions that a push needs"),
  ]);
});

test("settings of private repositories are unknown keys", () => {
  const files = { "environment.yaml": file("{ repositoryName: team/web, scanOnPush: true }") };
  expect(problemsOf(read(files))).toEqual([
    expect.stringContaining(
      "environment.yaml:5:33: error: publicRepositories[0]: expected one of the keys repositoryName",
    ),
  ]);
});

test("only the partition aws has public repositories", () => {
  const files = { "environment.yaml": file("{ repositoryName: team/api }").replace("eu-west-1", "cn-north-1") };
  expect(problemsOf(read(files))).toEqual([
    "environment.yaml:5:3: error: publicRepositories: expected an environment in the partition aws, found cn-north-1 in aws-cn. Only the partition aws has public repositories. Declare the public repositories in an environment in the partition aws",
  ]);
});

test("tags count together with the environment's", () => {
  const tags = (count: number, prefix: string): string =>
    `{ ${Array.from({ length: count }, (_, index) => `${prefix}${index}: x`).join(", ")} }`;
  const written = file(`{ repositoryName: team/api, tags: ${tags(2, "own")} }`) + text(`tags: ${tags(49, "all")}`);
  expect(problemsOf(read({ "environment.yaml": written }))).toEqual([
    expect.stringMatching(/^environment\.yaml:5:\d+: error: tags: expected at most 50 tags .* found 51/),
  ]);
});

test("names under removed and released are marked, and checked against the declarations", () => {
  const of = (...lines: readonly string[]): string[] =>
    problemsOf(read({ "environment.yaml": file("{ repositoryName: team/api }") + text(...lines) }));
  expect(of('removed: ["public:team/old"]')).toEqual([]);
  expect(of('removed: ["public:team/api"]')).toEqual([
    expect.stringContaining(
      '6:11: error: removed[0]: expected a repository that is no longer declared, found "public:team/api"',
    ),
  ]);
  expect(of('removed: ["public:Old"]')).toEqual([expect.stringContaining("removed[0]: expected a repository name")]);
  expect(of('released: ["public:team/api"]')).toEqual([
    expect.stringContaining(
      'released[0]: expected a repository with deletionPolicy Delete, found "public:team/api" with Retain',
    ),
  ]);
  expect(of('released: ["public:team/apj"]')).toEqual([expect.stringContaining('Did you mean "public:team/api"?')]);
  expect(of('released: ["public:team/old", "public:team/old"]')).toEqual([
    expect.stringContaining("warning: released[0]: expected a declared repository"),
    expect.stringContaining("error: released[1]: expected each name once"),
  ]);
  expect(of('removed: ["public:old"]', 'released: ["public:old"]')).toEqual([
    expect.stringContaining('released[0]: expected "public:old" under either removed or released'),
  ]);
});

test("an account has each public repository once, whatever the region", () => {
  const one = { "environment.yaml": file("{ repositoryName: team/api }") };
  const other = { "environment.yaml": one["environment.yaml"].replace("eu-west-1", "us-west-2") };
  const [a, b] = readAll({ a: one, b: other }).map(({ problems }) => problems.map((problem) => formatProblem(problem)));
  expect(a).toEqual([]);
  expect(b).toEqual([
    'environments/b/environment.yaml:5:23: error: repositoryName: expected one declaration per account, found "team/api" in a as well. Remove one',
  ]);
});

test("imports name declared public repositories, which never change their stack", () => {
  const imports = (...entries: readonly string[]): Record<string, string> => ({
    "environment.yaml": file("{ repositoryName: team/api }") + text(`imports: [${entries.join(", ")}]`),
  });
  const sound = environmentOf(imports('{ repositoryName: "public:team/api", without: [repositoryPolicy] }'));
  expect(sound.imports).toEqual([{ repositoryName: "public:team/api", without: ["repositoryPolicy"] }]);
  const wrong = imports(
    '{ repositoryName: "public:team/api", fromStack: registry-team }',
    '"public:team/apy"',
    "team/api",
  );
  expect(problemsOf(read(wrong))).toEqual([
    'environment.yaml:6:59: error: fromStack: expected no fromStack for "public:team/api", because public repositories never change their stack, found "registry-team". Remove it',
    'environment.yaml:6:76: error: imports[1]: expected a declared repository, found "public:team/apy". Did you mean "public:team/api"?',
    expect.stringContaining(
      'environment.yaml:6:95: error: imports[2]: expected a declared repository, found "team/api"',
    ),
  ]);
});

test.each<[string, string, string]>([
  [
    "a text with the name of an image",
    "text.png",
    "expected a PNG or JPEG image, found a file that begins with the bytes 61 70 69 4b 65 79 3a 20",
  ],
  ["an empty file", "empty.png", "expected an image of 1 to 512000 bytes, found 0"],
  ["a folder", "folder", 'the file "folder" does not exist. Paths are relative to environments/dev'],
  [
    "a file outside the project",
    "../../../../../../../../etc/passwd",
    'expected a file in the project\'s folder, which is not in a Git repository, found "../../../../../../../../etc/passwd" outside it',
  ],
])("the logo cannot be %s", (_, logo, message) => {
  const written = file(`{ repositoryName: team/api, catalog: { logoImageFile: ${logo} } }`);
  const files = {
    "environment.yaml": written,
    "text.png": "apiKey: secret\n",
    "empty.png": "",
    "folder/logo.png": PNG,
  };
  expect(problemsOf(read(files))).toEqual([`environment.yaml:5:59: error: logoImageFile: ${message}`]);
});

test("principals that may not be listed have advice for public repositories, which have no grants", () => {
  const principals = ["*", "lambda.amazonaws.com", "o-abcdefghij", "ou-abcd-12345678"].map((name) =>
    JSON.stringify(name),
  );
  const written = file(`{ repositoryName: team/api, pushPrincipals: [${principals.join(", ")}] }`);
  expect(problemsOf(read({ "environment.yaml": written })).map((line) => line.replace(/^.*, found /, ""))).toEqual([
    '"*", which means everyone. Everyone may already pull. List only the principals that may push',
    '"lambda.amazonaws.com", a service. Write a statement for the service under repositoryPolicy',
    '"o-abcdefghij", an organization. Write a statement under repositoryPolicy with Principal "*" and a Condition on aws:PrincipalOrgID',
    '"ou-abcd-12345678", an organizational unit. Write a statement under repositoryPolicy with Principal "*" and a Condition on aws:PrincipalOrgPaths',
  ]);
});

test("an action of private repositories is corrected in a public policy", () => {
  const statement =
    '{ Effect: Allow, Principal: { AWS: "arn:aws:iam::444455556666:role/a" }, Action: ["ecr:PutImage", "ecr:BatchGetImage"] }';
  const written = file(
    `{ repositoryName: team/api, repositoryPolicy: { Version: "2012-10-17", Statement: [${statement}] } }`,
  );
  expect(problemsOf(read({ "environment.yaml": written })).map((line) => line.replace(/^.*expected an/, "an"))).toEqual(
    [
      'an ECR Public action in a public repository\'s policy, found "ecr:PutImage". Write "ecr-public:PutImage"',
      'an ECR Public action in a public repository\'s policy, found "ecr:BatchGetImage". Move it to an identity policy',
    ],
  );
});
