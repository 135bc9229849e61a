import { DeleteRepositoryPolicyCommand, SetRepositoryPolicyCommand } from "@aws-sdk/client-ecr";
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  PutRolePermissionsBoundaryCommand,
} from "@aws-sdk/client-iam";
import { DoctorWorld, EVERYTHING, USER_ARN } from "../../support/e2e/doctor-world";
import { EMULATED_ACCOUNT } from "../../support/e2e/emulator";
import { FaultyProxy, type Fault } from "../../support/e2e/faulty-proxy";

let world: DoctorWorld;

beforeAll(async () => {
  world = await DoctorWorld.start();
});

afterAll(async () => {
  await world.stop();
});

const FOREIGN_ARN = "arn:aws:iam::999988887777:role/puller";
const pulls = {
  Effect: "Allow",
  Action: ["ecr:Get*", "ecr:BatchGet*", "ecr:Describe*", "ecr:List*", "iam:*"],
  Resource: "*",
};

afterEach(async () => {
  await world.allowUser(EVERYTHING);
  await world.ecr.send(new DeleteRepositoryPolicyCommand({ repositoryName: "team/web" })).catch(() => undefined);
});

async function setPolicy(Statement: object): Promise<void> {
  const policyText = JSON.stringify({ Version: "2012-10-17", Statement: [Statement] });
  await world.ecr.send(new SetRepositoryPolicyCommand({ repositoryName: "team/web", policyText }));
}

test("an identity policy that does not allow the push", async () => {
  await world.allowUser(pulls);
  const causes = await world.found("team/web");
  expect(causes.map(({ id }) => id)).toEqual(["push/identity-policy"]);
  expect(causes[0]?.evidence).toBe(
    `${USER_ARN} is denied ecr:BatchCheckLayerAvailability, ecr:InitiateLayerUpload, ecr:UploadLayerPart, ecr:CompleteLayerUpload, ecr:PutImage: its own policies do not allow it`,
  );
  expect(causes[0]?.fix).toContain(
    `or add "${USER_ARN}" to pushPrincipals at environments/dev/repositories/team.yaml:1`,
  );
  expect(await world.causesOf("team/web", "--for", "pull")).toEqual([]);
});

test("a repository policy that denies", async () => {
  await setPolicy({ Sid: "NoPush", Effect: "Deny", Principal: "*", Action: "ecr:PutImage" });
  const causes = (await world.found("team/web")).filter(
    ({ id }) => !["repository/differs", "repository/unmanaged-policy"].includes(id),
  );
  expect(causes.map(({ id }) => id)).toEqual(["push/repository-policy"]);
  expect(causes[0]?.evidence).toContain("denied by the repository's policy, statement NoPush");
});

test("a registry policy that denies, as far as its scope goes", async () => {
  const Statement = [{ Sid: "Freeze", Effect: "Deny", Principal: "*", Action: "ecr:PutImage", Resource: "*" }];
  const policyText = JSON.stringify({ Version: "2012-10-17", Statement });
  let scope: Fault = { status: 200, body: { name: "REGISTRY_POLICY_SCOPE", value: "V2" } };
  let policy: Fault = { status: 200, body: { registryId: EMULATED_ACCOUNT, policyText } };
  // The emulator takes policies of the first scope alone, and knows no scope.
  const proxy = await FaultyProxy.start(world.emulator.endpoint, ({ operation }) =>
    operation === "GetRegistryPolicy" ? policy : operation === "GetAccountSetting" ? scope : undefined,
  );
  world.declare({ provider: { endpoints: { ecr: proxy.endpoint } } });
  try {
    const causes = await world.found("team/web");
    expect(causes.map(({ id }) => id)).toEqual(["push/registry-policy"]);
    expect(causes[0]?.evidence).toBe(
      `${USER_ARN} is denied ecr:PutImage: denied by the registry's policy, statement Freeze`,
    );
    scope = { status: 200, body: { name: "REGISTRY_POLICY_SCOPE", value: "V1" } };
    expect(await world.causesOf("team/web")).toEqual([]);
    policy = {
      status: 400,
      type: "AccessDeniedException",
      message: "not authorized to perform: ecr:GetRegistryPolicy",
    };
    const { diagnoses } = await world.doctor("team/web");
    expect(diagnoses.find(({ id }) => id === "push/registry-policy")).toMatchObject({
      verdict: "unknown",
      evidence: expect.stringContaining("cannot read the registry policy: not authorized"),
    });
  } finally {
    world.declare();
    await proxy.stop();
  }
});

