import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, Testing, TerraformStack } from "cdktf";
import { WorkloadRole, type WorkloadRoleProps } from "../../../modules/workload-role/construct";

interface Synthesized {
  readonly resource: Record<string, Record<string, Record<string, unknown>>>;
  readonly data?: Record<string, Record<string, unknown>>;
}

const props: WorkloadRoleProps = {
  location: { account: "111122223333", region: "eu-west-1" },
  roleName: "kaniko-push",
  trust: { kind: "nodes" },
  repositories: ["team/"],
};

function synth(changes: Partial<WorkloadRoleProps> = {}): Synthesized & { readonly arn: string | undefined } {
  const stack = new TerraformStack(new App(), "access");
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  const { roleArn } = new WorkloadRole(stack, "Kaniko", { ...props, ...changes });
  return { ...(JSON.parse(Testing.synth(stack, true)) as Synthesized), arn: roleArn };
}

test("a role has one managed policy, attached to it, and every setting reaches its resource", () => {
  const { resource, arn } = synth({
    path: "/nodes/",
    permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary",
    maxSessionDuration: 7200,
    tags: { Owner: "platform" },
  });
  expect(resource["aws_iam_role"]?.["workload_kaniko_push"]).toMatchObject({
    name: "kaniko-push",
    path: "/nodes/",
    description: "Pulls images for nodes on EC2",
    permissions_boundary: "arn:aws:iam::111122223333:policy/boundary",
    max_session_duration: 7200,
    tags: { Owner: "platform" },
  });
  expect(resource["aws_iam_policy"]?.["workload_kaniko_push"]).toMatchObject({
    name: "kaniko-push",
    path: "/nodes/",
    tags: { Owner: "platform" },
  });
  expect(resource["aws_iam_role_policy_attachment"]).toEqual({
    workload_kaniko_push: {
      role: "${aws_iam_role.workload_kaniko_push.name}",
      policy_arn: "${aws_iam_policy.workload_kaniko_push.arn}",
    },
  });
  expect(arn).toBe("arn:aws:iam::111122223333:role/nodes/kaniko-push");
});

test("existing roles get the policy and keep everything else", () => {
  const { resource, arn } = synth({ trust: { kind: "existing", roles: ["eks-nodes", "ecs.nodes"] } });
  expect(Object.keys(resource)).toEqual(["aws_iam_policy", "aws_iam_role_policy_attachment"]);
  expect(resource["aws_iam_role_policy_attachment"]).toMatchObject({
    workload_kaniko_push_eks_nodes: { role: "eks-nodes" },
    workload_kaniko_push_ecs_nodes: { role: "ecs.nodes" },
  });
  expect(arn).toBeUndefined();
});

test("pods are trusted by the identity of their cluster", () => {
  const serviceAccounts = [{ namespace: "ci", name: "kaniko" }];
  const by = (identity: "irsa" | "podIdentity" | "both") =>
    synth({ trust: { kind: "serviceAccount", clusters: [{ eks: "prod", identity }], serviceAccounts } });
  const association = { cluster_name: "prod", namespace: "ci", service_account: "kaniko" };
  expect(by("podIdentity").data).toBeUndefined();
  expect(by("podIdentity").resource["aws_eks_pod_identity_association"]).toEqual({
    workload_kaniko_push_prod: { ...association, role_arn: "${aws_iam_role.workload_kaniko_push.arn}" },
  });
  expect(Object.keys(by("irsa").data ?? {})).toEqual(["aws_eks_cluster", "aws_iam_openid_connect_provider"]);
  expect(by("irsa").resource).not.toHaveProperty("aws_eks_pod_identity_association");
  const trust = by("both").resource["aws_iam_role"]?.["workload_kaniko_push"]?.["assume_role_policy"];
  expect(trust).toContain("AssumeRoleWithWebIdentity");
  expect(trust).toContain("pods.eks.amazonaws.com");
});

test("what AWS would reject is thrown with the construct's path", () => {
  expect(() => synth({ repositories: ["app*"], access: "push" })).toThrow(
    /\[access\/Kaniko\] access: expected pull for nodes.*\n\[access\/Kaniko\] repositories\[0\]: expected prefixes/,
  );
});
