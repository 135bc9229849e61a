import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateRepositoryCommand, PutLifecyclePolicyCommand, ECRClient } from "@aws-sdk/client-ecr";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { ecrClient, fetchPolicies, listRepositories } from "../../src/aws/registry";
import { iamClient, readRole } from "../../src/aws/iam-policies";
import { requireAccount } from "../../src/aws/identity";
import { AwsRefusal, refusalOf } from "../../src/aws/refusal";
import { endingWith } from "../../src/aws/request-scope";
import { type Environment } from "../../src/model/environment";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { FaultyProxy, type Fault } from "../support/e2e/faulty-proxy";

const REGION = "eu-west-3";
const emulator = sharedEmulator(REGION);
const NAMES = ["aws-room/api", "aws-room/web"];
const LIFECYCLE = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 5 },
      action: { type: "expire" },
    },
  ],
});
let variables: NodeJS.ProcessEnv;

beforeAll(async () => {
  variables = { ...process.env };
  process.env = { ...emulator.env };
  const client = new ECRClient(emulator.config);
  for (const repositoryName of NAMES)
    await client.send(new CreateRepositoryCommand({ repositoryName, tags: [{ Key: "Team", Value: "a" }] }));
  await client.send(new PutLifecyclePolicyCommand({ repositoryName: NAMES[0], lifecyclePolicyText: LIFECYCLE }));
  client.destroy();
});

afterAll(() => {
  process.env = variables;
});

function environment(endpoint = emulator.endpoint, account = EMULATED_ACCOUNT): Environment {
  return {
    name: "dev",
    project: "project",
    location: { account, region: REGION },
    partition: "aws",
    state: { kind: "backend", name: "local", settings: {} },
    provider: { endpoints: { ecr: endpoint, sts: endpoint } },
    tags: {},
    repositories: [],
    lifecyclePolicies: {},
    removed: [],
    released: [],
    imports: [],
    clusters: [],
    ciRoles: [],
  };
}

/** Lists through a proxy; what it took, and what was told. */
async function listThrough(fault: (before: number) => Fault | undefined) {
  const proxy = await FaultyProxy.start(emulator.endpoint, ({ operation, before }) =>
    operation === "DescribeRepositories" ? fault(before) : undefined,
  );
  const told: string[] = [];
  const client = await ecrClient(environment(proxy.endpoint), { log: (line) => told.push(line) });
  try {
    const found = await listRepositories(client, EMULATED_ACCOUNT);
    return { names: found.map(({ repositoryName }) => repositoryName), told, tries: proxy.operations.length };
  } finally {
    client.destroy();
    await proxy.stop();
  }
}

test("repositories are listed with their policies and tags", async () => {
  const client = await ecrClient(environment());
  const found = await listRepositories(client, EMULATED_ACCOUNT);
  expect(found.map(({ repositoryName }) => repositoryName)).toEqual(NAMES);
  const [api, web] = found;
  if (api === undefined || web === undefined) throw new Error("not listed");
  expect(await fetchPolicies(client, api)).toEqual({ lifecyclePolicyText: LIFECYCLE, tags: { Team: "a" } });
  expect(await fetchPolicies(client, web)).toEqual({ tags: { Team: "a" } });
  client.destroy();
});

test("a role of the environment is assumed", async () => {
  const iam = new IAMClient(emulator.config);
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: "aws-room", AssumeRolePolicyDocument: JSON.stringify({ Statement: [] }) }),
  );
  iam.destroy();
  const assuming = environment();
  const identity = await requireAccount({
    ...assuming,
    provider: { ...assuming.provider, assumeRole: { roleArn: Role?.Arn ?? "", sessionName: "someone" } },
  });
  expect(identity.arn).toContain("assumed-role/aws-room/someone");
});

test("credentials of another account are refused", async () => {
  const refused = requireAccount(environment(emulator.endpoint, "999988887777"));
  await expect(refused).rejects.toThrow(
    `dev: expected AWS credentials for account 999988887777, found account ${EMULATED_ACCOUNT} (arn:aws:sts::${EMULATED_ACCOUNT}:user/moto). Sign in to account 999988887777`,
  );
});

test("throttling and errors of the server are tried again, and told once", async () => {
  const throttled = await listThrough((before) =>
    before < 2 ? { status: 400, type: "ThrottlingException", message: "Rate exceeded" } : undefined,
  );
  expect(throttled).toEqual({ names: NAMES, told: ["AWS is throttling requests; retrying"], tries: 3 });
  const broken = await listThrough((before) => (before < 2 ? { status: 503, type: "ServerException" } : undefined));
  expect(broken.names).toEqual(NAMES);
  expect(broken.told).toEqual(["AWS returned a server error (503); retrying"]);
});

