import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import { type PolicyDocument } from "../../src/domain/iam/policy";
import { seedEmulator } from "../../src/emulator/seed";
import { evaluate, evaluateToken } from "../support/evaluate";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { Project } from "../support/e2e/project";

const REGION = "ca-central-1";
const CLUSTER = "workloads-test";
const EXISTING = "e2e-existing-nodes";
const roleArn = (name: string): string => `arn:aws:iam::${EMULATED_ACCOUNT}:role/${name}`;

const ENVIRONMENT = `
account: "${EMULATED_ACCOUNT}"
region: ${REGION}
state: { local: {} }
cluster: { eks: ${CLUSTER}, oidcProvider: create }
workloadRoles:
  - { nodes: {}, name: e2e-nodes, repositories: [team/] }
  - { fargate: {}, name: e2e-fargate }
  - { ecsTaskExecution: {}, name: e2e-ecs, otherRegistries: [{ account: "444455556666", repositories: [shared/] }] }
  - { attachTo: [${EXISTING}], name: e2e-attached }
  - { serviceAccount: { namespace: ci, name: kaniko }, access: push, name: e2e-kaniko }
`;

const emulator = sharedEmulator(REGION);
const iam = new IAMClient(emulator.config);
const project = new Project(
  {
    "work/environment.yaml": ENVIRONMENT,
    "work/repositories/list.yaml": "repositories: [{ repositoryName: team/api }, { repositoryName: web }]",
  },
  emulator.env,
);
project.workspace.keepProvider();
let issuer = "";

beforeAll(async () => {
  const { issuers } = await seedEmulator(emulator.config, { eksClusters: [CLUSTER] });
  issuer = (issuers[CLUSTER] ?? "").replace("https://", "");
  const trust = { Version: "2012-10-17", Statement: [] };
  await iam.send(new CreateRoleCommand({ RoleName: EXISTING, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  await project.workspace.applyStacks("work-access", emulator.env);
});

afterAll(async () => {
  await project.terraform("work-access", "destroy", "-auto-approve");
  await iam.send(new DeleteRoleCommand({ RoleName: EXISTING }));
  iam.destroy();
  project.dispose();
});

const read = (document = ""): PolicyDocument => JSON.parse(decodeURIComponent(document)) as PolicyDocument;

async function trustOf(RoleName: string): Promise<PolicyDocument> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  return read(Role?.AssumeRolePolicyDocument);
}

/** Whether a role may do something on a repository, by the policies that IAM has attached to it. */
async function may(RoleName: string, action: string, name: string, account = EMULATED_ACCOUNT): Promise<string> {
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  const identity = await Promise.all(
    AttachedPolicies.map(async ({ PolicyArn }) => {
      const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
      const VersionId = Policy?.DefaultVersionId;
      const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
      return read(PolicyVersion?.Document);
    }),
  );
  const principal = roleArn(RoleName);
  const other = [{ Effect: "Allow", Principal: { AWS: principal }, Action: "ecr:*" }];
  const resource = account === EMULATED_ACCOUNT ? {} : { resource: { Version: "2012-10-17", Statement: other } };
  const arn = `arn:aws:ecr:${REGION}:${account}:repository/${name}`;
  return evaluate({ principal, action, resource: arn, account }, { identity, ...resource });
}

test("services assume their role with the account's own sources only", async () => {
  const assume = async (role: string, service: string, source?: string, account = EMULATED_ACCOUNT) => {
    const context: Record<string, string> =
      source === undefined ? {} : { "aws:SourceArn": source, "aws:SourceAccount": account };
    const request = { principal: service, action: "sts:AssumeRole", resource: roleArn(role), context };
    return evaluate(request, { resource: await trustOf(role) });
  };
  const profile = (account: string): string => `arn:aws:eks:${REGION}:${account}:fargateprofile/${CLUSTER}/default/1`;
  const task = (account: string): string => `arn:aws:ecs:${REGION}:${account}:cluster/web`;
  expect(await assume("e2e-nodes", "ec2.amazonaws.com")).toBe("Allowed");
  expect(await assume("e2e-nodes", "ecs-tasks.amazonaws.com")).not.toBe("Allowed");
  expect(await assume("e2e-fargate", "eks-fargate-pods.amazonaws.com", profile(EMULATED_ACCOUNT))).toBe("Allowed");
  const foreign = "444455556666";
  expect(await assume("e2e-fargate", "eks-fargate-pods.amazonaws.com", profile(foreign), foreign)).not.toBe("Allowed");
  expect(await assume("e2e-ecs", "ecs-tasks.amazonaws.com", task(EMULATED_ACCOUNT))).toBe("Allowed");
  expect(await assume("e2e-ecs", "ecs-tasks.amazonaws.com", task(foreign), foreign)).not.toBe("Allowed");
});

test("a pod assumes its role with a token of its ServiceAccount", async () => {
  const trust = await trustOf("e2e-kaniko");
  const enter = (name: string) =>
    evaluateToken(
      { issuer, sub: `system:serviceaccount:${name}`, aud: "sts.amazonaws.com" },
      roleArn("e2e-kaniko"),
      trust,
    );
  expect(await enter("ci:kaniko")).toBe("Allowed");
  expect(await enter("ci:default")).not.toBe("Allowed");
});

test("each role pulls what it lists, only the pod pushes, and an existing role has the policy", async () => {
  const PULL = "ecr:BatchGetImage";
  expect(await may("e2e-nodes", PULL, "team/api")).toBe("Allowed");
  expect(await may("e2e-nodes", PULL, "web")).not.toBe("Allowed");
  expect(await may("e2e-fargate", PULL, "web")).toBe("Allowed");
  expect(await may("e2e-ecs", PULL, "shared/base", "444455556666")).toBe("Allowed");
  expect(await may("e2e-ecs", PULL, "other", "444455556666")).not.toBe("Allowed");
  expect(await may(EXISTING, PULL, "web")).toBe("Allowed");
  expect(await may("e2e-kaniko", "ecr:PutImage", "web")).toBe("Allowed");
  for (const role of ["e2e-nodes", "e2e-fargate", "e2e-ecs", EXISTING])
    expect(await may(role, "ecr:PutImage", "team/api")).not.toBe("Allowed");
});

test("nothing is planned after that, and the outputs are the ARNs", async () => {
  expect(await project.terraform("work-access", "plan")).toContain("No changes.");
  const outputs = JSON.parse(await project.terraform("work-access", "output", "-json")) as Record<
    string,
    { readonly value: object }
  >;
  const created = ["e2e-nodes", "e2e-fargate", "e2e-ecs", "e2e-kaniko"];
  expect(outputs["workload_role_arns"]?.value).toEqual(
    Object.fromEntries(created.map((name) => [name, roleArn(name)])),
  );
  expect(Object.keys(outputs["workload_policy_arns"]?.value ?? {}).sort()).toEqual([...created, "e2e-attached"].sort());
});
