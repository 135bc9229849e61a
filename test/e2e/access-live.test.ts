import { CreateRepositoryCommand, ECRClient, SetRepositoryPolicyCommand } from "@aws-sdk/client-ecr";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { registerAccess } from "../../src/cli/access/command";
import { Project, type Ran } from "../support/cli/lifecycle";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { FaultyProxy } from "../support/e2e/faulty-proxy";

const REGION = "eu-north-1";
const ROLE = `arn:aws:iam::${EMULATED_ACCOUNT}:role/access-push`;
const emulator = sharedEmulator(REGION);
const project = new Project(registerAccess);
let variables: NodeJS.ProcessEnv;

const environment = (account = EMULATED_ACCOUNT): object => ({
  account,
  region: REGION,
  state: { local: {} },
  ciRoles: [
    { roleName: "access-push", github: { repository: "acme/api", branch: "main" }, repositories: ["access/"] },
    { roleName: "access-gone", github: { repository: "acme/web", branch: "main" }, repositories: ["access/web"] },
  ],
});

beforeAll(async () => {
  variables = { ...process.env };
  process.env = { ...emulator.env };
  project.write("environments/dev/environment.yaml", environment());
  project.write("environments/dev/repositories/list.yaml", {
    repositories: ["access/api", "access/web", "access/gone"].map((repositoryName) => ({ repositoryName })),
  });
  const ecr = new ECRClient(emulator.config);
  for (const repositoryName of ["access/api", "access/web", "access/by-hand"])
    await ecr.send(new CreateRepositoryCommand({ repositoryName }));
  const statement = {
    Sid: "ByHand",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::444455556666:root" },
    Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
  };
  const policyText = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  await ecr.send(new SetRepositoryPolicyCommand({ repositoryName: "access/api", policyText }));
  ecr.destroy();
  const iam = new IAMClient(emulator.config);
  const trust = { Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" };
  await iam.send(
    new CreateRoleCommand({
      RoleName: "access-push",
      AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
    }),
  );
  const changed = { Sid: "Changed", Effect: "Allow", Action: "ecr:DeleteRepository", Resource: "*" };
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: "access-push",
      PolicyName: "other",
      PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [changed] }),
    }),
  );
  iam.destroy();
});

afterAll(() => {
  process.env = variables;
  project.remove();
});

interface Report {
  readonly source: string;
  readonly groups: {
    repositories: string[];
    principals: {
      name: string;
      access: Record<string, { answer: string; statements: { statement: string }[] }>;
    }[];
  }[];
  readonly unread: { repositoryName: string; why: string }[];
  readonly faults: string[];
}

const recordOf = ({ stdout }: Ran): Report => JSON.parse(stdout) as Report;

test("the policies in AWS count, not the declared ones, and what is missing is reported", async () => {
  const ran = await project.run("access", "dev", "--live", "-o", "json");
  const { source, groups, unread, faults } = recordOf(ran);
  expect(source).toBe("aws");
  const [api, web] = groups;
  expect([api?.repositories, web?.repositories]).toEqual([["access/api"], ["access/web"]]);
  const other = api?.principals.find(({ name }) => name === "444455556666");
  expect(other?.access["pull"]).toMatchObject({ answer: "depends", statements: [{ statement: "statement ByHand" }] });
  const role = web?.principals.find(({ name }) => name === ROLE);
  expect(role?.access["push"]?.answer).toBe("denied");
  expect(role?.access["deleteImages"]).toMatchObject({
    answer: "allowed",
    statements: [{ statement: "other, statement Changed" }],
  });
  expect(unread).toEqual([
    { repositoryName: "access/gone", why: expect.stringContaining("dev: cannot read the policy of access/gone: ") },
  ]);
  expect(faults).toEqual([`arn:aws:iam::${EMULATED_ACCOUNT}:role/access-gone does not exist in AWS`]);
  expect(ran.exitCode).toBe(1);
});

test("a repository that is not declared can be named", async () => {
  const { groups, unread } = recordOf(await project.run("access", "dev", "access/by-hand", "--live", "-o", "json"));
  expect(groups.map(({ repositories }) => repositories)).toEqual([["access/by-hand"]]);
  expect(unread).toEqual([]);
});

test("one repository that AWS does not show is reported, and the rest is shown", async () => {
  const proxy = await FaultyProxy.start(emulator.endpoint, ({ operation, body }) =>
    operation === "GetRepositoryPolicy" && body.includes("access/web")
      ? { status: 400, type: "AccessDeniedException", message: "not authorized" }
      : undefined,
  );
  process.env["AWS_ENDPOINT_URL_ECR"] = proxy.endpoint;
  try {
    const ran = await project.run("access", "dev", "access/api", "access/web", "--live");
    expect(ran.error).toBeUndefined();
    expect(ran.stdout).toContain(
      "access/web: unknown: dev: cannot read the policy of access/web: not authorized. Request this permission",
    );
    expect(ran.stdout).toContain("statement ByHand");
    expect(ran.exitCode).toBe(1);
  } finally {
    delete process.env["AWS_ENDPOINT_URL_ECR"];
    await proxy.stop();
  }
});

test("a role that AWS does not show may have policies", async () => {
  const proxy = await FaultyProxy.start(emulator.endpoint, ({ body }) =>
    body.includes("Action=GetRole&") ? { status: 403, type: "AccessDenied", message: "not authorized" } : undefined,
  );
  process.env["AWS_ENDPOINT_URL_IAM"] = proxy.endpoint;
  try {
    const { groups, faults } = recordOf(await project.run("access", "dev", "access/web", "--live", "-o", "json"));
    expect(faults).toHaveLength(2);
    expect(faults[0]).toContain(`dev: cannot read the policies of ${ROLE}: `);
    const role = groups[0]?.principals.find(({ name }) => name === ROLE);
    expect(role?.access["push"]).toMatchObject({ answer: "depends", alternatives: ["its own IAM policies allow it"] });
  } finally {
    delete process.env["AWS_ENDPOINT_URL_IAM"];
    await proxy.stop();
  }
});

test("expectations about what could not be read are not met", async () => {
  project.write("access.yaml", {
    expectations: [{ onlyThese: { action: "pull", repositories: ["access/gone"], principals: [] } }],
  });
  const { stdout, exitCode } = await project.run("access", "dev", "--live", "--expect", "access.yaml");
  expect(stdout).toContain("could not read the policy of access/gone");
  expect(exitCode).toBe(1);
});

test("credentials of another account, and an AWS that does not answer, are errors", async () => {
  project.write("environments/dev/environment.yaml", environment("999988887777"));
  const other = await project.run("access", "dev", "--live");
  project.write("environments/dev/environment.yaml", environment());
  expect(other.error).toContain(`found account ${EMULATED_ACCOUNT}`);
  process.env["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9";
  const down = await project.run("access", "dev", "--live");
  process.env["AWS_ENDPOINT_URL"] = emulator.endpoint;
  expect(down.error).toContain("AWS does not respond");
  expect([other.stdout, down.stdout]).toEqual(["", ""]);
});
