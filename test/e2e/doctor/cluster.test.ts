import { spawn } from "node:child_process";
import { once } from "node:events";
import { type Diagnosis } from "../../../src/operations/doctor/diagnosis";
import { ecrProgram } from "../../support/compiled";
import { EcrProject } from "../../support/ecr-command";
import { ApiServer } from "../../support/e2e/api-server";
import { configuredCluster } from "../../support/e2e/cluster";

jest.setTimeout(300_000);

const NAMESPACE = "infra-operator";
const ROLE_ARN = "arn:aws:iam::111122223333:role/operator";
const ANNOTATION = "eks.amazonaws.com/role-arn";
const CORE = `/api/v1/namespaces/${NAMESPACE}`;
const ACCOUNT = `${CORE}/serviceaccounts/infra-operator`;
const PODS = `${CORE}/pods`;
const DEPLOYMENT = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/infra-operator`;
const RESOURCES = "/apis/aws-infra-operator.runner.codes/v1alpha1";
const ENVIRONMENT = {
  account: "111122223333",
  region: "eu-west-1",
  state: { local: {} },
  operator: { install: "helm", roleName: "operator", manages: ["sandbox/"] },
  cluster: { oidcIssuer: "https://oidc.example.com/id/doctor", kubeconfig: { path: "kube/config", context: "test" } },
};

let server: ApiServer;
let project: EcrProject;

beforeAll(async () => {
  server = await ApiServer.start();
  project = new EcrProject({
    "environments/dev/environment.yaml": JSON.stringify(ENVIRONMENT),
    "kube/config": server.kubeconfig(),
  });
});

afterAll(async () => {
  project.dispose();
  await server.stop();
});

beforeEach(() => {
  server.answers.clear();
  server.answers.set(ACCOUNT, serviceAccount());
  server.answers.set(PODS, { kind: "PodList", items: [pod("infra-operator-1")], metadata: {} });
  server.answers.set(DEPLOYMENT, deployment("infra-operator"));
  server.answers.set(`${RESOURCES}/awsproviders`, { items: [resource("aws", {}, true)], metadata: {} });
  server.answers.set(`${RESOURCES}/ecrrepositories`, {
    items: [resource("x", { repositoryName: "sandbox/x" }, true)],
    metadata: {},
  });
});

function serviceAccount(roleArn: string | undefined = ROLE_ARN, time = "2026-01-01T00:00:00Z"): object {
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: {
      name: "infra-operator",
      namespace: NAMESPACE,
      annotations: { [ANNOTATION]: roleArn },
      managedFields: [
        {
          manager: "helm",
          operation: "Update",
          time: "2027-01-01T00:00:00Z",
          fieldsV1: { "f:metadata": { "f:labels": {} } },
        },
        {
          manager: "kubectl",
          operation: "Update",
          time,
          fieldsV1: { "f:metadata": { "f:annotations": { [`f:${ANNOTATION}`]: {} } } },
        },
      ],
    },
  };
}

function pod(name: string, { created = "2026-01-02T00:00:00Z", account = NAMESPACE, phase = "Running" } = {}): object {
  const env = [
    { name: "AWS_ROLE_ARN", value: ROLE_ARN },
    { name: "AWS_WEB_IDENTITY_TOKEN_FILE", value: "/var/run/secrets/eks.amazonaws.com/serviceaccount/token" },
  ];
  const source = { serviceAccountToken: { audience: "sts.amazonaws.com", path: "token" } };
  return {
    metadata: { name, creationTimestamp: created },
    spec: {
      serviceAccountName: account,
      containers: [{ name: "manager", env }],
      volumes: [{ name: "aws-iam-token", projected: { sources: [source] } }],
    },
    status: { phase },
  };
}

function deployment(serviceAccountName: string): object {
  const template = { metadata: {}, spec: { serviceAccountName, containers: [] } };
  return { metadata: { name: "infra-operator" }, spec: { selector: {}, template } };
}

function resource(name: string, spec: object, ready: boolean, message?: string): object {
  const condition = { type: "Ready", status: ready ? "True" : "False", reason: "CreateFailed", message };
  return { metadata: { name, namespace: "default" }, spec, status: { ready, conditions: [condition] } };
}

/** What is said of the cluster; AWS does not answer, which is a cause of its own. */
async function doctor(...args: readonly string[]): Promise<Diagnosis[]> {
  const words = [ecrProgram(), "doctor", "dev", "-o", "json", ...args];
  const child = spawn(process.execPath, words, {
    cwd: project.folder,
    env: { ...process.env, AWS_ENDPOINT_URL: "http://127.0.0.1:9", AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" },
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (piece: Buffer) => (stdout += piece.toString()));
  child.stderr.on("data", (piece: Buffer) => (stderr += piece.toString()));
  const [status] = (await once(child, "close")) as [number];
  if (stdout === "") throw new Error(stderr);
  expect(status).toBe(1);
  const { diagnoses } = JSON.parse(stdout) as { diagnoses: Diagnosis[] };
  return diagnoses.filter(({ id }) => id.startsWith("cluster/"));
}

test("a healthy operator has no cause; pods under other accounts and ended ones are not its own", async () => {
  server.answers.set(PODS, {
    items: [pod("other", { created: "2025-01-01T00:00:00Z", account: "default" })],
    metadata: { continue: "2" },
  });
  server.answers.set(`${PODS}?continue=2`, {
    items: [pod("infra-operator-1"), pod("ended", { created: "2025-01-01T00:00:00Z", phase: "Failed" })],
    metadata: {},
  });
  expect(await doctor("--kubeconfig")).toEqual([
    {
      id: "cluster/annotation",
      verdict: "ok",
      about: "infra-operator/infra-operator",
      evidence: `${ANNOTATION} is ${ROLE_ARN}`,
    },
    {
      id: "cluster/pods",
      verdict: "ok",
      about: "infra-operator/infra-operator",
      evidence: "infra-operator-1 uses the declared role",
    },
    {
      id: "cluster/deployment",
      verdict: "ok",
      about: "infra-operator/infra-operator",
      evidence: "it uses ServiceAccount infra-operator",
    },
    { id: "cluster/resources", verdict: "ok", about: "test", evidence: "2 operator resources are ready" },
  ]);
});

test("pods older than the annotation, and a resource that is not ready, are read with their times and messages", async () => {
  server.answers.set(PODS, { items: [pod("infra-operator-1", { created: "2025-12-31T00:00:00Z" })], metadata: {} });
  const message = "AccessDenied: not authorized to perform ecr:CreateRepository";
  server.answers.set(`${RESOURCES}/ecrrepositories`, {
    items: [resource("x", { repositoryName: "sandbox/x" }, false, message)],
    metadata: {},
  });
  const causes = (await doctor("--kubeconfig", "kube/config")).filter(({ verdict }) => verdict === "cause");
  expect(causes.map(({ id, about }) => [id, about])).toEqual([
    ["cluster/pods-older", "infra-operator/infra-operator"],
    ["cluster/not-ready", "ECRRepository default/x"],
  ]);
  expect(causes[0]?.evidence).toContain(
    "infra-operator-1 (2025-12-31T00:00:00.000Z) started before the annotation was set (2026-01-01T00:00:00.000Z)",
  );
  expect(causes[1]?.evidence).toBe(`it is not ready: CreateFailed: ${message}`);
});

test("what is not there, and what may not be seen, are told apart", async () => {
  server.answers.delete(ACCOUNT);
  server.answers.delete(`${RESOURCES}/awsproviders`);
  server.answers.set(DEPLOYMENT, 403);
  expect((await doctor("--kubeconfig")).map(({ id, verdict }) => [id, verdict])).toEqual([
    ["cluster/service-account", "cause"],
    ["cluster/deployment", "unknown"],
    ["cluster/kinds", "cause"],
  ]);
});

test("a cluster that does not know the caller, that does not answer, or that the kubeconfig does not have", async () => {
  const stranger = await doctor("--kubeconfig", "kube/config", "--context", "stranger");
  expect(stranger).toMatchObject([
    { id: "cluster/unreachable", evidence: `the cluster at ${server.url} rejects the kubeconfig's credentials` },
  ]);
  const [unknown] = await doctor("--kubeconfig", "kube/config", "--context", "none");
  expect(unknown?.evidence).toContain("expected one of the contexts test, stranger, found none");
  project.write("kube/gone", server.kubeconfig().replace(server.url, "http://127.0.0.1:9"));
  const [gone] = await doctor("--kubeconfig", "kube/gone");
  expect(gone?.evidence).toContain("the cluster at http://127.0.0.1:9 does not respond");
  const [missing] = await doctor("--kubeconfig", "kube/missing");
  expect(missing?.evidence).toContain("cannot read the kubeconfig");
});

const cluster = configuredCluster();
if (cluster !== undefined) {
  test("a real API server tells when the annotation was set", async () => {
    const namespace = `cdktf-ecr-doctor-${process.pid}`;
    const operator = { ...ENVIRONMENT.operator, namespace, serviceAccount: "operator" };
    project.write("environments/dev/environment.yaml", JSON.stringify({ ...ENVIRONMENT, operator }));
    const metadata = { name: "operator", namespace, annotations: { [ANNOTATION]: ROLE_ARN } };
    cluster.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } }, "installer");
    try {
      cluster.apply({ apiVersion: "v1", kind: "ServiceAccount", metadata }, "installer");
      const diagnoses = await doctor("--kubeconfig", cluster.kubeconfig);
      expect(diagnoses.map(({ id, verdict }) => [id, verdict])).toEqual(
        expect.arrayContaining([
          ["cluster/annotation", "ok"],
          ["cluster/pods", "cause"],
          ["cluster/deployment", "cause"],
        ]),
      );
    } finally {
      cluster.kubectl(["delete", "namespace", namespace, "--wait=false"]);
      project.write("environments/dev/environment.yaml", JSON.stringify(ENVIRONMENT));
    }
  });
}
