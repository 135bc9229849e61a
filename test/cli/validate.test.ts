import { EcrProject, type Ended } from "../support/ecr-command";

const SOUND = 'account: "111122223333"\nregion: eu-west-1\nstate: { local: {} }\n';

/** What a command says in a project with these files below environments/. */
function ecr(files: Readonly<Record<string, string>>, ...args: readonly string[]): Ended {
  const project = new EcrProject(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`environments/${name}`, text])),
  );
  try {
    return project.ecr(...args);
  } finally {
    project.dispose();
  }
}

const BROKEN = {
  "dev/environment.yaml": `${SOUND}regoin: x\n`,
  "production/environment.yaml": `${SOUND}repositories: [one.yaml]\n`,
  "production/one.yaml": "repositories: [{ repositoryName: team/one }]\n",
};

test("sound environments are counted, with exit code 0", () => {
  const list = "repositories: [{ repositoryName: team/api }]";
  const { status, stdout } = ecr({ "dev/environment.yaml": SOUND, "dev/repositories/a.yaml": list }, "validate");
  expect({ status, stdout }).toEqual({ status: 0, stdout: "dev: 1 repository, no problems\n" });
});

test("problems are told with their places, with exit code 1", () => {
  const { status, stdout } = ecr(BROKEN, "validate");
  expect(status).toBe(1);
  expect(stdout).toMatch(
    /^environments\/dev\/environment\.yaml:4:1: error: expected a known key, found "regoin"\. Did you mean "region"\?$/m,
  );
  expect(stdout).toMatch(/^dev: 1 error$/m);
  expect(stdout).toMatch(/^production: 1 repository, no problems$/m);
});

test("a key that resembles no known one may belong to a newer version", () => {
  const newer = { "dev/environment.yaml": `${SOUND}vulnerabilityReports: true\n` };
  expect(ecr(newer, "validate").stdout).toMatch(
    /^If the unknown keys were added in a newer version of cdktf-ecr, upgrade: npm update cdktf-ecr \(this is \d+\.\d+\.\d+\)$/m,
  );
  expect(ecr(BROKEN, "validate").stdout).not.toContain("newer version");
});

test("only the environments that are named count", () => {
  expect(ecr(BROKEN, "validate", "production")).toMatchObject({
    status: 0,
    stdout: "production: 1 repository, no problems\n",
  });
});

test("warnings leave the exit code alone", () => {
  const article = JSON.stringify({ project: "my-project", repositories: [{ name: "my-app" }] });
  const { status, stdout } = ecr(
    { "dev/environment.yaml": SOUND, "dev/repositories/repositories.json": article },
    "validate",
  );
  expect(status).toBe(0);
  expect(stdout).toMatch(/repositories\.json:1:\d+: warning: .*my-project/);
});

describe("with Terraform that is checked in", () => {
  const list = (...entries: readonly string[]) => ({
    "environments/dev/repositories/a.yaml": `repositories:\n${entries.map((entry) => `  - { ${entry} }\n`).join("")}`,
  });
  const GOING = "repositoryName: team/going, pullPrincipals: ['444455556666']";
  const project = new EcrProject({
    "environments/dev/environment.yaml": SOUND,
    ...list(
      "repositoryName: team/api, deletionPolicy: Retain",
      "repositoryName: team/web, deletionPolicy: Orphan",
      GOING,
    ),
  });
  const after = (...entries: readonly string[]): Ended => {
    for (const [path, text] of Object.entries(list(...entries))) project.write(path, text);
    return project.ecr("validate");
  };

  beforeAll(() => {
    expect(project.ecr("generate", "dev").status).toBe(0);
  });

  afterAll(() => {
    project.dispose();
  });

  test("dropped repositories are warnings that say what the next deployment does", () => {
    const { status, stdout } = after("repositoryName: team/new");
    expect(status).toBe(0);
    expect(stdout.split("\n").filter((line) => line.includes("no longer declared"))).toEqual([
      expect.stringMatching(
        /^environments\/dev\/environment\.yaml:1:1: warning: team\/api is no longer declared, but its deletionPolicy was Retain or Orphan, so Terraform rejects the next plan\. .*list it under released/,
      ),
      expect.stringMatching(
        /^environments\/dev\/environment\.yaml:1:1: warning: team\/going is no longer declared, so the next apply deletes its repository policy, then the repository\. .*pulls from other accounts fail/,
      ),
      expect.stringContaining("team/web is no longer declared, but its deletionPolicy was Retain or Orphan"),
    ]);
  });

  test("a repository that is not retained any more is a warning where it is declared", () => {
    const { stdout } = after("repositoryName: team/api", "repositoryName: team/web, deletionPolicy: Orphan", GOING);
    expect(stdout).toBe(
      "environments/dev/repositories/a.yaml:2:23: warning: team/api no longer has deletionPolicy Retain or Orphan. Terraform rejects every plan " +
        "until the environment dev lists team/api under released (docs/deletion.md).\ndev: 3 repositories, 1 warning\n",
    );
  });

  test("what is removed or released is no surprise", () => {
    project.write(
      "environments/dev/environment.yaml",
      `${SOUND}removed: [team/web, team/going]\nreleased: [team/api]\n`,
    );
    expect(after("repositoryName: team/api").stdout).toBe("dev: 1 repository, no problems\n");
    project.write(
      "environments/dev/environment.yaml",
      `${SOUND}removed: [team/wep, team/going]\nreleased: [team/api]\n`,
    );
    expect(after("repositoryName: team/api").stdout).toContain(
      'environment.yaml:4:11: warning: removed[0]: expected a repository in the checked-in Terraform, found "team/wep". Correct the name, or remove it. Did you mean "team/web"?\n',
    );
  });
});