test("a denial is not tried again, and says what is denied", async () => {
  const message = "User: arn is not authorized to perform: ecr:DescribeRepositories";
  const denied = await listThrough(() => ({ status: 400, type: "AccessDeniedException", message })).catch(
    (cause: unknown) => refusalOf(cause, "list the repositories", environment()),
  );
  expect(denied).toBeInstanceOf(AwsRefusal);
  expect(denied).toMatchObject({
    kind: "denied",
    message: `dev: cannot list the repositories: ${message}. Request this permission in account ${EMULATED_ACCOUNT}, ${REGION}`,
  });
});

const STALLS: readonly (readonly [string, Fault | undefined])[] = [
  ["never begins", undefined],
  ["has headers and no body", { status: 200, stall: "headers" }],
  ["has half of its body", { status: 200, stall: "half" }],
  ["trickles", { status: 200, stall: "trickle" }],
  ["has half of an error", { status: 400, type: "ThrottlingException", stall: "half" }],
];

test.each(STALLS)("an answer that %s is tried once more, and not waited for for ever", async (_, fault) => {
  const proxy = await FaultyProxy.start(emulator.endpoint, () => fault ?? new Promise<never>(() => undefined));
  const told: string[] = [];
  const log = (line: string): void => void told.push(line);
  const client = await ecrClient(environment(proxy.endpoint), { requestTimeout: 250, log });
  const refused = await listRepositories(client, EMULATED_ACCOUNT).catch((cause: unknown) =>
    refusalOf(cause, "list the repositories", environment()),
  );
  client.destroy();
  await proxy.stop();
  expect(refused).toMatchObject({
    kind: "unreachable",
    message: expect.stringContaining(
      "dev: cannot list the repositories: AWS does not respond (no complete response within 0.25 s, 2 times)",
    ),
  });
  expect(proxy.operations).toHaveLength(2);
  expect(told).toEqual(["AWS does not respond (ETIMEDOUT); retrying"]);
});

test("credentials that never come end the call too", async () => {
  const client = await ecrClient(environment(), { callTimeout: 300 });
  client.config.credentials = () => new Promise<never>(() => undefined);
  await expect(listRepositories(client, EMULATED_ACCOUNT)).rejects.toThrow("no attempt got a response within 0.3 s");
  client.destroy();
});

test("an interrupt ends what is under way at once, pauses between tries too, and is not reported as a refusal", async () => {
  const interrupt = new Error("enough");
  const controller = new AbortController();
  const fault = { status: 400, type: "ThrottlingException" };
  const proxy = await FaultyProxy.start(emulator.endpoint, ({ before }) => {
    if (before === 2)
      setTimeout(() => {
        controller.abort(interrupt);
      }, 50);
    return fault;
  });
  const ended = endingWith(controller.signal, async () => {
    const client = await ecrClient(environment(proxy.endpoint));
    try {
      return await listRepositories(client, EMULATED_ACCOUNT);
    } catch (cause) {
      throw refusalOf(cause, "list the repositories", environment());
    } finally {
      client.destroy();
    }
  });
  await expect(ended).rejects.toBe(interrupt);
  const tries = proxy.operations.length;
  await sleep(3000);
  expect(proxy.operations).toHaveLength(tries);
  await proxy.stop();
});

test.each([
  ["ListAttachedRolePolicies", "AttachedPolicies"],
  ["ListRolePolicies", "PolicyNames"],
])("IAM's pages of %s are not read in a circle", async (call, list) => {
  const role = "<Role><RoleName>r</RoleName><Arn>arn:aws:iam::123456789012:role/r</Arn></Role>";
  const server = createServer((incoming, answer) => {
    void text(incoming).then((body) => {
      const result = body.includes("Action=GetRole&")
        ? role
        : body.includes(`Action=${call}&`)
          ? `<${list}/><IsTruncated>true</IsTruncated><Marker>again</Marker>`
          : "<IsTruncated>false</IsTruncated>";
      const name = /Action=(\w+)/.exec(body)?.[1] ?? "";
      answer.end(`<${name}Response><${name}Result>${result}</${name}Result></${name}Response>`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const iam = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = await iamClient({ ...environment(), provider: { endpoints: { iam } } });
  await expect(readRole(client, "r")).rejects.toThrow(`${call}: expected a complete list`);
  client.destroy();
  server.closeAllConnections();
  server.close();
});

test("an emulator that is down, and no credentials, are told as that", async () => {
  await expect(requireAccount(environment("http://127.0.0.1:9"))).rejects.toMatchObject({ kind: "unreachable" });
  delete process.env["AWS_ACCESS_KEY_ID"];
  await expect(requireAccount(environment())).rejects.toMatchObject({ kind: "credentials" });
});
