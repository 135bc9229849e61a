import { registerAccess } from "../../../src/cli/access/command";
import { Project } from "../../support/cli/lifecycle";

let project: Project;

beforeAll(() => {
  project = new Project(registerAccess);
  const environment = 'account: "111122223333"\nregion: eu-west-1\nstate: { local: {} }\n';
  project.write("environments/dev/environment.yaml", environment.replace("eu-west-1", "eu-central-1"));
  project.write("environments/dev/repositories/a.yaml", "repositories: [{ repositoryName: team/web }]\n");
  project.write("environments/production/environment.yaml", `${environment}regions: { us-east-1: {} }\n`);
  project.write(
    "environments/production/repositories/a.yaml",
    'repositories: [{ repositoryName: team/api, pullPrincipals: ["444455556666"] }]\n',
  );
});

afterAll(() => {
  project.remove();
});

test("each region of an environment has its own rows, and is no environment in the count", async () => {
  const { stdout, error } = await project.run("access", "--all");
  expect(error).toBeUndefined();
  expect(stdout).toMatch(/^production\/eu-west-1 +account 444455556666 /m);
  expect(stdout).toMatch(/^production\/us-east-1 +account 444455556666 /m);
  expect(stdout).toMatch(/^dev +/m);
  expect(stdout).toContain("\n2 environments (3 regions): 3 repositories. Based on the declarations.");
  const { stdout: csv } = await project.run("access", "--all", "-o", "csv");
  expect(csv).toContain("production/us-east-1,team/api,444455556666,");
});

test("an environment that cannot be read is one of those that are counted", async () => {
  project.write(
    "environments/broken/environment.yaml",
    'account: "111122223333"\nregion: Ireland\nstate: { local: {} }\n',
  );
  const { stdout } = await project.run("access", "--all");
  expect(stdout).toContain("\n3 environments (3 regions, 1 could not be read): 3 repositories.");
  expect(stdout).toContain("\nbroken: environments/broken/environment.yaml:2:9: error: region: ");
});
