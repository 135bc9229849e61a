import { TemporaryProject } from "../../support/config/project";

let project: TemporaryProject;

beforeEach(() => {
  project = new TemporaryProject({
    "environments/prod/repositories/team.yaml": "repositories: [{ repositoryName: team/api }]\n",
  });
});

afterEach(() => {
  project.dispose();
});

const BASE = `region: eu-west-1
state: { s3: { bucket: acme-state } }
tags: { Team: platform, Cost: "1" }
repositoryDefaults:
  imageTagMutability: IMMUTABLE
  scanOnPush: true
lifecyclePolicies:
  standard: { keepNewest: 30 }
`;

const ACCOUNT = 'account: "111122223333"\n';

function environment(text: string): void {
  project.write("environments/prod/environment.yaml", text);
}

test("an environment has the settings of its base files, each once read", () => {
  project.write("environments/base.yaml", BASE);
  environment(
    `extends: ../base.yaml\n${ACCOUNT}tags: { Cost: null, Stage: prod }\nrepositoryDefaults: { scanOnPush: false }\n`,
  );
  expect(project.problems()).toEqual([]);
  const [result] = project.read();
  expect(result?.environment).toMatchObject({
    name: "prod",
    location: { account: "111122223333", region: "eu-west-1" },
    tags: { Team: "platform", Stage: "prod" },
    repositories: [{ repositoryName: "team/api", imageTagMutability: "IMMUTABLE", scanOnPush: false }],
  });
  expect(result?.environment?.tags).not.toHaveProperty("Cost");
});

test("later base files win over earlier ones, each after its own, and the file over all", () => {
  project.write(
    "environments/bases/one.json",
    JSON.stringify({ extends: "zero.yaml", tags: { one: "1", all: "one" } }),
  );
  project.write("environments/bases/zero.yaml", `${BASE}extends: []\n`.replace("extends: []\n", ""));
  project.write("environments/bases/two.yaml", 'tags: { one: "2", all: two, Team: null }\n');
  environment(`extends: [../bases/one.json, ../bases/two.yaml]\n${ACCOUNT}tags: { all: own }\n`);
  const [result] = project.read();
  expect(result?.problems).toEqual([]);
  expect(result?.environment?.tags).toEqual({ Cost: "1", one: "2", all: "own" });
});

test("environments may be JSON", () => {
  project.write("environments/base.json", JSON.stringify({ region: "eu-west-1", state: { local: {} } }));
  project.write(
    "environments/prod/environment.json",
    JSON.stringify({ extends: "../base.json", account: "111122223333" }),
  );
  expect(project.problems()).toEqual([]);
});

test("a problem is told at the line that says it, in the file that says it", () => {
  project.write("environments/base.yaml", `${BASE}operater: {}\nciRoles: [{ github: { repository: acme } }]\n`);
  environment(`extends: ../base.yaml\naccount: 5\nrepositoryDefaults:\n  imageTagMutability: FIXED\n`);
  const found = project.problems().map((line) => line.replace(/(error: [\w[\]]+): .*/, "$1"));
  expect(found).toEqual([
    expect.stringMatching(/^environments\/base\.yaml:9:1: error: expected a known key, found "operater"/),
    expect.stringMatching(/^environments\/base\.yaml:10:\d+: error: /),
    "environments/prod/environment.yaml:2:10: error: account",
    "environments/prod/environment.yaml:4:23: error: imageTagMutability",
  ]);
});

test("base files in the environment's folder, or between its repositories, are not files that nothing reads", () => {
  project.write("environments/prod/base.yaml", BASE);
  project.write("environments/prod/repositories/more.yaml", "tags: { More: yes }\n");
  environment(`extends: [base.yaml, repositories/more.yaml]\n${ACCOUNT}`);
  expect(project.problems()).toEqual([]);
});

test("a folder of base files among the environments is no environment", () => {
  project.write("environments/shared/base.yaml", BASE);
  environment(`extends: ../shared/base.yaml\n${ACCOUNT}`);
  expect(project.read().map(({ name }) => name)).toEqual(["prod"]);
  environment(`${ACCOUNT}region: eu-west-1\nstate: { local: {} }\n`);
  expect(project.problems()).toEqual([
    "environments/shared:1:1: error: expected environment.yaml in the folder, found none. Create one, or move the folder",
  ]);
});

test("a base file's paths begin at the base file", () => {
  project.write("shared/policies/standard.json", JSON.stringify({ keepNewest: 5 }));
  project.write(
    "shared/repositories/web.yaml",
    "repositories: [{ repositoryName: shared/web, lifecyclePolicy: standard }]\n",
  );
  project.write(
    "shared/base.yaml",
    "region: eu-west-1\nstate: { local: {} }\nrepositories: [repositories]\nlifecyclePolicies: { standard: { file: policies/standard.json } }\n",
  );
  environment(`extends: ../../shared/base.yaml\n${ACCOUNT}`);
  const [result] = project.read();
  expect(result?.environment?.repositories).toMatchObject([
    { repositoryName: "shared/web", lifecyclePolicy: { rules: [{ selection: { countNumber: 5 } }] } },
  ]);
});

