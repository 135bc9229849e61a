import { explained } from "../../src/cli/support/explained";
import { TemporaryProject } from "../support/config/project";

let project: TemporaryProject;

beforeAll(() => {
  project = new TemporaryProject({
    "environments/base.yaml": [
      "region: eu-west-1",
      "state: { local: {} }",
      "repositoryDefaults:",
      "  pull: [{ organization: o-a1b2c3d4e5 }]",
      '  pushPrincipals: ["555566667777"]',
      "",
    ].join("\n"),
    "environments/dev/environment.yaml": [
      "extends: ../base.yaml",
      'account: "111122223333"',
      "grants:",
      '  - match: ["team/*", shared]',
      "    pull: [{ environment: prod }, { environment: prod, roles: [deploy, run] }]",
      "  - match: [other]",
      '    pull: ["999900001111"]',
      "",
    ].join("\n"),
    "environments/prod/environment.yaml": 'extends: ../base.yaml\naccount: "444455556666"\n',
    "environments/dev/repositories/team.yaml": [
      'defaults: { push: ["666677778888"] }',
      "repositories:",
      "  - repositoryName: team/api",
      '    pull: ["222233334444", { service: lambda, sourceAccount: "111122223333" }]',
      "  - repositoryName: other",
      "    pushPrincipals: []",
      "    push: []",
      "",
    ].join("\n"),
  });
});

afterAll(() => {
  project.dispose();
});

function explain(path: string) {
  const result = project.read().find(({ name }) => name === "dev");
  const found = result && explained(result, path);
  return {
    lines: found?.lines.map((line) => line.replaceAll("environments/", "")),
    data: found?.data,
  };
}

test("each principal of a repository is named with what grants it", () => {
  expect(explain("repositories.team/api.grants").lines).toEqual([
    "dev: repositories.team/api.grants: 6 grants",
    '  pull "222233334444", granted by the repository at dev/repositories/team.yaml:4:12',
    '  pull {"service":"lambda","sourceAccount":"111122223333"}, granted by the repository at dev/repositories/team.yaml:4:28',
    '  pull {"environment":"prod"} (444455556666), granted by the entry for team/*, shared at dev/environment.yaml:5:12',
    '  pull {"environment":"prod","roles":["deploy","run"]} (arn:aws:iam::444455556666:role/deploy, arn:aws:iam::444455556666:role/run), granted by the entry for team/*, shared at dev/environment.yaml:5:35',
    '  push "666677778888", granted by the defaults of the file at dev/repositories/team.yaml:1:20',
    '  push "555566667777", granted by the base file at base.yaml:5:20',
  ]);
});

test("defaults that a repository overrides grant nothing", () => {
  expect(explain("repositories.other.grants").lines).toEqual([
    "dev: repositories.other.grants: 2 grants",
    '  pull {"organization":"o-a1b2c3d4e5"}, granted by the base file at base.yaml:4:10',
    '  pull "999900001111", granted by the entry for other at dev/environment.yaml:7:12',
  ]);
});

test("a list is explained with the grants by name that come on top", () => {
  const { lines, data } = explain("repositories.other.pull");
  expect(lines).toEqual([
    'dev: repositories.other.pull: [{"organization":"o-a1b2c3d4e5"}]',
    "  set by the base file at base.yaml:4:9",
    '  in addition, pull "999900001111", granted by the entry for other at dev/environment.yaml:7:12',
  ]);
  expect(data).toMatchObject({
    set: { kind: "base file" },
    added: [{ access: "pull", value: "999900001111", kind: "grants by name", match: ["other"], line: 7 }],
  });
});

test("in JSON, each grant has its place", () => {
  expect(explain("repositories.team/api.grants").data).toMatchObject({
    environment: "dev",
    grants: expect.arrayContaining([
      {
        access: "pull",
        value: { environment: "prod" },
        principals: ["444455556666"],
        kind: "grants by name",
        match: ["team/*", "shared"],
        file: "environments/dev/environment.yaml",
        line: 5,
        column: 12,
      },
    ]) as unknown,
  });
});

test("an unknown repository is reported", () => {
  expect(() => explain("repositories.team/apl.grants")).toThrow(
    /expected a repository of dev .*Did you mean "team\/api"/,
  );
});
