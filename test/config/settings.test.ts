import { environmentOf, read, repository, SOUND, text } from "../support/config";
import { backendArguments } from "../../src/model/backend-arguments";
import { stackKinds } from "../../src/model/stack-kinds";

const stateOf = (...lines: readonly string[]) =>
  environmentOf({ "environment.yaml": SOUND.replace("state: { local: {} }\n", text(...lines)) }).state;
const withOperator = (...lines: readonly string[]) =>
  environmentOf({ "environment.yaml": SOUND + text("operator:", "  manages: [sandbox/]", ...lines) });

test.each([
  ["eu-west-1", "aws"],
  ["cn-north-1", "aws-cn"],
  ["us-gov-west-1", "aws-us-gov"],
])("the partition of %s is %s", (region, partition) => {
  const environment = environmentOf({
    "environment.yaml": SOUND.replace("eu-west-1", region),
    "repositories/a.yaml": repository(`pullPrincipals: ["arn:${partition}:iam::111122223333:role/ci"]`),
  });
  expect(environment.partition).toBe(partition);
});

test("KMS_DSSE is allowed in GovCloud", () => {
  const { problems } = read({
    "environment.yaml": SOUND.replace("eu-west-1", "us-gov-west-1"),
    "repositories/a.yaml": repository("encryptionConfiguration: { encryptionType: KMS_DSSE }"),
  });
  expect(problems).toEqual([]);
});

describe("state", () => {
  test("S3 is encrypted and locked, in the environment's region, with a key for each stack", () => {
    expect(stateOf("state: { s3: { bucket: acme-state } }")).toEqual({
      kind: "backend",
      name: "s3",
      settings: {
        bucket: "acme-state",
        key: "{project}/{environment}/{stack}.tfstate",
        region: "eu-west-1",
        encrypt: true,
        use_lockfile: true,
      },
    });
  });

  test("an S3-compatible store is not asked what only AWS answers", () => {
    const state = stateOf("state: { s3: { bucket: acme-state, endpoint: 'http://minio:9000', encrypt: false } }");
    expect(state).toMatchObject({
      settings: {
        endpoints: { s3: "http://minio:9000" },
        encrypt: false,
        use_path_style: true,
        skip_credentials_validation: true,
        skip_requesting_account_id: true,
      },
    });
  });

  test("S3 takes a role, a key of KMS and a region of its own", () => {
    const lines = [
      "state:",
      "  s3:",
      "    bucket: acme-state",
      "    region: us-east-1",
      "    roleArn: arn:aws:iam::111122223333:role/state",
      "    kmsKeyId: alias/state",
    ];
    expect(stateOf(...lines)).toMatchObject({
      settings: {
        region: "us-east-1",
        assume_role: { role_arn: "arn:aws:iam::111122223333:role/state" },
        kms_key_id: "alias/state",
      },
    });
  });

  test("Terraform Cloud is taken as it is", () => {
    expect(stateOf("state: { cloud: { organization: acme, project: registry } }")).toEqual({
      kind: "cloud",
      organization: "acme",
      project: "registry",
    });
  });

  test("any other backend has its own arguments, and a place for each stack", () => {
    expect(stateOf("state: { gcs: { bucket: acme-state } }")).toEqual({
      kind: "backend",
      name: "gcs",
      settings: { prefix: "{project}/{environment}/{stack}", bucket: "acme-state" },
    });
  });

  test("placeholders are filled in lists and mappings too", () => {
    const owner = { project: "p", environment: "e", stack: "s" };
    const settings = { address: "https://x/{stack}", nested: { list: ["{project}-{environment}", 1, true] } };
    expect(backendArguments(settings, owner)).toEqual({ address: "https://x/s", nested: { list: ["p-e", 1, true] } });
  });

  test("http may leave out {stack} where there is one stack only", () => {
    expect(stateOf("state: { http: { address: 'https://example.com/state' } }")).toMatchObject({ name: "http" });
  });
});

describe("the operator", () => {
  test.each([
    ["manifests", "infra-operator-system", "infra-operator-controller-manager"],
    ["helm", "infra-operator", "infra-operator"],
  ])("installed by %s runs as %s/%s", (install, namespace, name) => {
    const { operator } = withOperator(`  install: ${install}`, "cluster: { eks: prod }");
    expect(operator?.serviceAccounts).toEqual([{ namespace, name }]);
  });

  test("has defaults for its role, and leaves the cluster alone", () => {
    expect(withOperator("  install: helm", "cluster: { eks: prod }").operator).toMatchObject({
      roleName: "infra-operator-ecr-role",
      path: "/",
      maxSessionDuration: 3600,
      allowDelete: false,
      serviceAccountMode: "none",
      manages: ["sandbox/"],
      kmsKeyArns: [],
      tags: {},
    });
  });

  test("may have a ServiceAccount of another name, and more of them", () => {
    const { operator } = withOperator(
      "  namespace: infra",
      "  serviceAccount: ecr",
      "  otherServiceAccounts: [{ namespace: infra-2, name: ecr }]",
      "cluster: { eks: prod }",
    );
    expect(operator?.serviceAccounts).toEqual([
      { namespace: "infra", name: "ecr" },
      { namespace: "infra-2", name: "ecr" },
    ]);
    expect([operator?.deployment, operator?.container]).toEqual(["ecr", "manager"]);
  });

  test("in an EKS cluster is reached by exec, in another by kubeconfig", () => {
    const { clusters } = withOperator(
      "  install: helm",
      "clusters:",
      "  - { eks: prod }",
      "  - { eks: dev, kubeconfig: { context: dev } }",
      "  - { key: on-site, oidcIssuer: 'https://oidc.example.com/id/1', oidcProvider: create }",
    );
    expect(clusters).toEqual([
      { key: "prod", eks: "prod", oidcIssuer: undefined, oidcProvider: "lookup", authentication: { by: "exec" } },
      {
        key: "dev",
        eks: "dev",
        oidcIssuer: undefined,
        oidcProvider: "lookup",
        authentication: { by: "kubeconfig", path: "~/.kube/config", context: "dev" },
      },
      {
        key: "on-site",
        eks: undefined,
        oidcIssuer: "https://oidc.example.com/id/1",
        oidcProvider: "create",
        authentication: { by: "kubeconfig", path: "~/.kube/config", context: undefined },
      },
    ]);
  });

  test("that writes to several clusters has a stack for each of them", () => {
    const environment = withOperator(
      "  install: helm",
      "  serviceAccountMode: annotate",
      "clusters: [{ eks: prod }, { eks: dev }]",
    );
    expect(stackKinds(environment)).toEqual(["registry", "access", "cluster-prod", "cluster-dev"]);
  });
});

test("removed and released names and provider settings are passed on", () => {
  const { removed, released, provider, project } = environmentOf({
    "environment.yaml":
      SOUND +
      text(
        "project: acme",
        "removed: [team/old]",
        "released: [team/going]",
        "provider:",
        "  assumeRole: { roleArn: 'arn:aws:iam::111122223333:role/terraform' }",
        "  endpoints: { ecr: 'http://localhost:4566' }",
      ),
  });
  expect({ removed, released, provider, project }).toEqual({
    removed: ["team/old"],
    released: ["team/going"],
    provider: {
      assumeRole: { roleArn: "arn:aws:iam::111122223333:role/terraform" },
      endpoints: { ecr: "http://localhost:4566" },
    },
    project: "acme",
  });
});