test("a pull through the cache, before and after the repository exists", async () => {
  const cache = { ecrRepositoryPrefix: "team", upstreamRegistryUrl: "quay.io" };
  world.declare({ registry: { pullThroughCache: [cache] } });
  try {
    await world.allowUser(pulls);
    const [existing] = await world.found("team/web", "--for", "pull");
    expect(existing?.id).toBe("pull/upstream-import");
    expect(existing?.evidence).toContain("ecr:BatchImportUpstreamImage, so it can pull only cached tags");
    const { diagnoses } = await world.doctor("team/prometheus", "--for", "pull");
    expect(diagnoses.find(({ id }) => id === "repository/not-cached")).toMatchObject({ verdict: "ok" });
    const [first] = diagnoses.filter(({ verdict }) => verdict === "cause");
    expect(first?.evidence).toContain("ecr:BatchImportUpstreamImage, ecr:CreateRepository, so the first pull fails");
    await world.allowUser(EVERYTHING);
    expect(await world.causesOf("team/prometheus", "--for", "pull")).toEqual([]);
  } finally {
    world.declare();
  }
});

test("a permissions boundary that leaves the push out", async () => {
  const { Policy } = await world.iam.send(
    new CreatePolicyCommand({
      PolicyName: "doctor-boundary",
      PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [pulls] }),
    }),
  );
  await world.iam.send(
    new CreateRoleCommand({ RoleName: "doctor-ci", Path: "/ci/", AssumeRolePolicyDocument: world.trust() }),
  );
  const all = await world.iam.send(
    new CreatePolicyCommand({
      PolicyName: "doctor-all",
      PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [EVERYTHING] }),
    }),
  );
  await world.iam.send(new AttachRolePolicyCommand({ RoleName: "doctor-ci", PolicyArn: all.Policy?.Arn }));
  const arn = `arn:aws:sts::${EMULATED_ACCOUNT}:assumed-role/doctor-ci/session`;
  expect(await world.causesOf("team/web", "--principal", arn)).toEqual([]);
  await world.iam.send(
    new PutRolePermissionsBoundaryCommand({ RoleName: "doctor-ci", PermissionsBoundary: Policy?.Arn }),
  );
  const causes = await world.found("team/web", "--principal", arn);
  expect(causes.map(({ id }) => id)).toEqual(["push/boundary"]);
  expect(causes[0]?.evidence).toContain(`arn:aws:iam::${EMULATED_ACCOUNT}:role/ci/doctor-ci is denied`);
});

test("a tag that is taken and can not move", async () => {
  const [cause] = await world.found("team/api", "--tag", "v1.0.0");
  expect(cause?.id).toBe("push/immutable-tag");
  expect(cause?.evidence).toMatch(/^v1\.0\.0 belongs to sha256:\w+, and tags are IMMUTABLE/);
});

test("a pull from another account that the repository's policy does not allow", async () => {
  const causes = await world.found("team/web", "--principal", FOREIGN_ARN);
  expect(causes.map(({ id }) => id)).toEqual(["pull/repository-policy"]);
  expect(causes[0]?.fix).toContain(
    `add "${FOREIGN_ARN}" to pullPrincipals at environments/dev/repositories/team.yaml:1`,
  );
});

test("a pull from another account that its own policies do not allow, as far as they are seen", async () => {
  await setPolicy({
    Sid: "AllowPull",
    Effect: "Allow",
    Principal: { AWS: FOREIGN_ARN },
    Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
  });
  const unseen = await world.doctor("team/web", "--principal", FOREIGN_ARN);
  const sides = unseen.diagnoses.filter(({ id }) => id.startsWith("pull/"));
  expect(sides).toMatchObject([{ id: "pull/identity-policy", verdict: "unknown" }]);
  expect(sides[0]?.evidence).toContain("in account 999988887777 could not be read");

  const login = { Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" };
  world.project.write("theirs.json", { Version: "2012-10-17", Statement: [login] });
  const seen = await world.found("team/web", "--principal", FOREIGN_ARN, "--identity-policy", "theirs.json");
  expect(seen.map(({ id }) => id)).toEqual(["repository/unmanaged-policy", "pull/identity-policy"]);
  expect(seen[1]?.fix).toContain("in account 999988887777, allow these actions");
  world.project.write("theirs.json", { Version: "2012-10-17", Statement: [login, EVERYTHING] });
  expect(await world.causesOf("team/web", "--principal", FOREIGN_ARN, "--identity-policy", "theirs.json")).toEqual([
    "repository/unmanaged-policy team/web",
  ]);
});
