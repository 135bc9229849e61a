import { type Diagnosis } from "../../../src/operations/doctor/diagnosis";
import { DoctorWorld, EVERYTHING, REGION } from "../../support/e2e/doctor-world";
import { EMULATED_ACCOUNT } from "../../support/e2e/emulator";
import { FaultyProxy } from "../../support/e2e/faulty-proxy";
import { refusingService } from "../../support/e2e/refusing-service";

let world: DoctorWorld;

beforeAll(async () => {
  world = await DoctorWorld.start();
});

afterAll(async () => {
  await world.stop();
});

test("credentials of another account", async () => {
  world.declare({ account: "111122223333" });
  expect(await world.causesOf()).toEqual(["access/account"]);
  world.declare();
});

test("a shell that is in another region", async () => {
  const before = { ...process.env };
  process.env["AWS_REGION"] = "us-west-2";
  const [cause] = await world.found();
  process.env = before;
  expect(cause?.id).toBe("access/region");
  expect(cause?.evidence).toContain(`AWS_REGION is us-west-2, but the environment is in ${REGION}`);
});

test("no credentials, and an AWS that does not answer", async () => {
  const before = { ...process.env };
  delete process.env["AWS_ACCESS_KEY_ID"];
  expect(await world.causesOf()).toEqual(["access/credentials"]);
  process.env = { ...before, AWS_ENDPOINT_URL: "http://127.0.0.1:9" };
  expect(await world.causesOf()).toEqual(["access/unreachable"]);
  process.env = before;
});

test("credentials that have expired", async () => {
  const sts = await refusingService("ExpiredToken");
  world.declare({ provider: { endpoints: { sts: sts.url } } });
  const causes = await world.found();
  world.declare();
  await sts.stop();
  expect(causes.map(({ id }) => id)).toEqual(["access/expired"]);
  expect(causes[0]?.evidence).toContain("the AWS credentials have expired");
  expect(causes[0]?.fix).toContain("docker login --username AWS");
});

test("one repository that AWS does not show is told, and the others are looked at", async () => {
  const message = "User is not authorized to perform: ecr:GetLifecyclePolicy";
  const proxy = await FaultyProxy.start(world.emulator.endpoint, ({ operation, body }) =>
    operation === "GetLifecyclePolicy" && body.includes("team/web")
      ? { status: 400, type: "AccessDeniedException", message }
      : undefined,
  );
  world.declare({ provider: { endpoints: { ecr: proxy.endpoint } } });
  const { diagnoses, causes } = await world.doctor();
  world.declare();
  await proxy.stop();
  expect(causes).toBe(1);
  expect(diagnoses.find(({ id }) => id === "access/denied")).toMatchObject({
    about: "team/web",
    evidence: expect.stringContaining(message),
  });
  expect(diagnoses.find(({ id }) => id === "lifecycle/releases")).toMatchObject({ about: "team/api", verdict: "ok" });
});

test("an IAM that may not be read leaves what takes it unknown, and no cause", async () => {
  const closed = await refusingService("AccessDenied");
  world.declare({ provider: { endpoints: { iam: closed.url } } });
  const { diagnoses, causes } = await world.doctor();
  const asked = await world.doctor("team/api");
  world.declare();
  await closed.stop();
  const unknown = (of: readonly Diagnosis[]) => of.filter(({ verdict }) => verdict === "unknown").map(({ id }) => id);
  expect(causes + asked.causes).toBe(0);
  expect(unknown(diagnoses)).toEqual(["operator/oidc-provider", "operator/role"]);
  expect(unknown(asked.diagnoses)).toEqual(["access/login", "push/identity-policy", "pull/identity-policy"]);
});

test("somebody who may not log docker in", async () => {
  await world.allowUser(EVERYTHING, {
    Sid: "NoLogin",
    Effect: "Deny",
    Action: "ecr:GetAuthorizationToken",
    Resource: "*",
  });
  const causes = await world.found("team/api");
  await world.allowUser(EVERYTHING);
  expect(causes.map(({ id }) => id)).toEqual(["access/login"]);
  expect(causes[0]?.evidence).toContain("denied by own, statement NoLogin");
});

test("a principal that IAM does not have", async () => {
  const arn = `arn:aws:iam::${EMULATED_ACCOUNT}:role/nobody`;
  const { diagnoses } = await world.doctor("team/api", "--principal", arn);
  const [cause] = diagnoses.filter(({ verdict }) => verdict === "cause");
  expect(cause).toMatchObject({
    id: "access/principal",
    evidence: `the role nobody does not exist in account ${EMULATED_ACCOUNT}`,
  });
});
