import { readFileSync } from "node:fs";
import { moduleTrees } from "../../src/cli/generate/module-trees";
import { roleArnHash, ROLE_ARN_ANNOTATION, ROLE_HASH_ANNOTATION } from "../../src/domain/operator/instructions";
import { configuredCluster, KUBECONFIG_VARIABLE, type TestCluster } from "../support/e2e/cluster";
import { mirrorVariables } from "../support/e2e/emulator";
import { Workspace } from "../support/e2e/workspace";

const MODULE = "modules/operator-service-account";
const workspace = new Workspace();
const env: NodeJS.ProcessEnv = { ...process.env, ...mirrorVariables(), CHECKPOINT_DISABLE: "1" };
const terraform = (folder: string, ...args: string[]): Promise<string> =>
  workspace.terraform([...args, "-no-color"], env, folder);

for (const [path, text] of moduleTrees().get("operator-service-account") ?? [])
  workspace.write(`${MODULE}/${path}`, text);

afterAll(() => {
  workspace.dispose();
});

/** Where providers come from a mirror, their registry is out of reach as a rule. */
function hasProvider(): boolean {
  const configuration = env["TF_CLI_CONFIG_FILE"];
  return configuration === undefined || readFileSync(configuration, "utf8").includes("hashicorp/kubernetes");
}

if (!hasProvider()) {
  test("without the Kubernetes provider the module is formatted only, and the run says that it was not validated", async () => {
    process.stderr.write(
      "The module operator-service-account was not validated: no mirror has the Kubernetes provider; name one in TF_PROVIDER_MIRROR.\n",
    );
    expect(await terraform(MODULE, "fmt", "-check", "-recursive", "-diff")).toBe("");
  });
} else {
  validates();
  const cluster = configuredCluster();
  if (cluster !== undefined) {
    applies(cluster);
  } else {
    test("without a cluster it is not applied, and the run says so", () => {
      process.stderr.write(
        `The module operator-service-account was not applied: ${KUBECONFIG_VARIABLE} names no kubeconfig of a cluster to try it on.\n`,
      );
      expect(process.env[KUBECONFIG_VARIABLE] ?? "").toBe("");
    });
  }
}

function validates(): void {
  test("the module is valid and passes its own tests without a cluster", async () => {
    await terraform(MODULE, "init", "-backend=false", "-input=false");
    await terraform(MODULE, "validate");
    expect(await terraform(MODULE, "test")).toMatch(/Success! \d+ passed, 0 failed\./);
  });

  test.each(["annotate", "create"])("its example %s is valid", async (example) => {
    const folder = `${MODULE}/examples/${example}`;
    await terraform(folder, "init", "-backend=false", "-input=false");
    expect(await terraform(folder, "validate")).toContain("The configuration is valid.");
  });
}

/** In a namespace of its own: a cluster may be shared. The steps build on each other. */
function applies(on: TestCluster): void {
  const namespace = `cdktf-ecr-module-${process.pid}`;
  const names = { namespace, service_account: "operator", field_manager: "cdktf-ecr-module" };
  const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;

  function call(inputs: object): void {
    const operator = { source: `../${MODULE}`, ...names, ...inputs };
    const provider = { kubernetes: { config_path: on.kubeconfig } };
    workspace.write("cluster/main.tf.json", JSON.stringify({ provider, module: { operator } }));
  }

  async function apply(): Promise<string> {
    await terraform("cluster", "init", "-input=false");
    return terraform("cluster", "apply", "-auto-approve", "-input=false");
  }

  afterAll(() => {
    // There only when a test has failed.
    on.kubectl(["delete", "namespace", namespace, "--ignore-not-found", "--wait=false"]);
  });

  test("it makes namespace and ServiceAccount, and plans no change after that", async () => {
    call({ mode: "create", role_arn: role("first") });
    expect(await apply()).toContain("2 added, 0 changed, 0 destroyed");
    expect(on.serviceAccount(namespace, "operator").metadata.annotations).toEqual({
      [ROLE_ARN_ANNOTATION]: role("first"),
    });
    expect(await terraform("cluster", "plan", "-input=false")).toContain("No changes.");
    expect(await terraform("cluster", "destroy", "-auto-approve", "-input=false")).toContain("2 destroyed");
  });

  test("it annotates what others have made, restarts for another role, and takes away its own only", async () => {
    const metadata = { name: "operator", namespace };
    const theirs = { "example.com/theirs": "stays" };
    on.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } }, "installer");
    on.apply({ apiVersion: "v1", kind: "ServiceAccount", metadata: { ...metadata, annotations: theirs } }, "installer");
    on.apply({ apiVersion: "apps/v1", kind: "Deployment", metadata, spec: WITHOUT_PODS }, "installer");
    const deployment = { name: "operator", restart_on_role_change: true, session_name: "operator" };

    call({ role_arn: role("first"), deployment });
    expect(await apply()).toContain("3 added, 0 changed, 0 destroyed");
    call({ role_arn: role("second"), deployment });
    expect(await apply()).toContain("0 added, 2 changed, 0 destroyed");

    const annotations = (): unknown => on.serviceAccount(namespace, "operator").metadata.annotations;
    expect(annotations()).toEqual({ ...theirs, [ROLE_ARN_ANNOTATION]: role("second") });
    const { template } = on.deployment(namespace, "operator").spec;
    expect(template.metadata.annotations).toEqual({ [ROLE_HASH_ANNOTATION]: roleArnHash(role("second")) });
    expect(template.spec.containers[0]?.env).toEqual([{ name: "AWS_ROLE_SESSION_NAME", value: "operator" }]);

    await terraform("cluster", "destroy", "-auto-approve", "-input=false");
    expect(annotations()).toEqual(theirs);
    on.kubectl(["delete", "namespace", namespace, "--wait=false"]);
  });
}

/** A Deployment as an installation leaves it, but without pods: their image is nobody's. */
const WITHOUT_PODS = {
  replicas: 0,
  selector: { matchLabels: { app: "operator" } },
  template: {
    metadata: { labels: { app: "operator" } },
    spec: { containers: [{ name: "manager", image: "example.com/operator:1" }] },
  },
};
