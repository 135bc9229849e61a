import { formatProblem } from "../../src/config/problems";
import { readAll, repository, SOUND, text, type Files } from "../support/config";

const OPERATOR = text("operator: { install: helm, manages: [sandbox/], roleName: operator }", "cluster: { eks: prod }");

/** Two environments that share nothing but what a test lets them share. */
function readBoth(a: Files, b: Files) {
  const readings = readAll({ a, b });
  return {
    readings,
    problems: readings.map(({ problems }) => problems.map((problem) => formatProblem(problem))),
    whole: readings.map(({ environment }) => environment !== undefined),
  };
}

const OTHER_REGION = SOUND.replace("eu-west-1", "us-east-1");

test("two environments of one account with separate repositories have no problems", () => {
  const own = (name: string) => ({ "environment.yaml": SOUND, "repositories/r.yaml": `- repositoryName: ${name}\n` });
  expect(readBoth(own("team/api"), own("team/web"))).toMatchObject({ problems: [[], []], whole: [true, true] });
});

test("one repository in two environments of one account and region is the later one's problem", () => {
  const own = { "environment.yaml": SOUND, "repositories/r.yaml": repository() };
  expect(readBoth(own, own)).toMatchObject({
    problems: [
      [],
      [
        'environments/b/repositories/r.yaml:2:21: error: expected one declaration per account and region, found "team/api" in a as well (environments/a/repositories/r.yaml:2). Remove one',
      ],
    ],
    whole: [true, false],
  });
});

test("one name in two regions is two repositories", () => {
  const repositories = { "repositories/r.yaml": repository() };
  const { problems } = readBoth(
    { "environment.yaml": SOUND, ...repositories },
    { "environment.yaml": OTHER_REGION, ...repositories },
  );
  expect(problems).toEqual([[], []]);
});

test("a state of two environments is reported at the later one's state, though their regions differ", () => {
  const state = "state: { s3: { bucket: acme-state, key: 'all/{stack}.tfstate' } }";
  const own = (environment: string) => ({ "environment.yaml": environment.replace("state: { local: {} }", state) });
  expect(readBoth(own(SOUND), own(OTHER_REGION)).problems).toEqual([
    [],
    [
      "environments/b/environment.yaml:3:8: error: state: expected a separate state, found the same state as in a for registry. Use a different project, or a different location under state",
    ],
  ]);
});

