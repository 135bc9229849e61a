import { ApiServer } from "../support/e2e/api-server";
import { Workspace } from "../support/e2e/workspace";

jest.setTimeout(60_000);

const NAMESPACE = "infra-operator";
const PODS = `/api/v1/namespaces/${NAMESPACE}/pods`;

/** Reads the cluster in a process of its own, since Jest cannot load the Kubernetes client, and prints why it fails. */
const DRIVER = `
import { readCluster } from "./src/aws/cluster-facts";
import { endingWith } from "./src/aws/request-scope";
const [patience, interruptAfter] = process.argv.slice(2).map(Number);
const controller = new AbortController();
if (interruptAfter) setTimeout(() => controller.abort(new Error("enough")), interruptAfter);
const serviceAccounts = [{ namespace: "${NAMESPACE}", name: "${NAMESPACE}" }];
const started = Date.now();
endingWith(controller.signal, () =>
  readCluster({ kubeconfig: "kubeconfig", serviceAccounts, deployment: "operator", ...(patience ? { requestTimeout: patience } : {}) }),
).catch((cause) => {
  process.stdout.write(JSON.stringify({ kind: cause.constructor.name, message: cause.message, took: Date.now() - started }));
  process.exit();
});`;

const workspace = new Workspace({ "driver.ts": DRIVER }).link("src", "modules");
let server: ApiServer;

beforeEach(async () => {
  server = await ApiServer.start();
  workspace.write("kubeconfig", server.kubeconfig());
});

afterEach(() => server.stop());

afterAll(() => {
  workspace.dispose();
});

/** @returns the error with which reading the cluster ends */
async function refusal(patience = 0, interruptAfter = 0): Promise<{ kind: string; message: string; took: number }> {
  const args = ["-r", "tsx/cjs", "driver.ts", String(patience), String(interruptAfter)];
  const { stdout, stderr } = await workspace.run(process.execPath, args, process.env);
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as { kind: string; message: string; took: number };
}

test("half an answer of a cluster is not waited for for ever", async () => {
  server.answers.set(PODS, "stalled");
  expect(await refusal(500)).toMatchObject({
    kind: "ClusterRefusal",
    message: expect.stringContaining("does not respond: no complete response within 0.5 s"),
  });
});

test("a program that never gives credentials is not waited for for ever", async () => {
  const kubeconfig = JSON.parse(server.kubeconfig()) as { users: { user: object }[] };
  const command = { command: "sleep", args: ["20"], interactiveMode: "Never" };
  for (const each of kubeconfig.users)
    each.user = { exec: { apiVersion: "client.authentication.k8s.io/v1", ...command } };
  workspace.write("kubeconfig", JSON.stringify(kubeconfig));
  const { message, took } = await refusal(500);
  expect(message).toContain("no complete response within 0.5 s");
  expect(took).toBeLessThan(10_000);
});

test("an interrupt ends it at once, and is not taken for a cluster that does not answer", async () => {
  server.answers.set(PODS, "stalled");
  expect(await refusal(0, 3000)).toMatchObject({ kind: "Error", message: "enough" });
});

test("pages that lead back to each other are an error that names the call", async () => {
  const page = (token: string): object => ({ items: [], metadata: { continue: token } });
  server.answers.set(PODS, page("a"));
  server.answers.set(`${PODS}?continue=a`, page("b"));
  server.answers.set(`${PODS}?continue=b`, page("a"));
  expect((await refusal()).message).toContain(
    `list pods in ${NAMESPACE}: expected a complete list, found the same page twice`,
  );
  server.answers.set(PODS, { items: [] });
  const resources = "/apis/aws-infra-operator.runner.codes/v1alpha1/awsproviders";
  for (const path of [resources, `${resources}?continue=a`]) server.answers.set(path, page("a"));
  expect((await refusal()).message).toContain("list awsproviders: expected a complete list");
});
