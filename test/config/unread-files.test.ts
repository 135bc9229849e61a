import { formatProblem } from "../../src/config/problems";
import { read, repository, SOUND, text, type Files } from "../support/config";

const ALSO = { "repositories/a.yaml": repository() };
const WEB = "repositories: [{ repositoryName: team/web }, { repositoryName: team/db }]\n";
const EMPTY =
  "environment.yaml:1:1: warning: expected at least one repository, found none. If repositories are deployed, the next deployment deletes them. If any of them has deletionPolicy Retain or Orphan, Terraform rejects the whole plan instead. To keep repositories in AWS, list their names under removed";
const LOST = "If team/web, team/db are deployed, the next deployment deletes them";
const UNREFERENCED = "warning: this file is not read, because nothing references it.";
const MOVE = "Move it to repositories/, or list it under repositories";

function problemsIn(files: Files): string[] {
  return read(files).problems.map((problem) => formatProblem(problem).replace("environments/dev/", ""));
}

test.each<[string, Files]>([
  ["an empty list", { "repositories/r.yaml": "repositories: []\n" }],
  ["no files", { "README.md": "# dev\n" }],
  [
    "an empty list next to an operator",
    {
      "environment.yaml": `${SOUND}operator: { install: manifests, manages: [sandbox/] }\ncluster: { eks: prod }\n`,
      "repositories/r.yaml": "[]\n",
    },
  ],
])("an environment that does not declare a repository is a warning: %s", (_, files) => {
  expect(problemsIn(files)).toEqual([EMPTY]);
});

test("an environment for the registry's settings needs no repositories", () => {
  const environment = `${SOUND}registry: { scanning: { scanType: BASIC, rules: [] } }\n`;
  expect(problemsIn({ "environment.yaml": environment, "README.md": "" })).toEqual([]);
});

test.each(["team.yaml", "repository/team.yml", "repos/deep/team.json"])("%s is read by nothing", (name) => {
  const content = name.endsWith("json")
    ? '{"repositories":[{"repositoryName":"team/web"},{"repositoryName":"team/db"}]}'
    : WEB;
  expect(problemsIn({ ...ALSO, [name]: content })).toEqual([`${name}:1:1: ${UNREFERENCED} ${MOVE}. ${LOST}`]);
});

test("a policy that nothing refers to loses no repositories", () => {
  expect(problemsIn({ ...ALSO, "lifecycle-policy.json": '{ "rules": [] }' })).toEqual([
    `lifecycle-policy.json:1:1: ${UNREFERENCED} Reference it, move it out of the environment's folder, or delete it`,
  ]);
});

test.each([".txt", ".yamll", ".YAML", ".tpl", ""])("repositories in a file that ends in %p are not read", (ending) => {
  expect(problemsIn({ ...ALSO, [`repositories/web${ending}`]: WEB })).toEqual([
    `repositories/web${ending}:1:1: warning: expected a name that ends in .yaml, .yml or .json, found "${ending}", so the file is not read. Rename it. ${LOST}`,
  ]);
});

test("an environment whose only repositories nothing reads has both warnings", () => {
  expect(problemsIn({ "repository/team.yaml": WEB })).toEqual([
    EMPTY,
    `repository/team.yaml:1:1: ${UNREFERENCED} ${MOVE}. ${LOST}`,
  ]);
});

test("backups, notes, hidden files and everything that the environment refers to are no matter", () => {
  expect(
    problemsIn({
      "environment.yaml": `${SOUND}${text(
        "repositories: [repositories, more.yaml, teams]",
        "lifecyclePolicies: { kept: { file: policies/kept.json } }",
        "operator: { install: manifests, manages: [sandbox/] }",
        "cluster: { eks: prod, authentication: kubeconfig, kubeconfig: { path: ./environments/dev/kube.yaml } }",
      )}`,
      "kube.yaml": "kind: Config\n",
      "policies/kept.json": JSON.stringify({
        rules: [
          {
            rulePriority: 1,
            selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 50 },
            action: { type: "expire" },
          },
        ],
      }),
      ...ALSO,
      "repositories/a.yaml.bak": repository(),
      "repositories/notes.txt": "Ask the team: first\n",
      "repositories/README.md": "# Repositories\n",
      "repositories/.hidden.yaml": WEB,
      "repositories/picture.png": Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]),
      "more.yaml": "repositories: [{ repositoryName: team/more }]\n",
      "teams/one.yaml": "repositories: [{ repositoryName: team/one, lifecyclePolicy: kept }]\n",
    }),
  ).toEqual([]);
});