describe("a state is the same, however its place is written and whoever signs in:", () => {
  const S3 = 's3: { bucket: acme-state, key: "{stack}.tfstate", endpoint: ';
  test.each<[string, string, string]>([
    ["a dot at the beginning of a path", "local: { path: 's/{stack}' }", "local: { path: './s/{stack}' }"],
    ["a way there and back in a path", "local: { path: 's/{stack}' }", "local: { path: 's/x/../{stack}' }"],
    ["Windows' slashes", "local: { path: 's/{stack}' }", "local: { path: 's\\{stack}' }"],
    ["a slash at an endpoint's end", `${S3}"https://minio" }`, `${S3}"https://minio/" }`],
    ["an endpoint's default port and letter case", `${S3}"https://minio" }`, `${S3}"https://MinIO:443" }`],
    [
      "credentials of Google's",
      "gcs: { bucket: b, prefix: '{stack}', credentials: a.json }",
      "gcs: { bucket: b, prefix: '{stack}/', credentials: b.json }",
    ],
    [
      "an access key of Azure's",
      "azurerm: { storage_account_name: s, container_name: c, key: '{stack}', access_key: a }",
      "azurerm: { storage_account_name: s, container_name: c, key: '{stack}', access_key: b, resource_group_name: r }",
    ],
    [
      "a user of PostgreSQL's",
      "pg: { conn_str: 'postgres://a:x@db/states', schema_name: '{stack}' }",
      "pg: { conn_str: 'host=DB port=5432 dbname=states user=b', schema_name: '{stack}' }",
    ],
    [
      "who signs in by HTTP",
      "http: { address: 'https://a:b@states.example.com/{stack}', lock_method: LOCK }",
      "http: { address: 'https://states.example.com/{stack}', username: c }",
    ],
    [
      "a token of Consul's",
      "consul: { address: 'consul:8500', path: '{stack}', access_token: a }",
      "consul: { address: 'Consul:8500', path: '/{stack}' }",
    ],
    [
      "a token of Kubernetes",
      "kubernetes: { secret_suffix: '{stack}', namespace: tf, config_path: ~/.kube/config, token: a }",
      "kubernetes: { secret_suffix: '{stack}', namespace: tf, config_path: ~/.kube/./config }",
    ],
  ])("%s", (_, first, second) => {
    const own = (state: string, environment: string) => ({
      "environment.yaml": environment.replace("{ local: {} }", `{ ${state} }`),
    });
    const { problems } = readBoth(own(first, SOUND), own(second, OTHER_REGION));
    expect(problems[0]?.filter((line) => !line.includes("warning"))).toEqual([]);
    expect(problems[1]).toEqual([
      expect.stringContaining("state: expected a separate state, found the same state as in a for registry."),
    ]);
  });

  test.each<[string, string, string]>([
    ["another folder", "local: { path: 's/{stack}' }", "local: { path: 't/{stack}' }"],
    ["another bucket", "gcs: { bucket: a, prefix: '{stack}' }", "gcs: { bucket: b, prefix: '{stack}' }"],
    [
      "another database",
      "pg: { conn_str: 'postgres://db/a', schema_name: '{stack}' }",
      "pg: { conn_str: 'postgres://db/b', schema_name: '{stack}' }",
    ],
  ])("%s is another state", (_, first, second) => {
    const own = (state: string) => ({ "environment.yaml": SOUND.replace("{ local: {} }", `{ ${state} }`) });
    expect(readBoth(own(first), own(second)).problems).toEqual([[], []]);
  });
});

test("two environments whose stacks would have one name: the later one is told, the others are synthesized", () => {
  const clusters = "clusters: [{ key: registry, eks: one }, { key: other, eks: two }]";
  const operator = "operator: { install: helm, manages: [sandbox/], roleName: a, serviceAccountMode: annotate }";
  const readings = readAll({
    a: { "environment.yaml": SOUND + text(operator, clusters) },
    "a-cluster": { "environment.yaml": OTHER_REGION },
    z: { "environment.yaml": OTHER_REGION },
  });
  expect(readings.map(({ name, problems }) => [name, problems.map((problem) => formatProblem(problem))])).toEqual([
    ["a", []],
    [
      "a-cluster",
      [
        "environments/a-cluster/environment.yaml:1:1: error: expected a unique stack name, found a-cluster-registry, which a also uses (environments/a/environment.yaml). Rename the environment's folder, the cluster's key or the group",
      ],
    ],
    ["z", []],
  ]);
  expect(readings.map(({ environment }) => environment !== undefined)).toEqual([true, false, true]);
});

test("a bucket of the same name behind another endpoint is another state", () => {
  const own = (port: number) => ({
    "environment.yaml": SOUND.replace(
      "{ local: {} }",
      `{ s3: { bucket: acme-state, key: "{stack}.tfstate", endpoint: "http://minio:${port}" } }`,
    ),
  });
  expect(readBoth(own(9000), own(9001)).problems).toEqual([[], []]);
});

test("a role of two environments in one account is reported, whatever the regions and the letters' case", () => {
  const { problems } = readBoth(
    { "environment.yaml": SOUND + OPERATOR },
    { "environment.yaml": OTHER_REGION + OPERATOR.replace("roleName: operator", "roleName: Operator") },
  );
  expect(problems).toEqual([
    [],
    [
      'environments/b/environment.yaml:4:59: error: roleName: expected a unique name in the account, found "operator", which a also uses. Rename one of the roles',
    ],
  ]);
});