test("a null that removes nothing is a warning at its place", () => {
  project.write("environments/base.yaml", `${BASE}operator:\n`);
  environment(`extends: ../base.yaml\n${ACCOUNT}`);
  expect(project.problems()).toEqual([
    "environments/base.yaml:9:10: warning: operator: null removes a setting that a base file sets, but no base file sets this one. Write a value, or delete the key",
  ]);
});

const AT = "environments/prod/environment.yaml:1:10: error: extends: ";
const OUTSIDE = "the project's folder, which is not in a Git repository";

test.each<[string, string, string]>([
  ["a number", "5", `${AT}expected text or a list, found 5`],
  [
    "no value",
    "",
    "environments/prod/environment.yaml:1:10: error: extends: expected text or a list, found no value. Write one, or remove the key",
  ],
  ["an empty list", "[]", `${AT}expected at least 1 entry, found 0`],
  [
    "a mapping in a list",
    "[{}]",
    "environments/prod/environment.yaml:1:11: error: extends[0]: expected text, found {}",
  ],
  [
    "a missing file",
    "../bsae.yaml",
    `${AT}the file "../bsae.yaml" does not exist. Paths are relative to the file that contains extends`,
  ],
  ["a folder", "../prod", `${AT}expected a file, found the folder environments/prod. Name a file in it`],
  ["another ending", "../base.txt", `${AT}expected a name that ends in .yaml, .yml or .json, found "../base.txt"`],
  [
    "an absolute path",
    "/etc/base.yaml",
    `${AT}expected a path relative to this file, found the absolute path "/etc/base.yaml"`,
  ],
  ["a file outside", "../../../x.yaml", `${AT}expected a file in ${OUTSIDE}, found "../../../x.yaml" outside it`],
  [
    "itself",
    "environment.yaml",
    `${AT}expected no circular extends, found environments/prod/environment.yaml -> environments/prod/environment.yaml. Remove one of these references`,
  ],
  ["a list", "../list.yaml", `${AT}expected a file with one mapping of settings, found a list in ../list.yaml`],
  [
    "two documents",
    "../two.yaml",
    `${AT}expected a file with one mapping of settings, found several documents in ../two.yaml`,
  ],
  [
    "a link that leads out",
    "../../links/out.yaml",
    `${AT}expected a file, found a link that points outside ${OUTSIDE}. Replace the link with a copy of its target, or delete it`,
  ],
  [
    "a broken link",
    "../../links/broken.yaml",
    `${AT}expected a file, found a link to a path that does not exist. Correct the link, or delete it`,
  ],
  [
    "a file that is not YAML",
    "../bad.yaml",
    "environments/bad.yaml:1:1: error: expected data, found an empty file. Add content, or delete the file",
  ],
  [
    "a circle",
    "../a.yaml",
    "environments/b.yaml:1:11: error: extends[0]: expected no circular extends, found environments/a.yaml -> environments/b.yaml -> environments/a.yaml. Remove one of these references",
  ],
])("extends is refused for %s", (_, value, problem) => {
  project.write("environments/base.txt", BASE);
  project.write("environments/list.yaml", "[]\n");
  project.write("environments/two.yaml", "tags: {}\n---\ntags: {}\n");
  project.write("environments/bad.yaml", "");
  project.write("environments/a.yaml", "extends: b.yaml\n");
  project.write("environments/b.yaml", "extends: [a.yaml]\n");
  project.link("links/out.yaml", "/etc/hostname");
  project.link("links/broken.yaml", "nowhere.yaml");
  environment(`extends: ${value}\n${ACCOUNT}`);
  expect(project.problems()).toEqual([problem]);
});

test("base files that multiply are refused", () => {
  for (let level = 0; level < 10; level += 1)
    project.write(
      `environments/${level}.yaml`,
      level === 9 ? "tags: {}\n" : `extends: [${level + 1}.yaml, ${level + 1}.yaml]\n`,
    );
  environment(`extends: ../0.yaml\n${ACCOUNT}`);
  expect(project.problems()[0]).toContain("expected at most 100 base files, found more. Merge some");
});

test("in a Git repository, a base file may be outside of the project", () => {
  project.write(".git/HEAD", "");
  project.write("base.yaml", BASE);
  project.write("platform/environments/prod/environment.yaml", `extends: ../../../base.yaml\n${ACCOUNT}`);
  project.write("platform/environments/prod/repositories/a.yaml", "repositories: [{ repositoryName: a/b }]\n");
  expect(project.problems("platform")).toEqual([]);
  project.write("base.yaml", "region: Ireland\n");
  expect(project.problems("platform")[0]).toMatch(/^\.\.\/base\.yaml:1:9: error: region: /);
});
