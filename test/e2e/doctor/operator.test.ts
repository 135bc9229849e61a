import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  DeleteOpenIDConnectProviderCommand,
  DeleteRolePermissionsBoundaryCommand,
  DetachRolePolicyCommand,
  PutRolePermissionsBoundaryCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { DoctorWorld, EVERYTHING, ROLE } from "../support/doctor-world";

let world: DoctorWorld;

beforeAll(async () => {
  world = await DoctorWorld.start();
});

afterAll(async () => {
  await world.stop();
});

test("a role that is not deployed", async () => {
  world.declare({ operator: { install: "helm", roleName: "another", manages: ["sandbox/"] } });
  expect(await world.causesOf()).toEqual(["operator/role"]);
  world.declare();
});

test("a cluster that is not there", async () => {
  world.declare({ cluster: { eks: "doctors", oidcProvider: "create" } });
  expect(await world.causesOf()).toEqual(["operator/cluster doctors"]);
  world.declare();
});

test("no OIDC provider, and one for other audiences", async () => {
  await world.iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: world.providerArn }));
  expect(await world.causesOf()).toEqual(["operator/oidc-provider doctor"]);
  await world.makeProvider(["kubernetes"]);
  expect(await world.causesOf()).toEqual(["operator/oidc-audience doctor"]);
  await world.iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: world.providerArn }));
  await world.makeProvider();
});

test.each([
  [
    "subject",
    () => world.trust([{ namespace: "infra-operator-system", name: "infra-operator" }]),
    "operator/trust-subject",
  ],
  ["audience", () => world.trust().replace('"sts.amazonaws.com"', '"kubernetes"'), "operator/trust-audience"],
  ["provider", () => world.trust(undefined, `${world.providerArn}0`), "operator/trust-provider"],
])("a trust policy of another %s", async (_what, policy, id) => {
  await world.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: ROLE, PolicyDocument: policy() }));
  const causes = await world.causesOf();
  await world.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: ROLE, PolicyDocument: world.trust() }));
  expect(causes).toEqual([`${id} doctor`]);
});

test("permissions that are not enough", async () => {
  await world.iam.send(new DetachRolePolicyCommand({ RoleName: ROLE, PolicyArn: world.policyArn }));
  const causes = await world.found();
  await world.iam.send(new AttachRolePolicyCommand({ RoleName: ROLE, PolicyArn: world.policyArn }));
  expect(causes.map(({ id, about }) => [id, about])).toEqual([["operator/permissions", "sandbox/"]]);
  expect(causes[0]?.evidence).toContain("may not ecr:CreateRepository, ecr:DescribeRepositories, ecr:ListImages");
});

test("a boundary that nobody declares and that leaves nothing out is a difference", async () => {
  const { Policy } = await world.iam.send(
    new CreatePolicyCommand({
      PolicyName: "doctor-wide",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [EVERYTHING],
      }),
    }),
  );
  await world.iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: ROLE, PermissionsBoundary: Policy?.Arn }));
  const causes = await world.found();
  await world.iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: ROLE }));
  expect(causes.map(({ id }) => id)).toEqual(["operator/role-differs"]);
  expect(causes[0]?.evidence).toContain("its permissions boundary is");
});
