import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import { seedEmulator } from "../../src/emulator/seed";
import { type PolicyDocument } from "../../src/domain/iam/policy";
import { DELETE_ACTION, KEY_ACTIONS, OPERATOR_ACTIONS } from "../../src/domain/operator/permissions";
import { evaluate, evaluateToken } from "../support/evaluate";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { Project } from "../support/e2e/project";

const REGION = "ca-central-1";
const CLUSTER = "operator-test";
const KEY = `arn:aws:kms:${REGION}:${EMULATED_ACCOUNT}:key/12345678-1234-1234-1234-123456789012`;
const roleArn = (name: string): string => `arn:aws:iam::${EMULATED_ACCOUNT}:role/${name}`;
const ROLE_ARN = roleArn("e2e-operator");

const ENVIRONMENT = `
account: "${EMULATED_ACCOUNT}"
region: ${REGION}
state: { local: {} }
operator:
  install: helm
  roleName: e2e-operator
  manages: ["sandbox/", "playground"]
  kmsKeys: ["${KEY}"]
cluster: { eks: ${CLUSTER}, oidcProvider: create }
ciRoles:
  - { github: { repository: acme/api }, repositories: [team/], oidcProvider: create, roleName: e2e-github }
  - { github: { repository: acme/web, branch: release }, roleName: e2e-web, tags: { Team: web } }
`;

const emulator = sharedEmulator(REGION);
const iam = new IAMClient(emulator.config);
const project = new Project(
  {
    "op/environment.yaml": ENVIRONMENT,
    "op/repositories/list.yaml": "repositories: [{ repositoryName: team/api }]",
  },
  emulator.env,
);
project.workspace.keepProvider();
let issuer = "";

beforeAll(async () => {
  const { issuers } = await seedEmulator(emulator.config, { eksClusters: [CLUSTER] });
  issuer = (issuers[CLUSTER] ?? "").replace("https://", "");
  await project.workspace.applyStacks("op-access", emulator.env);
});

afterAll(async () => {
  await project.terraform("op-access", "destroy", "-auto-approve");
  iam.destroy();
  project.dispose();
});

/** The role's policies as IAM has them now. */
async function deployedPolicies(): Promise<PolicyDocument[]> {
  const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: "e2e-operator" }));
  return Promise.all(
    (AttachedPolicies ?? []).map(async ({ PolicyArn }) => {
      const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
      const VersionId = Policy?.DefaultVersionId;
      const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
      return JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? "")) as PolicyDocument;
    }),
  );
}

