import { type PolicyDocument } from "../../src/domain/iam/policy";
import { type RegistrySettings } from "../../src/domain/registry/settings";
import { TEMPLATE_DEFAULTS } from "../../src/domain/registry/template-settings";
import { addStacks } from "../../stacks/add-stacks";
import { type Environment } from "../../src/model/environment";
import { ciRole, environment, operator, repository } from "../support/environment";
import { synthesize } from "../support/synthesize";

const CLUSTER = { key: "prod", eks: "prod", oidcProvider: "lookup", authentication: { by: "exec" } } as const;
const ROLE_ARN = "arn:aws:iam::111122223333:role/infra-operator-ecr-role";

function stacksOf(parts: Partial<Environment>) {
  return synthesize((app) => {
    addStacks(app, { environment: environment({ clusters: [CLUSTER], ...parts }), projectFolder: "../../.." });
  });
}

test("an environment without an operator and without roles of workflows has a registry only", () => {
  expect(Object.keys(stacksOf({}))).toEqual(["test-registry"]);
});

test("a workflow's role alone makes an access stack, without anything of an operator's", () => {
  const { "test-access": access, ...others } = stacksOf({ ciRoles: [ciRole()] });
  expect(Object.keys(others)).toEqual(["test-registry"]);
  expect(access?.output).toEqual({
    ci_role_arns: {
      description: "ARN of each role that workflows assume, by role name.",
      value: { "test-github-ecr-push": "${aws_iam_role.ci_test_github_ecr_push.arn}" },
    },
  });
  expect(Object.keys(access?.resource?.["aws_iam_role"] ?? {})).toEqual(["ci_test_github_ecr_push"]);
});

test("the operator's role and the workflows' are made side by side", () => {
  const { "test-access": access } = stacksOf({ operator: operator(), ciRoles: [ciRole(), ciRole({ roleName: "b" })] });
  expect(Object.keys(access?.resource?.["aws_iam_role"] ?? {})).toEqual([
    "ci_b",
    "ci_test_github_ecr_push",
    "operator",
  ]);
  expect(Object.keys(access?.output ?? {})).toEqual([
    "ci_role_arns",
    "operator_role_arn",
    "service_account_annotation",
  ]);
});

test("an operator whose ServiceAccount Terraform leaves alone has no cluster stack", () => {
  expect(Object.keys(stacksOf({ operator: operator() }))).toEqual(["test-registry", "test-access"]);
});

test("the role's outputs are its ARN and the annotation, which needs no other stack's state", () => {
  const { "test-access": access } = stacksOf({ operator: operator() });
  expect(access?.output?.["operator_role_arn"]?.value).toBe("${aws_iam_role.operator.arn}");
  expect(access?.output?.["service_account_annotation"]?.value).toBe(`eks.amazonaws.com/role-arn=${ROLE_ARN}`);
  expect(JSON.stringify(access)).not.toContain("terraform_remote_state");
});

test("the role's settings are the environment's", () => {
  const settings = operator({
    path: "/platform/",
    description: "Ours, ${literally}",
    permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary",
    maxSessionDuration: 7200,
    tags: { Team: "platform" },
  });
  const { "test-access": access } = stacksOf({ operator: settings });
  expect(access?.resource?.["aws_iam_role"]?.["operator"]).toMatchObject({
    name: "infra-operator-ecr-role",
    path: "/platform/",
    description: "Ours, $${literally}",
    permissions_boundary: "arn:aws:iam::111122223333:policy/boundary",
    max_session_duration: 7200,
    tags: { Team: "platform" },
  });
});

test("the ServiceAccount is annotated by a stack of its own, under a field manager of the environment's", () => {
  const { "test-cluster": cluster } = stacksOf({ operator: operator({ serviceAccountMode: "annotate" }) });
  expect(cluster?.resource?.["kubernetes_annotations"]?.["operator"]).toMatchObject({
    api_version: "v1",
    kind: "ServiceAccount",
    metadata: { name: "infra-operator", namespace: "infra-operator" },
    annotations: { "eks.amazonaws.com/role-arn": ROLE_ARN },
    field_manager: "cdktf-ecr-test",
  });
  expect(cluster?.terraform.required_providers["kubernetes"]).toEqual({
    source: "hashicorp/kubernetes",
    version: ">= 2.38, < 4.0",
  });
});

