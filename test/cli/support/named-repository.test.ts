import { join } from "node:path";
import { registerCi } from "../../../src/cli/ci/command";
import { registerExport } from "../../../src/cli/export/command";
import { registerLifecycle } from "../../../src/cli/lifecycle/command";
import { ENVIRONMENT, Project } from "../../support/cli/lifecycle";

const HOST = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";
const ARN = "arn:aws:ecr:eu-west-1:111122223333:repository/team/api";
const SPELLINGS = ["team/api", `${HOST}/team/api`, `https://${HOST}/team/api:v1`, ARN, "team/api:v1"];

const IMAGES = {
  imageDetails: [
    { repositoryName: "team/api", imageDigest: `sha256:${"1".repeat(64)}`, imagePushedAt: "2026-11-20T10:00:00Z" },
  ],
};

const COMMANDS: readonly (readonly [string, typeof registerExport, (repository: string, root: string) => string[]])[] =
  [
    ["export", registerExport, (repository) => ["export", "dev", repository]],
    ["ci", registerCi, (repository) => ["ci", "github", "dev", repository]],
    [
      "lifecycle preview",
      registerLifecycle,
      (repository, root) => [
        "lifecycle",
        "preview",
        "dev",
        repository,
        "--images",
        join(root, "images.json"),
        "--now",
        "2026-11-30",
      ],
    ],
  ];

describe.each(COMMANDS)("ecr %s", (_, register, args) => {
  let project: Project;
  beforeAll(() => {
    project = new Project(register);
    project.write("environments/dev/environment.yaml", ENVIRONMENT);
    project.write(
      "environments/dev/repositories/team.yaml",
      "repositories: [{ repositoryName: team/api, lifecyclePolicy: three }]\n",
    );
    project.write("images.json", JSON.stringify(IMAGES));
  });
  afterAll(() => {
    project.remove();
  });

  test("accepts a repository's name, URI and ARN, with or without a tag", async () => {
    const results = [];
    for (const spelling of SPELLINGS) results.push(await project.run(...args(spelling, project.root)));
    expect(results.map(({ error }) => error)).toEqual(SPELLINGS.map(() => undefined));
    expect(new Set(results.map(({ stdout }) => stdout)).size).toBe(1);
    expect(results[0]?.stdout).toContain("team/api");
  });

  test.each([ARN.replace("eu-west-1", "us-east-1"), HOST.replace("1111", "4444") + "/team/api"])(
    "rejects %s, which is elsewhere",
    async (text) => {
      expect((await project.run(...args(text, project.root))).error).toBe(
        `expected a repository in the registry of dev (account 111122223333, eu-west-1), found "${text}". Pass the environment of that registry instead`,
      );
    },
  );
});