test("a workflow's role and an OIDC provider are made by one environment of an account", () => {
  const own = (environment: string, ...roles: readonly string[]) => ({
    "environment.yaml": environment + text("ciRoles:", ...roles.map((role) => `  - { ${role} }`)),
    "repositories/r.yaml": repository(),
  });
  const github = "github: { repository: acme/api }, oidcProvider: create";
  const { problems } = readBoth(
    own(SOUND, `${github}, roleName: push`, "gitlab: { project: acme/api }"),
    own(OTHER_REGION, `${github}, roleName: Push`, `${github}, roleName: web`),
  );
  expect(problems).toEqual([
    [],
    [
      "environments/b/environment.yaml:5:55: error: oidcProvider: expected lookup, because a creates the account's OIDC provider for token.actions.githubusercontent.com, found create. Write lookup",
      'environments/b/environment.yaml:5:73: error: roleName: expected a unique name in the account, found "push", which a also uses. Rename one of the roles',
    ],
  ]);
});

test("a repository that the operator of an earlier environment owns is reported where it is declared", () => {
  const { problems } = readBoth(
    { "environment.yaml": SOUND + OPERATOR },
    { "environment.yaml": SOUND, "repositories/r.yaml": "- repositoryName: sandbox/api\n" },
  );
  expect(problems).toEqual([
    [],
    [
      'environments/b/repositories/r.yaml:1:19: error: expected one owner, found "sandbox/api" declared here and covered by operator.manages in a, in the same account and region. Remove the declaration, or the entry in operator.manages',
    ],
  ]);
});

test("an operator that owns an earlier environment's repository is reported where it says what it owns", () => {
  const { problems } = readBoth(
    { "environment.yaml": SOUND, "repositories/r.yaml": "- repositoryName: sandbox/api\n" },
    { "environment.yaml": SOUND + OPERATOR },
  );
  expect(problems).toEqual([
    [],
    [
      'environments/b/environment.yaml:4:37: error: manages: expected one owner, found "sandbox/api" covered by operator.manages here and declared in a (environments/a/repositories/r.yaml:1), in the same account and region. Remove the declaration, or the entry in operator.manages',
    ],
  ]);
});

test("a broken environment does not stop another", () => {
  expect(readBoth({ "environment.yaml": "account: 1\n" }, { "environment.yaml": SOUND }).whole).toEqual([false, true]);
});

test("every folder is an environment but the schemas' and hidden ones", () => {
  const readings = readAll({
    prod: { "environment.yml": SOUND },
    schema: { "environment.schema.json": "{}" },
    ".cache": { "a.txt": "" },
    Dev: { "environment.yaml": SOUND },
    notes: { "readme.txt": "" },
  });
  expect(readings.map(({ name, problems }) => [name, ...problems.map((problem) => formatProblem(problem))])).toEqual([
    [
      "Dev",
      'environments/Dev/environment.yaml:1:1: error: expected a folder name that starts with a letter and contains only lowercase letters, digits and hyphens, found "Dev". Rename the folder',
    ],
    [
      "notes",
      "environments/notes:1:1: error: expected environment.yaml in the folder, found none. Create one, or move the folder",
    ],
    ["prod"],
  ]);
});

test("settings of one registry are one environment's; the rules of its cache may be of several", () => {
  const own = (...lines: readonly string[]) => ({ "environment.yaml": SOUND + text("registry:", ...lines) });
  const scanning = "  scanning: { scanType: BASIC, rules: [] }";
  const cache = (prefix: string) =>
    `  pullThroughCache: [{ ecrRepositoryPrefix: ${prefix}, upstreamRegistryUrl: quay.io }]`;
  expect(readBoth(own(scanning, cache("a1")), own(scanning, cache("b1"))).problems).toEqual([
    [],
    [
      "environments/b/environment.yaml:5:13: error: scanning: expected this setting in only one environment per account and region, found it in a as well. Remove it from one environment",
    ],
  ]);
  expect(readBoth(own(cache("a1")), own(cache("a1/"))).problems).toEqual([
    [],
    [
      'environments/b/environment.yaml:5:45: error: ecrRepositoryPrefix: expected this entry once per account and region, found "a1/" in a as well. Remove one',
    ],
  ]);
});