test("several clusters have a stack each, and one trust statement each", () => {
  const clusters = [CLUSTER, { ...CLUSTER, key: "spare", eks: "spare" }];
  const stacks = stacksOf({ clusters, operator: operator({ serviceAccountMode: "create" }) });
  expect(Object.keys(stacks)).toEqual(["test-registry", "test-access", "test-cluster-prod", "test-cluster-spare"]);
  const trust = String(stacks["test-access"]?.resource?.["aws_iam_role"]?.["operator"]?.["assume_role_policy"]);
  expect(trust.match(/"Federated"/g)).toHaveLength(2);
});

test.each([
  [
    "kubeconfig",
    { by: "kubeconfig", path: "~/.kube/config", context: "prod" },
    { config_path: "~/.kube/config", config_context: "prod" },
  ],
  [
    "exec",
    { by: "exec" },
    {
      host: "${data.aws_eks_cluster.cluster.endpoint}",
      exec: [
        {
          api_version: "client.authentication.k8s.io/v1beta1",
          command: "aws",
          args: ["eks", "get-token", "--cluster-name", "prod", "--region", "eu-west-1"],
        },
      ],
    },
  ],
  ["token", { by: "token" }, { token: "${data.aws_eks_cluster_auth.token.token}" }],
] as const)("Terraform signs in to the cluster by %s", (_name, authentication, expected) => {
  const { "test-cluster": cluster } = stacksOf({
    clusters: [{ ...CLUSTER, authentication }],
    operator: operator({ serviceAccountMode: "annotate" }),
  });
  expect(cluster?.provider["kubernetes"]?.[0]).toMatchObject(expected);
});

test("a registry whose policy names a role waits for it, and no other does", () => {
  const dependencies = (parts: Partial<Environment>): string[] => {
    const found: string[] = [];
    synthesize((app) => {
      addStacks(app, {
        environment: environment({ clusters: [CLUSTER], operator: operator(), ...parts }),
        projectFolder: ".",
      });
      const [registry] = app.node.children;
      if (registry !== undefined && "dependencies" in registry) {
        found.push(...(registry.dependencies as { node: { id: string } }[]).map(({ node }) => node.id));
      }
    });
    return found;
  };
  expect(dependencies({ repositories: [repository("team/api", { pullPrincipals: [ROLE_ARN] })] })).toEqual([
    "test-access",
  ]);
  const pushPrincipals = ["arn:aws:iam::111122223333:role/test-github-ecr-push"];
  const named = { operator: undefined, repositories: [repository("team/api", { pushPrincipals })] };
  expect(dependencies({ ...named, ciRoles: [ciRole()] })).toEqual(["test-access"]);
  expect(dependencies({ repositories: [repository("team/api")], ciRoles: [ciRole()] })).toEqual([]);

  const policy = (principal: string, where: { Resource?: string } = { Resource: "*" }): PolicyDocument => ({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: [principal] }, Action: "ecr:ReplicateImage", ...where }],
  });
  const template = { ...TEMPLATE_DEFAULTS, prefix: "cache/", appliedFor: ["PULL_THROUGH_CACHE"] } as const;
  const repositories = [repository("team/api")];
  const registries: readonly RegistrySettings[] = [
    { policy: policy(ROLE_ARN) },
    { creationTemplates: [{ ...template, repositoryPolicy: policy(ROLE_ARN, {}) }] },
    { creationTemplates: [{ ...template, customRoleArn: ROLE_ARN }] },
  ];
  for (const registry of registries) expect(dependencies({ repositories, registry })).toEqual(["test-access"]);
  expect(dependencies({ repositories, registry: { policy: policy(`${ROLE_ARN}-2`) } })).toEqual([]);
});

