import { registerStatus } from "../../../src/cli/status/command";
import { ENVIRONMENT, Project, REPOSITORIES } from "../../support/cli/lifecycle";

const project = new Project(registerStatus);

beforeAll(() => {
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
  project.write("environments/dev/repositories/list.yaml", REPOSITORIES);
});

afterAll(() => {
  project.remove();
});

test("an unknown environment is named with those that there are", async () => {
  const { error, stdout } = await project.run("status", "dew");
  expect(error).toBe('expected an environment in environments/ (dev), found "dew". Did you mean "dev"?');
  expect(stdout).toBe("");
});

test("a broken environment is told with its problems", async () => {
  const broken = new Project(registerStatus);
  broken.write("environments/dev/environment.yaml", ENVIRONMENT.replace("eu-west-1", "nowhere"));
  const { error } = await broken.run("status", "dev");
  broken.remove();
  expect(error).toContain("environments/dev/environment.yaml:2:");
});

test.each(["0", "3601", "soon", ""])("an interval of %j is refused", async (interval) => {
  const { error } = await project.run("status", "dev", "--watch", "--interval", interval);
  expect(error).toBe(`--interval: expected 1 to 3600 seconds, found ${JSON.stringify(interval)}`);
});

test.each(["json", "yaml"])("--watch with -o %s is refused", async (output) => {
  const { error } = await project.run("status", "dev", "--watch", "-o", output);
  expect(error).toBe(`--watch: expected -o table or -o wide, found -o ${output}`);
});

test.each<[string, readonly string[], string]>([
  ["no environment", [], "expected an environment or --all, found neither. For example: npx ecr status dev"],
  ["--all with an environment", ["dev", "--all"], "--all cannot be combined with an environment. Leave one out"],
  [
    "--all with --watch",
    ["--all", "--watch"],
    "--all cannot be combined with --watch. Name an environment instead of --all, or leave out --watch",
  ],
])("%s is refused", async (_, args, message) => {
  const { error, stdout } = await project.run("status", ...args);
  expect({ error, stdout }).toEqual({ error: message, stdout: "" });
});

test("--all reports the problems of every environment that cannot be read, with exit code 1", async () => {
  const broken = new Project(registerStatus);
  broken.write("environments/dev/environment.yaml", ENVIRONMENT.replace("eu-west-1", "nowhere"));
  broken.write("environments/qa/environment.yaml", "account: 1\n");
  const { stdout, error, exitCode } = await broken.run("status", "--all", "-o", "yaml");
  broken.remove();
  expect({ error, exitCode }).toEqual({ error: undefined, exitCode: 1 });
  expect(stdout).toMatch(/^- environment: dev\n {2}error: .*\n(?: .*\n)*- environment: qa\n {2}error: /);
});
