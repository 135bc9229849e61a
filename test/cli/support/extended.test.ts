import { editOwnText } from "../../../src/cli/support/verified-files";
import { EcrProject } from "../../support/ecr-command";
import { TemporaryProject } from "../../support/config/project";

const BASE = "region: eu-west-1\nstate: { s3: { bucket: acme-state } }\nremoved: [team/old]\n";

test("edits change the environment's own file, and refuse what a base file sets", () => {
  const project = new TemporaryProject({
    "environments/base.yaml": BASE,
    "environments/prod/environment.yaml": 'extends: ../base.yaml\naccount: "111122223333"\n',
  });
  try {
    const [result] = project.read();
    if (result === undefined) throw new Error("nothing was read");
    const text = 'extends: ../base.yaml\naccount: "111122223333"\n';
    const edit = (kind: "append" | "set", key: string) =>
      editOwnText(result, text, [
        kind === "set" ? { kind, at: [key], value: "x" } : { kind, at: [key], values: ["x"] },
      ]);
    expect(edit("append", "released")).toBe(`${text}released:\n  - x\n`);
    expect(edit("set", "region")).toBe(`${text}region: x\n`);
    expect(() => edit("append", "removed")).toThrow(
      "removed is set in a base file (environments/base.yaml:3), not in environments/prod/environment.yaml. Change it in the base file, which affects all environments that extend that file, or copy the setting to environments/prod/environment.yaml. Then run the command again",
    );
  } finally {
    project.dispose();
  }
});

test("init --from keeps the base files, and validate explains the new environment in a folder of choice", () => {
  const project = new EcrProject({
    "cdktf.json": '{ "context": { "environments": "deploy" } }',
    "deploy/base.yaml": BASE,
    "deploy/prod/environment.yaml": 'extends: ../base.yaml # shared\naccount: "111122223333"\n',
    "deploy/prod/repositories/team.yaml": "repositories: [{ repositoryName: team/api }]\n",
  });
  try {
    const made = project.ecr(
      "init",
      "dev",
      "--from",
      "prod",
      "--account",
      "444455556666",
      "--region",
      "eu-west-1",
      "--state",
      "local",
      "--yes",
    );
    expect(made).toMatchObject({ status: 0, stderr: "" });
    expect(project.read("deploy/dev/environment.yaml")).toContain("extends: ../base.yaml # shared\n");
    expect(project.read("deploy/base.yaml")).toBe(BASE);
    const { stdout } = project.ecr("validate", "dev", "--explain", "state");
    expect(stdout.split("\n").slice(0, 2)).toEqual([
      'dev: state: {"local":{}}',
      expect.stringMatching(/^ {2}set in part by the environment at deploy\/dev\/environment\.yaml:\d+:\d+$/),
    ]);
    expect(project.ecr("validate", "--environments", "nowhere").stderr).toBe(
      'error: --environments: expected a folder, found "nowhere", which does not exist\n',
    );
    expect(project.ecr("validate", "--environments", "deploy").stdout).toContain("prod: 1 repository, no problems\n");
  } finally {
    project.dispose();
  }
});
