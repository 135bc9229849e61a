import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { formatProblem } from "../../src/config/problems";
import { readEnvironments } from "../../src/config/read-environments";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "cdktf-ecr-states-"));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Errors of two environments that differ in their state alone; ROOT is the project's folder, FOLDER its name. */
function errorsOf(a: string, b: string): string[] {
  Object.entries({ a, b }).forEach(([name, state]) => {
    const folder = join(root, "environments", name);
    mkdirSync(folder, { recursive: true });
    const written = state.replaceAll("ROOT", root).replaceAll("FOLDER", basename(root));
    const region = name === "a" ? "eu-west-1" : "us-east-1";
    writeFileSync(
      join(folder, "environment.yaml"),
      `account: "111122223333"\nregion: ${region}\nstate: { ${written} }\n`,
    );
  });
  return readEnvironments(root)
    .flatMap(({ problems }) => problems)
    .filter(({ severity }) => severity === "error")
    .map((problem) => formatProblem(problem));
}

// Names the workspaces that `cloud` gives the environment `b`.
const REMOTE = 'organization: acme, workspaces: { name: "b-{stack}" }';
const HOST = 'secret_suffix: "{stack}", host: "https://k8s.example.com"';
const CONSUL = 'path: "{stack}"';
const COS = 'bucket: states-1250000000, region: ap-guangzhou, prefix: "t/{stack}"';
const OSS = 'bucket: states, region: cn-beijing, prefix: "t/{stack}"';
const PG = "schema_name: '{stack}'";
const S3 = 's3: { bucket: acme-state, key: "{stack}.tfstate"';

const SAME: readonly (readonly [name: string, first: string, second: string])[] = [
  ["an absolute path", 'local: { path: "s/{stack}" }', 'local: { path: "ROOT/s/{stack}" }'],
  ["a path back into the project", 'local: { path: "s/{stack}" }', 'local: { path: "../FOLDER/s/{stack}" }'],
  ["an absolute path with a way back", 'local: { path: "s/{stack}" }', 'local: { path: "ROOT/x/../s/{stack}" }'],
  ["a link to a folder", 'local: { path: "s/{stack}" }', 'local: { path: "link/{stack}" }'],
  ["HCP Terraform's host", `remote: { ${REMOTE} }`, `remote: { ${REMOTE}, hostname: app.terraform.io }`],
  ["a default port of the host", `remote: { ${REMOTE} }`, `remote: { ${REMOTE}, hostname: "App.Terraform.io:443" }`],
  ["a workspace of cloud", `remote: { ${REMOTE} }`, "cloud: { organization: acme }"],
  ["Kubernetes' namespace", `kubernetes: { ${HOST} }`, `kubernetes: { ${HOST}, namespace: default }`],
  ["a context that a host replaces", `kubernetes: { ${HOST} }`, `kubernetes: { ${HOST}, config_context: other }`],
  [
    "a kubeconfig in a list",
    'kubernetes: { secret_suffix: "{stack}", config_path: ~/.kube/config }',
    'kubernetes: { secret_suffix: "{stack}", config_paths: [~/.kube/config] }',
  ],
  ["COS's key", `cos: { ${COS} }`, `cos: { ${COS}, key: terraform.tfstate }`],
  [
    "COS's prefix as part of the key",
    `cos: { ${COS} }`,
    `cos: { ${COS.replace("t/{stack}", "t")}, key: "{stack}/terraform.tfstate" }`,
  ],
  ["OSS's key", `oss: { ${OSS} }`, `oss: { ${OSS}, key: terraform.tfstate }`],
  ["OSS's endpoint", `oss: { ${OSS} }`, `oss: { ${OSS}, endpoint: "https://oss-cn-beijing.aliyuncs.com" }`],
  ["OSS's endpoint without https", `oss: { ${OSS} }`, `oss: { ${OSS}, endpoint: oss-cn-beijing.aliyuncs.com }`],
  [
    "http in Consul's address",
    `consul: { ${CONSUL}, address: "a:8500" }`,
    `consul: { ${CONSUL}, address: "http://a:8500" }`,
  ],
  [
    "Consul's scheme",
    `consul: { ${CONSUL}, address: "a:8500" }`,
    `consul: { ${CONSUL}, address: "a:8500", scheme: http }`,
  ],
  ["Consul's address", `consul: { ${CONSUL} }`, `consul: { ${CONSUL}, address: "localhost:8500" }`],
  [
    "a database in the query of a URL",
    `pg: { ${PG}, conn_str: "postgres://db:5432/states" }`,
    `pg: { ${PG}, conn_str: "postgres:///?host=db&dbname=states" }`,
  ],
  ["AWS's endpoint of S3", `${S3} }`, `${S3}, endpoint: "https://s3.eu-west-1.amazonaws.com" }`],
];

test.each(SAME)("two spellings of one state are reported: %s", (_, first, second) => {
  mkdirSync(join(root, "s"));
  symlinkSync("s", join(root, "link"));
  const expected = [
    expect.stringContaining(
      "environments/b/environment.yaml:3:8: error: state: expected a separate state, found the same state as in a",
    ),
  ];
  expect(errorsOf(first, second)).toEqual(expected);
});

test.each([
  ["another folder's file", 'local: { path: "s/{stack}" }', 'local: { path: "../s/{stack}" }'],
  ["another host", `remote: { ${REMOTE} }`, `remote: { ${REMOTE}, hostname: tfe.example.com }`],
  ["another namespace", `kubernetes: { ${HOST} }`, `kubernetes: { ${HOST}, namespace: terraform }`],
  ["another key", `cos: { ${COS} }`, `cos: { ${COS}, key: other.tfstate }`],
  ["another region's bucket of OSS", `oss: { ${OSS} }`, `oss: { ${OSS.replace("beijing", "hangzhou")} }`],
  ["another port", `consul: { ${CONSUL}, address: "a:8500" }`, `consul: { ${CONSUL}, address: "a" }`],
  ["a store that is not AWS", `${S3} }`, `${S3}, endpoint: "https://s3.example.com" }`],
])("%s is another state", (_, first, second) => {
  expect(errorsOf(first, second)).toEqual([]);
});