describe("with EKS Pod Identity", () => {
  const POD_IDENTITY = { ...CLUSTER, identity: "podIdentity" } as const;

  test("the access stack associates the ServiceAccount, looks nothing up and outputs no annotation", () => {
    const { "test-access": access } = stacksOf({ operator: operator(), clusters: [POD_IDENTITY] });
    expect(access?.resource?.["aws_eks_pod_identity_association"]).toEqual({
      operator_prod: {
        cluster_name: "prod",
        namespace: "infra-operator",
        service_account: "infra-operator",
        role_arn: "${aws_iam_role.operator.arn}",
      },
    });
    expect(access?.data).toBeUndefined();
    expect(Object.keys(access?.output ?? {})).toEqual(["operator_role_arn"]);
  });

  test("during a move there are the association, the tokens and the annotation", () => {
    const moving = { ...CLUSTER, identity: "both" } as const;
    const { "test-access": access } = stacksOf({ operator: operator(), clusters: [moving] });
    expect(Object.keys(access?.resource?.["aws_eks_pod_identity_association"] ?? {})).toEqual(["operator_prod"]);
    expect(Object.keys(access?.data ?? {})).toEqual(["aws_eks_cluster", "aws_iam_openid_connect_provider"]);
    expect(access?.output).toHaveProperty("service_account_annotation");
  });

  test("the cluster stack annotates nothing, and still creates the ServiceAccount in mode create", () => {
    const resourcesOf = (serviceAccountMode: "annotate" | "create") =>
      stacksOf({ operator: operator({ serviceAccountMode }), clusters: [POD_IDENTITY] })["test-cluster"];
    expect(resourcesOf("annotate")?.resource).toBeUndefined();
    const created = resourcesOf("create");
    expect(created?.resource?.["kubernetes_service_account_v1"]).toMatchObject({
      operator: { metadata: { name: "infra-operator", namespace: "infra-operator" } },
    });
    expect(JSON.stringify(created)).not.toContain("role-arn");
  });
});

test("roles of workloads share the OIDC providers of the operator, and have outputs of their own", () => {
  const serviceAccounts = [{ namespace: "ci", name: "kaniko" }];
  const clusters = [{ key: "prod", eks: "prod", oidcProvider: "create" }] as const;
  const role = { roleName: "kaniko", repositories: ["team/"], access: "push" } as const;
  const workloadRoles = [
    { ...role, trust: { kind: "serviceAccount", clusters, serviceAccounts } },
    { ...role, roleName: "nodes", trust: { kind: "existing", roles: ["nodes"] } },
  ] as const;
  const creating = [{ ...CLUSTER, oidcProvider: "create" }] as const;
  const { "test-access": access } = stacksOf({ operator: operator(), clusters: creating, workloadRoles });
  expect(Object.keys(access?.resource?.["aws_iam_openid_connect_provider"] ?? {})).toEqual(["operator_prod"]);
  expect(access?.output?.["workload_role_arns"]?.value).toEqual({ kaniko: "${aws_iam_role.workload_kaniko.arn}" });
  expect(access?.output?.["workload_policy_arns"]?.value).toEqual({
    kaniko: "${aws_iam_policy.workload_kaniko.arn}",
    nodes: "${aws_iam_policy.workload_nodes.arn}",
  });
  const alone = stacksOf({ workloadRoles, clusters: creating })["test-access"];
  expect(Object.keys(alone?.resource?.["aws_iam_openid_connect_provider"] ?? {})).toEqual(["workload_prod"]);
});

test("a registry that names a workload's role waits for it", () => {
  const role = { roleName: "nodes", repositories: ["team/"], trust: { kind: "nodes" } } as const;
  const named = repository("team/api", { pullPrincipals: ["arn:aws:iam::111122223333:role/nodes"] });
  const stacks = stacksOf({ workloadRoles: [role], repositories: [named] });
  expect(Object.keys(stacks).sort()).toEqual(["test-access", "test-registry"]);
});