async function answer(action: string, resource: string): Promise<string> {
  // A key asks its own policy too; AWS's usual one leaves the decision to IAM.
  const keyPolicy = {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${EMULATED_ACCOUNT}:root` }, Action: "kms:*", Resource: "*" },
    ],
  };
  const policies = {
    identity: await deployedPolicies(),
    ...(action.startsWith("kms:") ? { resource: keyPolicy } : {}),
  };
  return evaluate({ principal: ROLE_ARN, action, resource }, policies);
}

const repository = (name: string, region = REGION): string =>
  `arn:aws:ecr:${region}:${EMULATED_ACCOUNT}:repository/${name}`;

test("every call of the operator is allowed on what it owns", async () => {
  for (const action of OPERATOR_ACTIONS) {
    expect(await answer(action, repository("sandbox/a/b"))).toBe("Allowed");
    expect(await answer(action, repository("playground"))).toBe("Allowed");
  }
  for (const action of KEY_ACTIONS) expect(await answer(action, KEY)).toBe("Allowed");
});

test("nothing is allowed on what it does not own, and writing is denied outright", async () => {
  const others = ["team/api", "sandbox", "sandboxed/x", "playground/x", "playground2"].map((name) => repository(name));
  for (const action of OPERATOR_ACTIONS) {
    for (const resource of [...others, repository("sandbox/x", "us-east-1")]) {
      expect(await answer(action, resource)).not.toBe("Allowed");
    }
  }
  expect(await answer("ecr:PutLifecyclePolicy", repository("team/api"))).toBe("ExplicitlyDenied");
  expect(await answer("ecr:DeleteRepository", repository("team/api"))).toBe("ExplicitlyDenied");
  expect(await answer("kms:CreateGrant", KEY.replace("key/1", "key/2"))).not.toBe("Allowed");
});

test("calls that the operator does not make are not allowed anywhere", async () => {
  for (const action of ["ecr:SetRepositoryPolicy", "ecr:PutImage", "ecr:BatchGetImage", "ecr:UntagResource"]) {
    expect(await answer(action, repository("sandbox/x"))).not.toBe("Allowed");
  }
  expect(await answer("ecr:GetAuthorizationToken", "*")).not.toBe("Allowed");
  expect(await answer("iam:PassRole", ROLE_ARN)).not.toBe("Allowed");
});

test("the role is assumed with a token of the operator's ServiceAccount, and with no other", async () => {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: "e2e-operator" }));
  const trust = JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")) as PolicyDocument;
  expect(trust.Statement[0]?.Principal).toEqual({
    Federated: `arn:aws:iam::${EMULATED_ACCOUNT}:oidc-provider/${issuer}`,
  });
  const sub = "system:serviceaccount:infra-operator:infra-operator";
  const aud = "sts.amazonaws.com";
  expect(await evaluateToken({ issuer, sub, aud }, ROLE_ARN, trust)).toBe("Allowed");
  const wrong = [
    { sub: `${sub}-2`, aud },
    { sub: "system:serviceaccount:default:infra-operator", aud },
    { sub, aud: "kubernetes.default" },
    { sub },
    { aud },
  ];
  for (const token of wrong) expect(await evaluateToken({ issuer, ...token }, ROLE_ARN, trust)).not.toBe("Allowed");
});

/** A workflow's role as IAM has it now. */
async function workflowRole(RoleName: string): Promise<{ trust: PolicyDocument; permissions: PolicyDocument }> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const { PolicyDocument: text } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: "push" }));
  const read = (document = ""): PolicyDocument => JSON.parse(decodeURIComponent(document)) as PolicyDocument;
  return { trust: read(Role?.AssumeRolePolicyDocument), permissions: read(text) };
}

test("workflows of one branch of their project assume their role, and push to what it lists", async () => {
  const github = "token.actions.githubusercontent.com";
  const aud = "sts.amazonaws.com";
  const { trust, permissions } = await workflowRole("e2e-github");
  expect(trust.Statement[0]?.Principal).toEqual({
    Federated: `arn:aws:iam::${EMULATED_ACCOUNT}:oidc-provider/${github}`,
  });
  const takes = (sub: string) => evaluateToken({ issuer: github, sub, aud }, roleArn("e2e-github"), trust);
  expect(await takes("repo:acme/api:ref:refs/heads/main")).toBe("Allowed");
  expect(await takes("repo:acme/web:ref:refs/heads/release")).toBe("ImplicitlyDenied");
  const may = (action: string, name: string) =>
    evaluate(
      { principal: roleArn("e2e-github"), action, resource: repository(name), account: EMULATED_ACCOUNT },
      { identity: [permissions] },
    );
  expect(await may("ecr:PutImage", "team/api")).toBe("Allowed");
  expect(await may("ecr:PutImage", "sandbox/x")).toBe("ImplicitlyDenied");
  expect(await may("ecr:DeleteRepository", "team/api")).toBe("ImplicitlyDenied");
  expect((await workflowRole("e2e-web")).trust.Statement[0]?.Principal).toEqual(trust.Statement[0]?.Principal);
});

test("the operator deletes only where it is allowed to, and the change is planned alone", async () => {
  expect(await answer(DELETE_ACTION, repository("sandbox/x"))).not.toBe("Allowed");
  project.write("op/environment.yaml", ENVIRONMENT.replace("  install:", "  allowDelete: true\n  install:"));
  const planned = await project.plan("op-access");
  expect(planned.map(({ address, change }) => [address, change.actions])).toEqual([
    ["aws_iam_policy.operator_1", ["update"]],
  ]);
  await project.terraform("op-access", "apply", "test.plan");
  expect(await answer(DELETE_ACTION, repository("sandbox/x"))).toBe("Allowed");
  expect(await answer(DELETE_ACTION, repository("team/api"))).toBe("ExplicitlyDenied");
  expect(await project.terraform("op-access", "plan")).toContain("No changes.");
});

test("the outputs are the role's ARN and the annotation", async () => {
  const outputs = JSON.parse(await project.terraform("op-access", "output", "-json")) as Record<string, object>;
  expect(outputs).toEqual({
    ci_role_arns: expect.objectContaining({
      value: { "e2e-github": roleArn("e2e-github"), "e2e-web": roleArn("e2e-web") },
    }),
    operator_role_arn: expect.objectContaining({ value: ROLE_ARN }),
    service_account_annotation: expect.objectContaining({ value: `eks.amazonaws.com/role-arn=${ROLE_ARN}` }),
  });
});
