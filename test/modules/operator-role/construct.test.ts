import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, Testing, TerraformStack } from "cdktf";
import { OperatorRole, type OperatorRoleProps } from "../../../modules/operator-role/construct";

const props: OperatorRoleProps = {
  location: { account: "111122223333", region: "eu-west-1" },
  roleName: "infra-operator-ecr-role",
  clusters: [{ eks: "prod" }],
  serviceAccounts: [{ namespace: "infra-operator", name: "infra-operator" }],
  manages: ["sandbox/"],
};

interface Synthesized {
  readonly resource: Record<string, Record<string, Record<string, unknown>>>;
  readonly data?: Record<string, Record<string, Record<string, unknown>>>;
  readonly locals?: Record<string, unknown>;
}

function synth(add: (stack: TerraformStack) => unknown): Synthesized {
  const stack = new TerraformStack(new App(), "access");
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  add(stack);
  return JSON.parse(Testing.synth(stack, true)) as Synthesized;
}

const withRole = (changes: Partial<OperatorRoleProps> = {}) =>
  synth((stack) => new OperatorRole(stack, "Operator", { ...props, ...changes }));

test("the role, its policies and their attachments have readable addresses", () => {
  const { resource } = withRole();
  expect(resource["aws_iam_role"]).toEqual({
    operator: {
      name: "infra-operator-ecr-role",
      path: "/",
      description: "Infra Operator: manages its own ECR repositories from Kubernetes",
      max_session_duration: 3600,
      assume_role_policy: expect.stringMatching(/^\$\{jsonencode\(/),
    },
  });
  expect(resource["aws_iam_policy"]).toMatchObject({ operator_1: { name: "infra-operator-ecr-role-1", path: "/" } });
  expect(resource["aws_iam_role_policy_attachment"]).toEqual({
    operator_1: { role: "${aws_iam_role.operator.name}", policy_arn: "${aws_iam_policy.operator_1.arn}" },
  });
});

test("every setting reaches its resource", () => {
  const { resource } = withRole({
    path: "/platform/",
    description: "Ours",
    permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary",
    maxSessionDuration: 7200,
    tags: { Owner: "platform" },
    clusters: [{ eks: "prod", oidcProvider: "create" }],
  });
  expect(resource["aws_iam_role"]?.["operator"]).toMatchObject({
    path: "/platform/",
    description: "Ours",
    permissions_boundary: "arn:aws:iam::111122223333:policy/boundary",
    max_session_duration: 7200,
    tags: { Owner: "platform" },
  });
  expect(resource["aws_iam_policy"]?.["operator_1"]).toMatchObject({ path: "/platform/", tags: { Owner: "platform" } });
  expect(resource["aws_iam_openid_connect_provider"]?.["operator_prod"]).toMatchObject({ tags: { Owner: "platform" } });
});

test("an EKS cluster's issuer and its provider are looked up by name", () => {
  const { data, resource } = withRole();
  expect(data).toEqual({
    aws_eks_cluster: { operator_prod: { name: "prod" } },
    aws_iam_openid_connect_provider: {
      operator_prod: { url: "${data.aws_eks_cluster.operator_prod.identity[0].oidc[0].issuer}" },
    },
  });
  expect(resource).not.toHaveProperty("aws_iam_openid_connect_provider");
});

test("looked-up values stay interpolations in keys and values of the trust policy", () => {
  const { locals, resource } = withRole();
  const trust = resource["aws_iam_role"]?.["operator"]?.["assume_role_policy"];
  expect(trust).toContain('"Federated" = "${data.aws_iam_openid_connect_provider.operator_prod.arn}"');
  expect(trust).toContain('"${local.operator_prod_issuer}:sub" = ');
  expect(locals).toEqual({
    operator_prod_issuer: '${trimprefix(data.aws_eks_cluster.operator_prod.identity[0].oidc[0].issuer, "https://")}',
  });
});

test("a literal issuer needs no cluster lookup; its OIDC provider is looked up by URL", () => {
  const { data, resource } = withRole({ clusters: [{ oidcIssuer: "https://oidc.example.org/id/A", key: "lab" }] });
  expect(data).toEqual({ aws_iam_openid_connect_provider: { operator_lab: { url: "https://oidc.example.org/id/A" } } });
  expect(resource["aws_iam_role"]?.["operator"]?.["assume_role_policy"]).toContain(
    '"oidc.example.org/id/A:aud" = "sts.amazonaws.com"',
  );
});

test("a provider is created without thumbprints", () => {
  const { resource, data } = withRole({
    clusters: [{ oidcIssuer: "https://oidc.example.org/id/A", key: "lab", oidcProvider: "create" }],
  });
  expect(resource["aws_iam_openid_connect_provider"]).toEqual({
    operator_lab: { url: "https://oidc.example.org/id/A", client_id_list: ["sts.amazonaws.com"] },
  });
  expect(data).toBeUndefined();
  expect(resource["aws_iam_role"]?.["operator"]?.["assume_role_policy"]).toContain(
    "${aws_iam_openid_connect_provider.operator_lab.arn}",
  );
});

test("permissions that exceed one policy are split", () => {
  const manages = Array.from({ length: 100 }, (_, index) => `team/some-repository-${index}`);
  const { resource } = withRole({ manages, declaredRepositories: ["app/api"] });
  expect(Object.keys(resource["aws_iam_policy"] ?? {})).toEqual(["operator_1", "operator_2"]);
  expect(Object.keys(resource["aws_iam_role_policy_attachment"] ?? {})).toEqual(["operator_1", "operator_2"]);
});

test("one stack can have two roles", () => {
  const { resource, data } = synth((stack) => {
    new OperatorRole(stack, "Operator", props);
    new OperatorRole(stack, "SecondOperator", { ...props, roleName: "second" });
  });
  expect(Object.keys(resource["aws_iam_role"] ?? {})).toEqual(["operator", "second_operator"]);
  expect(Object.keys(data?.["aws_eks_cluster"] ?? {})).toEqual(["operator_prod", "second_operator_prod"]);
});

test("the ARN of the role is known at synthesis, in every partition", () => {
  const arns: string[] = [];
  synth((stack) => {
    arns.push(new OperatorRole(stack, "A", { ...props, path: "/platform/" }).roleArn);
    arns.push(
      new OperatorRole(stack, "B", { ...props, location: { account: "111122223333", region: "cn-north-1" } }).roleArn,
    );
  });
  expect(arns).toEqual([
    "arn:aws:iam::111122223333:role/platform/infra-operator-ecr-role",
    "arn:aws-cn:iam::111122223333:role/infra-operator-ecr-role",
  ]);
});

test("the plan reports the sizes of the policies", () => {
  synth((stack) => {
    const { policyPlan } = new OperatorRole(stack, "Operator", props);
    expect(policyPlan).toMatchObject({ denies: "everything else", sizes: [expect.any(Number)] });
  });
});

test("all invalid arguments are reported at once, with the construct's path and the field", () => {
  expect(() => withRole({ roleName: "my role", manages: ["app*"] })).toThrow(
    /^\[access\/Operator\] manages\[0\]: expected prefixes .*"app\*".*\n\[access\/Operator\] roleName: expected .* found "my role"/,
  );
});
