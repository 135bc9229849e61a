import { registerGroups } from "../../../src/cli/groups/command";
import { requireAllRegions } from "../../../src/cli/support/environments";
import { Project } from "../../support/cli/lifecycle";

let project: Project;

beforeAll(() => {
  project = new Project(registerGroups);
  project.write(
    "environments/dev/environment.yaml",
    'account: "111122223333"\nregion: eu-west-1\nstate: { local: {} }\ngroups: [{ name: pay, match: ["payments/*"] }]\n',
  );
  project.write("environments/dev/repositories/a.yaml", "repositories: [{ repositoryName: payments/api }]\n");
  project.write("old.txt", "aws_ecr_repository.payments_api\n");
  project.write("empty.txt", "\n");
});

afterAll(() => {
  project.remove();
});

/** Options for states of stacks, `stack=file`. */
const states = (...stacks: readonly string[]): string[] =>
  stacks.flatMap((stack) => ["--state", stack.replace("=", `=${project.root}/`)]);

test("the given state of a renamed group says which repositories have to move", async () => {
  const { stdout, error } = await project.run(
    ...["groups", "dev", "--write", "--dry-run"],
    ...states("dev-registry=empty.txt", "dev-registry-pay=empty.txt", "dev-registry-payments=old.txt"),
  );
  expect(error).toBeUndefined();
  expect(stdout).toMatch(/^\+.*repositoryName: payments\/api/m);
  expect(stdout).toMatch(/^\+.*fromStack: registry-payments/m);
});

test.each(["typo-stack=old.txt", "dev-access=old.txt"])("--state %s is an error", async (state) => {
  const { error } = await project.run("groups", "dev", "--write", ...states("dev-registry=empty.txt", state));
  expect(error).toBe(
    `--state: expected a registry stack of dev, such as dev-registry=state.txt, found ${JSON.stringify(state.slice(0, state.indexOf("=")))}`,
  );
});

test("copies move in their own region, between the stacks there", async () => {
  project.write(
    "environments/two/environment.yaml",
    'account: "111122223333"\nregion: eu-west-3\nregions:\n  us-east-1: {}\nstate: { local: {} }\ngroups: [{ name: pay, match: ["payments/*"] }]\n',
  );
  project.write("environments/two/repositories/a.yaml", "repositories: [{ repositoryName: payments/api }]\n");
  const { stdout, error } = await project.run(
    ...["groups", "two", "--write"],
    ...states("two-registry=old.txt", "two-registry-pay=empty.txt"),
    ...states("two-us-east-1-registry=old.txt", "two-us-east-1-registry-pay=empty.txt"),
  );
  expect(error).toBeUndefined();
  expect(stdout).toContain(`  two-registry to two-registry-pay: 1 repository (payments/api)
  two-us-east-1-registry to two-us-east-1-registry-pay: 1 repository (payments/api)
`);
  expect(stdout).toContain(
    "npx cdktf deploy two-us-east-1-registry two-us-east-1-registry-pay two-registry two-registry-pay\n",
  );
  const { environment } = requireAllRegions(project.root, "two");
  const entry = { repositoryName: "payments/api", without: [], fromStack: "registry" };
  expect(environment.imports).toEqual([entry]);
  expect(environment.regions).toEqual([{ region: "us-east-1", imports: [entry] }]);
  expect((await project.run("groups", "two/us-east-1", "--write")).error).toContain("found two/us-east-1");
});
