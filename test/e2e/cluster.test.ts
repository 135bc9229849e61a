import { roleArnHash } from "../../src/domain/operator/instructions";
import { configuredCluster, KUBECONFIG_VARIABLE, type TestCluster } from "../support/e2e/cluster";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { Project } from "../support/e2e/project";

jest.setTimeout(300_000);

const REGION = "eu-north-1";
const OPERATOR = "e2e-operator";
/** A cluster may be shared: the names say whose they are. */
const NAMESPACE = `cdktf-ecr-e2e-${process.pid}`;
const MADE_NAMESPACE = `${NAMESPACE}-made`;
const ANNOTATION = "eks.amazonaws.com/role-arn";
const HASH_ANNOTATION = "cdktf-ecr/operator-role-sha256";
const MANAGER = "cdktf-ecr-kube";
const CHANGES_TO_THE_DEPLOYMENT = { restartOnRoleChange: true, sessionName: "infra-operator" };
const ROLE_ARN = roleArn("e2e-kube");
/** Lets a cluster's stack go without the role, which is deployed only where a test is about it. */
const WITHOUT_ROLE = "--ignore-missing-stack-dependencies";
const MADE = { serviceAccountMode: "create", namespace: MADE_NAMESPACE, roleName: "e2e-made" } as const;

const emulator = sharedEmulator(REGION);
const project = new Project({}, emulator.env);
const cluster = configuredCluster();

afterAll(() => {
  project.dispose();
});

function roleArn(name: string): string {
  return `arn:aws:iam::${EMULATED_ACCOUNT}:role/${name}`;
}

function declare(name: string, kubeconfig: string, operator: Readonly<Record<string, unknown>> = {}): void {
  const environment = {
    account: EMULATED_ACCOUNT,
    region: REGION,
    state: { local: {} },
    operator: {
      namespace: NAMESPACE,
      serviceAccount: OPERATOR,
      roleName: "e2e-kube",
      manages: ["sandbox/"],
      serviceAccountMode: "annotate",
      ...operator,
    },
    cluster: {
      oidcIssuer: "https://oidc.example.com/id/e2e-kube",
      oidcProvider: "create",
      kubeconfig: { path: kubeconfig },
    },
  };
  project.write(`${name}/environment.yaml`, JSON.stringify(environment));
}

if (cluster === undefined) {
  test("without a cluster the stack is synthesized only, and the run says that it was not applied", async () => {
    process.stderr.write(
      `Applying the cluster stack was not tested: ${KUBECONFIG_VARIABLE} names no kubeconfig of a cluster to try it on.\n`,
    );
    declare("kube", "~/.kube/config");
    await project.cdktf("synth");
    expect(JSON.parse(project.workspace.read("cdktf.out/stacks/kube-cluster/cdk.tf.json"))).toMatchObject({
      provider: { kubernetes: [{ config_path: "~/.kube/config" }] },
      resource: { kubernetes_annotations: { operator: { annotations: { [ANNOTATION]: ROLE_ARN } } } },
    });
  });
} else {
  describe("annotate", () => {
    annotates(cluster);
  });
  describe("create", () => {
    creates(cluster);
  });
}