test("-o json gives machines each problem with file, line, column, severity, rule and message", () => {
  const { status, stdout } = ecr(BROKEN, "validate", "-o", "json");
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toEqual([
    {
      file: "environments/dev/environment.yaml",
      line: 4,
      column: 1,
      severity: "error",
      rule: "environment/unknown-key",
      message: expect.stringContaining("regoin"),
    },
  ]);
});

test.each([
  [
    ["validate", "prod"],
    /expected an environment in environments\/ \(dev or production\), found "prod"\. Did you mean "production"\?/,
  ],
  [
    ["operator", "production"],
    /production does not have an operator\. Declare one under "operator:" in its environment\.yaml/,
  ],
  [["operator", "dev"], /environments\/dev\/environment\.yaml:4:1: error: expected a known key, found "regoin"/],
  [["operator"], /missing required argument 'environment'/],
  [["validat"], /unknown command 'validat'/],
  [["validate", "-o", "xml"], /Allowed choices are text, json/],
])("%j is refused with a message on standard error and exit code 1", (args, message) => {
  const { status, stdout, stderr } = ecr(BROKEN, ...args);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(message);
});

test("a project without environments says what to write", () => {
  const { status, stderr } = ecr({}, "validate");
  expect(status).toBe(1);
  expect(stderr).toContain("create a project with npx ecr init");
});

test("the operator's instructions are its environment's", () => {
  const operator = `${SOUND}operator: { install: helm, manages: ["sandbox/"], sessionName: infra-operator }\ncluster: { eks: prod }\n`;
  const { stdout } = ecr({ "dev/environment.yaml": operator }, "operator", "dev", "-o", "json");
  const arn = "arn:aws:iam::111122223333:role/infra-operator-ecr-role";
  expect(JSON.parse(stdout)).toMatchObject({
    roleArn: arn,
    namespace: "infra-operator",
    annotate: `kubectl annotate serviceaccount infra-operator --namespace infra-operator --overwrite eks.amazonaws.com/role-arn=${arn}`,
    helmValues: expect.stringContaining(`eks.amazonaws.com/role-arn: ${arn}`),
  });
});

test("an exception from a rule ends on its day, for validate alone", () => {
  const rules =
    "repositoryRules: { keep: { allowed: { deletionPolicy: Retain }, except: { team/api: { reason: a cache, expires: 2020-01-31 } } } }\n";
  const files = {
    "dev/environment.yaml": SOUND + rules,
    "dev/repositories/a.yaml": "repositories: [{ repositoryName: team/api }]\n",
  };
  const { status, stdout } = ecr(files, "validate");
  expect(status).toBe(1);
  expect(stdout).toMatch(
    /^environments\/dev\/environment\.yaml:4:\d+: error: expires: expected \d{4}-\d\d-\d\d or later, found 2020-01-31: the exception for team\/api has expired\./m,
  );
  expect(ecr(files, "validate", "--explain", "repositories.team/api.deletionPolicy")).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/rule "keep" at .*: allows Retain\. Exception until 2020-01-31: a cache$/m) as string,
  });
});
