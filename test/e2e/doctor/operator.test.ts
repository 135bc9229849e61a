import { DeleteRepositoryCommand } from "@aws-sdk/client-ecr";
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  DeleteOpenIDConnectProviderCommand,
  DeleteRolePermissionsBoundaryCommand,
  DetachRolePolicyCommand,
  PutRolePermissionsBoundaryCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateKeyCommand, DisableKeyCommand, KMSClient, PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import { planPolicies } from "../../../src/domain/operator/plan-policies";
import { DoctorWorld, EVERYTHING, REGION, ROLE, USER_ARN } from "../../support/e2e/doctor-world";
import { EMULATED_ACCOUNT } from "../../support/e2e/emulator";

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
  expect(causes[0]?.evidence).toContain("is denied ecr:CreateRepository, ecr:DescribeRepositories, ecr:ListImages");
});

test("a key whose policy leaves the role out, and one that is disabled", async () => {
  const kms = new KMSClient(world.emulator.config);
  const { KeyMetadata: { Arn: arn = "", KeyId } = {} } = await kms.send(new CreateKeyCommand({}));
  const location = { account: EMULATED_ACCOUNT, region: REGION };
  const [document = {}] = planPolicies({ location, manages: ["sandbox/"], kmsKeyArns: [arn] }).documents;
  const PolicyArn = await world.makePolicy("doctor-keys", document);
  await world.iam.send(new AttachRolePolicyCommand({ RoleName: ROLE, PolicyArn }));
  await world.iam.send(new DetachRolePolicyCommand({ RoleName: ROLE, PolicyArn: world.policyArn }));
  world.declare({ operator: { install: "helm", roleName: ROLE, manages: ["sandbox/"], kmsKeys: [arn] } });
  const fine = await world.causesOf();

  const statement = { ...EVERYTHING, Principal: { AWS: USER_ARN } };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  await kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: "default", Policy }));
  const shut = await world.found();
  await kms.send(new DisableKeyCommand({ KeyId }));
  await world.makeRepository("sandbox/secret", { encryptionType: "KMS", kmsKey: arn });
  const disabled = await world.causesOf("sandbox/secret");

  await world.iam.send(new AttachRolePolicyCommand({ RoleName: ROLE, PolicyArn: world.policyArn }));
  await world.iam.send(new DetachRolePolicyCommand({ RoleName: ROLE, PolicyArn }));
  await world.ecr.send(new DeleteRepositoryCommand({ repositoryName: "sandbox/secret" }));
  world.declare();
  kms.destroy();
  expect(fine).toEqual([]);
  expect(shut.map(({ id, about }) => [id, about])).toEqual([["operator/permissions", arn]]);
  expect(shut[0]?.evidence).toContain("the key's policy does not allow it");
  expect(disabled).toEqual(expect.arrayContaining([`repository/key ${arn}`, `operator/key ${arn}`]));
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
  expect(causes[0]?.evidence).toContain("expected permissions boundary");
});
