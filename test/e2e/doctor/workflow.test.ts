import {
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  DeleteOpenIDConnectProviderCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { PUSH_POLICY_NAME } from "../../../src/domain/ci/permissions";
import { rolePermissions, roleTrust, type CiRoleSettings } from "../../../src/domain/ci/role-settings";
import { GITHUB_ISSUER, oidcProviderArn } from "../../../src/domain/ci/issuers";
import { DoctorWorld, REGION } from "../../support/e2e/doctor-world";
import { EMULATED_ACCOUNT } from "../../support/e2e/emulator";

const location = { account: EMULATED_ACCOUNT, region: REGION };
const PROVIDER = oidcProviderArn(location, GITHUB_ISSUER);
const ROLE = "dev-github-ecr-push";
const DECLARED: CiRoleSettings = {
  location,
  roleName: ROLE,
  platform: "github",
  source: { path: "acme/api", branch: "main" },
  repositories: ["team/api"],
};
const PLAIN = "repo:acme/api:ref:refs/heads/main";
const NUMBERED = "repo:acme@123456/api@456789:ref:refs/heads/main";
const CI_ROLES = [{ github: { repository: "acme/api" }, repositories: ["team/api"] }];

let world: DoctorWorld;

beforeAll(async () => {
  world = await DoctorWorld.start();
  await makeProvider();
  await world.iam.send(
    new CreateRoleCommand({
      RoleName: ROLE,
      Description: "Pushes images from acme/api, branch main",
      AssumeRolePolicyDocument: JSON.stringify(roleTrust(DECLARED, PROVIDER)),
    }),
  );
  await allowPush();
  world.declare({ ciRoles: CI_ROLES });
});

afterAll(async () => {
  await world.stop();
});

async function makeProvider(audience = "sts.amazonaws.com"): Promise<void> {
  await world.iam.send(
    new CreateOpenIDConnectProviderCommand({
      Url: `https://${GITHUB_ISSUER}`,
      ClientIDList: [audience],
      ThumbprintList: [],
    }),
  );
}

async function removeProvider(): Promise<void> {
  await world.iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: PROVIDER }));
}

async function allowPush(): Promise<void> {
  const PolicyDocument = JSON.stringify(rolePermissions(DECLARED));
  await world.iam.send(new PutRolePolicyCommand({ RoleName: ROLE, PolicyName: PUSH_POLICY_NAME, PolicyDocument }));
}

async function trust(document: object, providerArn = PROVIDER): Promise<void> {
  const PolicyDocument = JSON.stringify(document).replaceAll(PROVIDER, providerArn);
  await world.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: ROLE, PolicyDocument }));
}

test("a role as declared has no cause, for the environment and for its repository", async () => {
  const { diagnoses } = await world.doctor();
  expect(diagnoses.filter(({ id }) => id.startsWith("workflow/")).map(({ id, verdict }) => [id, verdict])).toEqual([
    ["workflow/oidc-provider", "ok"],
    ["workflow/subject", "skipped"],
    ["workflow/trust", "ok"],
    ["workflow/permissions", "ok"],
    ["workflow/role", "ok"],
  ]);
  expect(await world.causesOf("team/api")).toEqual([]);
  const { diagnoses: others } = await world.doctor("team/web");
  expect(others.filter(({ id }) => id.startsWith("workflow/"))).toEqual([]);
});

test("a pasted subject with IDs: the cause says what the token has and what the role trusts", async () => {
  const [cause, ...others] = await world.found("--subject", NUMBERED);
  expect(others).toEqual([]);
  expect(cause).toEqual({
    id: "workflow/trust-subject",
    verdict: "cause",
    about: ROLE,
    evidence: `the workflow's token has the subject ${NUMBERED}, but arn:aws:iam::${EMULATED_ACCOUNT}:role/${ROLE} trusts ${PLAIN}`,
    fix: `set ids: 123456/456789 for ${ROLE} in ciRoles, then run npx cdktf deploy dev-access`,
  });
  expect(await world.causesOf("--subject", PLAIN)).toEqual([]);
});

test("once the IDs are declared, the role needs a deployment, and then accepts the subject", async () => {
  world.declare({ ciRoles: [{ github: { repository: NUMBERED }, repositories: ["team/api"] }] });
  const [before] = await world.found("--subject", NUMBERED);
  await trust(roleTrust({ ...DECLARED, source: { ...DECLARED.source, ids: "123456/456789" } }, PROVIDER));
  const after = await world.causesOf("--subject", NUMBERED);
  const [plain] = await world.found("--subject", PLAIN);
  await trust(roleTrust(DECLARED, PROVIDER));
  world.declare({ ciRoles: CI_ROLES });
  expect(before?.fix).toBe("deploy the declared trust policy: npx cdktf deploy dev-access");
  expect(after).toEqual([]);
  expect(plain?.fix).toContain("remove ids");
});

test("a guarded job, as CloudTrail has its call", async () => {
  const principalId = `${PROVIDER}:sts.amazonaws.com:repo:acme/api:environment:production`;
  const [cause] = await world.found("--subject", principalId);
  expect(cause).toMatchObject({ id: "workflow/trust-subject", about: ROLE });
  expect(cause?.fix).toContain('remove "environment: production"');
});

test.each([
  [
    "another branch",
    () => trust(roleTrust({ ...DECLARED, source: { path: "acme/api", branch: "old" } }, PROVIDER)),
    "subject",
  ],
  [
    "another audience",
    () =>
      trust(JSON.parse(JSON.stringify(roleTrust(DECLARED, PROVIDER)).replace("sts.amazonaws.com", "other")) as object),
    "audience",
  ],
  ["another provider", () => trust(roleTrust(DECLARED, PROVIDER), `${PROVIDER}.cn`), "provider"],
])("a live trust policy of %s", async (_what, change, id) => {
  await change();
  const causes = await world.causesOf();
  await trust(roleTrust(DECLARED, PROVIDER));
  expect(causes).toEqual([`workflow/trust-${id} ${ROLE}`]);
});

test("no OIDC provider, and one for another audience", async () => {
  await removeProvider();
  const absent = await world.causesOf();
  await makeProvider("https://github.com/acme");
  const other = await world.causesOf();
  await removeProvider();
  await makeProvider();
  expect(absent).toEqual([`workflow/oidc-provider ${GITHUB_ISSUER}`]);
  expect(other).toEqual([`workflow/oidc-audience ${GITHUB_ISSUER}`]);
});

test("a role without its policy, and one that is not deployed", async () => {
  await world.iam.send(new DeleteRolePolicyCommand({ RoleName: ROLE, PolicyName: PUSH_POLICY_NAME }));
  const found = await world.found();
  await allowPush();
  world.declare({ ciRoles: [...CI_ROLES, { github: { repository: "acme/web" }, roleName: "web" }] });
  const missing = await world.causesOf();
  world.declare({ ciRoles: CI_ROLES });
  expect(found.map(({ id, about }) => [id, about])).toEqual(found.map(() => ["workflow/permissions", ROLE]));
  expect(found.map(({ evidence }) => evidence).join("\n")).toMatch(/GetAuthorizationToken:[^]*ecr:PutImage/);
  expect(missing).toEqual(["workflow/role web"]);
});

test("a subject is refused if it is none, or the environment has no role", async () => {
  await expect(world.doctor("--subject", "acme/api")).rejects.toThrow("--subject: expected the sub claim");
  world.declare();
  await expect(world.doctor("--subject", PLAIN)).rejects.toThrow(
    "does not declare any ciRoles, so there is no role to check",
  );
  world.declare({ ciRoles: CI_ROLES });
});
