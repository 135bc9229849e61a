import { registerAccess } from "../../../src/cli/access/command";
import { Project } from "../../support/cli/lifecycle";

let project: Project;

beforeAll(() => {
  project = new Project(registerAccess);
  project.write(
    "environments/dev/environment.yaml",
    'account: "111122223333"\nregion: eu-west-1\nstate: { s3: { bucket: acme-terraform-state } }\n',
  );
  project.write("environments/dev/repositories/list.yaml", {
    repositories: [{ repositoryName: "team/api", pushPrincipals: ["arn:aws:iam::111122223333:role/deploy"] }],
  });
});

afterAll(() => {
  project.remove();
});

const expecting = async (text: string, ...more: string[]) => {
  project.write("access.yaml", text);
  return project.run("access", "dev", "--expect", "access.yaml", ...more);
};
const ONLY_CI = `expectations:
  - noneOutside: { action: pull, organization: o-abcdefghij }
  - description: Only CI pushes
    onlyThese: { action: push, principals: ["arn:aws:iam::111122223333:role/ci"] }
`;

test("a break has the position of the expectation, and exit code 1", async () => {
  const { stdout, exitCode, error } = await expecting(ONLY_CI);
  expect(error).toBeUndefined();
  expect(stdout)
    .toBe(`access.yaml:3:5: error: onlyThese: expected only arn:aws:iam::111122223333:role/ci to push to team/api, found arn:aws:iam::111122223333:role/deploy: repository policy, statement AllowPush (Only CI pushes)
dev: expectations not met: 1 of 2 expectations
`);
  expect(exitCode).toBe(1);
});

test("JSON names repository, principal and statement", async () => {
  const { stdout, exitCode } = await expecting(ONLY_CI, "-o", "json");
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    environment: "dev",
    expectations: 2,
    broken: [
      expect.objectContaining({
        file: "access.yaml",
        line: 3,
        column: 5,
        kind: "onlyThese",
        description: "Only CI pushes",
        repositories: ["team/api"],
        principal: "arn:aws:iam::111122223333:role/deploy",
        right: "push",
        access: expect.objectContaining({
          statements: [{ effect: "Allow", policy: "resource", statement: "statement AllowPush", conditions: [] }],
        }),
      }),
    ],
    faults: [],
  });
});

test("expectations that are met exit with 0", async () => {
  const { stdout, exitCode } = await expecting(ONLY_CI.replace("role/ci", "role/deploy"));
  expect(stdout).toBe("dev: all expectations met (2 expectations, 1 repository)\n");
  expect(exitCode).toBe(0);
});

test("faults of the file have positions", async () => {
  const { error, stdout } = await expecting(`expectations:
  - onlyThese: { action: psuh, principals: [] }
  - onlyThese: { action: push, principals: [444455556666] }
  - noneOutside: { action: pull, organization: acme }
  - {}
  - onlyThis: { action: push }
`);
  expect(stdout).toBe("");
  expect(error?.split("\n")).toEqual([
    'access.yaml:2:26: error: action: expected "pull", "push", "deleteImages", "changePolicy" or a list, found "psuh"',
    'access.yaml:3:45: error: principals[0]: expected text, found 444455556666. Put it in quotes: "444455556666"',
    'access.yaml:4:48: error: organization: expected an organization ID such as "o-a1b2c3d4e5", found "acme"',
    expect.stringMatching(
      /^access.yaml:5:5: error: .*expected one of onlyThese, allOfThese or noneOutside, found none$/,
    ),
    expect.stringMatching(/^access.yaml:6:5: error: .*expected a known key, found "onlyThis"/),
  ]);
});

test("a part of the repositories or principals is not checked", async () => {
  const { error } = await expecting(ONLY_CI, "-o", "csv", "--principal", "*");
  expect(error).toBe("--expect can be combined only with --live, -o table and -o json, found --principal and -o csv");
});

test("a missing file is named", async () => {
  const { error } = await project.run("access", "dev", "--expect", "none.yaml");
  expect(error).toBe("--expect: none.yaml does not exist. Pass a file with expectations");
});
