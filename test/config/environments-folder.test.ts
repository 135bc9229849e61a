import { environmentPlace, environmentsFolder } from "../../src/config/environments-folder";
import { TemporaryProject } from "../support/config/project";

const SOUND = 'account: "111122223333"\nregion: eu-west-1\nstate: { local: {} }\n';
const REPOSITORY = "repositories: [{ repositoryName: team/api }]\n";
const OUTSIDE = "the project's folder, which is not in a Git repository";

let project: TemporaryProject;

beforeEach(() => {
  project = new TemporaryProject({
    "cdktf.json": "{}",
    "deploy/envs/prod/environment.yaml": SOUND,
    "deploy/envs/prod/repositories/a.yaml": REPOSITORY,
  });
});

afterEach(() => {
  project.dispose();
});

test.each([
  ["cdktf.json", { context: { environments: "deploy/envs" } }],
  ["package.json", { "cdktf-ecr": { environments: "./deploy/envs/" } }],
])("%s names the folder of the environments", (file, content) => {
  project.write(file, JSON.stringify(content));
  expect(environmentPlace(project.root, "prod")).toBe("deploy/envs/prod");
  expect(project.read().map(({ name, environment }) => [name, environment?.repositories.length])).toEqual([
    ["prod", 1],
  ]);
});

test("without a setting, environments are in environments/, and the variable wins over settings", () => {
  expect(environmentPlace(project.root)).toBe("environments");
  project.write("cdktf.json", '{ "context": { "environments": "nowhere" } }');
  expect(environmentsFolder(project.root, "deploy/envs")).toBe(`${project.root}/deploy/envs`);
});

test.each([
  ["5", "cdktf.json:1:32: error: environments: expected a folder, relative to the project folder, found 5"],
  ['"nowhere"', 'cdktf.json:1:32: error: environments: expected a folder, found "nowhere", which does not exist'],
  ['"cdktf.json"', 'cdktf.json:1:32: error: environments: expected a folder, found "cdktf.json", which is a file'],
  ['".."', `cdktf.json:1:32: error: environments: expected a folder in ${OUTSIDE}, found a folder outside it`],
  [
    '"out"',
    `cdktf.json:1:32: error: environments: expected a folder, found a link that points outside ${OUTSIDE}. Replace the link with a copy of its target, or delete it`,
  ],
])("the folder %s is refused at its place", (value, message) => {
  project.link("out", "/etc");
  project.write("cdktf.json", `{ "context": { "environments": ${value} } }`);
  expect(() => environmentsFolder(project.root)).toThrow(new Error(message));
});

test("two settings that differ are refused", () => {
  project.write("cdktf.json", '{ "context": { "environments": "deploy" } }');
  project.write("package.json", '{ "cdktf-ecr": { "environments": "deploy/envs" } }');
  expect(() => environmentsFolder(project.root)).toThrow(
    "package.json:1:34: error: environments: expected one folder with environments, found context.environments in cdktf.json and cdktf-ecr.environments in package.json. Remove one",
  );
});

test("links are followed inside the Git repository, and refused where they lead out", () => {
  project.write(".git/HEAD", "");
  project.write("shared/team.yaml", REPOSITORY);
  project.write("app/environments/prod/environment.yaml", SOUND);
  project.link("app/environments/prod/repositories", "../../../shared");
  project.link("app/environments/linked", "../../deploy/envs/prod");
  const read = project.read("app");
  expect(read.map(({ name }) => name)).toEqual(["linked", "prod"]);
  expect(read[0]?.environment?.repositories.map(({ repositoryName }) => repositoryName)).toEqual(["team/api"]);
  project.link("app/environments/out", "/etc");
  project.write("deploy/envs/prod/environment.yaml", `${SOUND}project: other\n`);
  project.link("app/environments/linked/repositories/out.json", "/etc/hostname");
  project.link("app/environments/linked/repositories/etc", "/etc");
  const message =
    "found a link that points outside the Git repository. Replace the link with a copy of its target, or delete it";
  expect(project.problems("app").filter((line) => line.includes("points outside"))).toEqual([
    `environments/linked/repositories/etc:1:1: error: expected a file or a folder, ${message}`,
    `environments/linked/repositories/out.json:1:1: error: expected a file or a folder, ${message}`,
    `environments/out:1:1: error: expected a folder, ${message}`,
  ]);
});