// In both, the steps build on each other: each is what one does next with what is deployed.
function annotates(on: TestCluster): void {
  const account = () => on.serviceAccount(NAMESPACE, OPERATOR);
  const deployment = () => on.deployment(NAMESPACE, OPERATOR);

  beforeAll(() => {
    on.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } }, "installer");
  });

  afterAll(() => {
    on.kubectl(["delete", "namespace", NAMESPACE, "--wait=false"]);
  });

  test("a ServiceAccount that is not there is an error", async () => {
    declare("kube", on.kubeconfig);
    await expect(project.deploy("kube-cluster", WITHOUT_ROLE)).rejects.toThrow(
      `The resource "${OPERATOR}" does not exist`,
    );
  });

  test("the annotation joins those of others, under a field manager of the environment's", async () => {
    on.apply(installedAccount({ "example.com/theirs": "stays" }), "installer");
    on.apply(INSTALLED_DEPLOYMENT, "installer");
    declare("kube", on.kubeconfig, CHANGES_TO_THE_DEPLOYMENT);
    await project.deploy("kube-*");

    const { metadata } = account();
    expect(metadata.annotations).toEqual({ "example.com/theirs": "stays", [ANNOTATION]: ROLE_ARN });
    const fields = metadata.managedFields?.find(({ manager }) => manager === MANAGER)?.fieldsV1;
    expect(fields).toEqual({ "f:metadata": { "f:annotations": { [`f:${ANNOTATION}`]: {} } } });
  });

  test("the pods get their session's name, restart for the role, and are otherwise as they were installed", () => {
    const { metadata, spec } = deployment();
    expect(spec.template.metadata.annotations).toEqual({ [HASH_ANNOTATION]: roleArnHash(ROLE_ARN) });
    const [manager, proxy, ...more] = spec.template.spec.containers;
    expect(manager).toMatchObject({
      image: "example.com/operator:1",
      env: [
        { name: "LOG_LEVEL", value: "info" },
        { name: "AWS_ROLE_SESSION_NAME", value: "infra-operator" },
      ],
    });
    expect(proxy).not.toHaveProperty("env");
    expect(more).toEqual([]);
    const managers = metadata.managedFields?.map(({ manager: name }) => name);
    expect(managers).toEqual(expect.arrayContaining(["installer", `${MANAGER}-restart`, `${MANAGER}-env`]));
  });

  test("planned again, nothing changes", async () => {
    expect(await project.plan("kube-cluster")).toEqual([]);
  });

  test("another role changes the annotation and restarts the pods", async () => {
    const before = deployment().metadata.generation ?? 0;
    declare("kube", on.kubeconfig, { ...CHANGES_TO_THE_DEPLOYMENT, roleName: "e2e-kube-2" });
    const planned = await project.plan("kube-cluster");
    expect(planned.map(({ address, change }) => [address, change.actions])).toEqual([
      ["kubernetes_annotations.operator", ["update"]],
      ["kubernetes_annotations.operator_restart", ["update"]],
    ]);
    await project.deploy("kube-*");

    const arn = roleArn("e2e-kube-2");
    expect(account().metadata.annotations).toEqual({ "example.com/theirs": "stays", [ANNOTATION]: arn });
    const { metadata, spec } = deployment();
    expect(spec.template.metadata.annotations).toEqual({ [HASH_ANNOTATION]: roleArnHash(arn) });
    expect(metadata.generation).toBe(before + 1);
  });

  test("an annotation that another manager has taken over is an error, and stays theirs", async () => {
    const theirs = { "example.com/theirs": "stays", [ANNOTATION]: roleArn("of-the-installer") };
    on.apply(installedAccount(theirs), "installer");
    await expect(project.deploy("kube-cluster", WITHOUT_ROLE)).rejects.toThrow(/Field manager conflict/);
    expect(account().metadata.annotations).toEqual(theirs);
    // Given back, it is set again.
    on.apply(installedAccount({ "example.com/theirs": "stays" }), "installer");
    await project.deploy("kube-cluster", WITHOUT_ROLE);
    expect(account().metadata.annotations?.[ANNOTATION]).toBe(roleArn("e2e-kube-2"));
  });

  test("destroy takes away what Terraform has set and nothing else", async () => {
    await project.destroy("kube-*");
    expect(account().metadata.annotations).toEqual({ "example.com/theirs": "stays" });
    const { template } = deployment().spec;
    expect(template.metadata.annotations).toBeUndefined();
    expect(template.spec.containers).toMatchObject(INSTALLED_DEPLOYMENT.spec.template.spec.containers);
    expect(JSON.stringify(template)).not.toContain("AWS_ROLE_SESSION_NAME");
  });
}

function creates(on: TestCluster): void {
  afterAll(() => {
    // There only when a test has failed.
    on.kubectl(["delete", "namespace", MADE_NAMESPACE, "--ignore-not-found", "--wait=false"]);
  });

  test("namespace and ServiceAccount are made, the role's annotation on it", async () => {
    declare("made", on.kubeconfig, { ...MADE });
    await project.deploy("made-cluster", WITHOUT_ROLE);
    const { metadata } = on.serviceAccount(MADE_NAMESPACE, OPERATOR);
    expect(metadata.annotations).toEqual({ [ANNOTATION]: roleArn("e2e-made") });
  });

  test("planned again, nothing changes", async () => {
    expect(await project.plan("made-cluster")).toEqual([]);
  });

  test("another role changes the annotation in place", async () => {
    declare("made", on.kubeconfig, { ...MADE, roleName: "e2e-made-2" });
    const planned = await project.plan("made-cluster");
    expect(planned.map(({ address, change }) => [address, change.actions])).toEqual([
      ["kubernetes_service_account_v1.operator", ["update"]],
    ]);
  });

  test("destroy takes both away", async () => {
    await project.destroy("made-cluster", WITHOUT_ROLE);
    expect(on.kubectl(["get", "namespace", MADE_NAMESPACE, "--ignore-not-found"])).toBe("");
  });
}

function installedAccount(annotations: Readonly<Record<string, string>>): object {
  return { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: OPERATOR, namespace: NAMESPACE, annotations } };
}

/** As an installation leaves it, but without pods: their image is nobody's. */
const INSTALLED_DEPLOYMENT = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: OPERATOR, namespace: NAMESPACE },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: OPERATOR } },
    template: {
      metadata: { labels: { app: OPERATOR } },
      spec: {
        serviceAccountName: OPERATOR,
        containers: [
          { name: "manager", image: "example.com/operator:1", env: [{ name: "LOG_LEVEL", value: "info" }] },
          { name: "proxy", image: "example.com/proxy:1" },
        ],
      },
    },
  },
} as const;
