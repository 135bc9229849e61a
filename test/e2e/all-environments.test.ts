import { CreateRepositoryCommand, ECRClient, PutImageCommand } from "@aws-sdk/client-ecr";
import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import { registerAccess } from "../../src/cli/access/command";
import { registerCost } from "../../src/cli/cost/command";
import { registerDoctor } from "../../src/cli/doctor/command";
import { registerStatus } from "../../src/cli/status/command";
import { Project } from "../support/cli/lifecycle";
import { EMULATED_ACCOUNT, emulatorOfAccounts } from "../support/e2e/emulator";

type Emulator = Awaited<ReturnType<typeof emulatorOfAccounts>>;

const ACCOUNTS = [EMULATED_ACCOUNT, "222233334444", "333344445555"];
const REGIONS = ["eu-west-1", "us-east-1"];

/** Environments of three accounts and two regions, whose other accounts are reached through a role. */
const ENVIRONMENTS = Array.from({ length: 18 }, (_, index) => ({
  name: `env-${String(index).padStart(2, "0")}`,
  account: ACCOUNTS[index % 3] ?? "",
  region: REGIONS[index % 2] ?? "",
}));

/** The environment whose repository differs from its declaration. */
const DIFFERENT = "env-02";

const roleOf = (account: string): string => `arn:aws:iam::${account}:role/reader`;

function environmentFile(account: string, region: string, role?: string): string {
  const provider = role === undefined ? "" : `provider: { assumeRole: { roleArn: "${role}" } }\n`;
  return `account: "${account}"\nregion: ${region}\nstate: { local: {} }\n${provider}`;
}

let emulator: Emulator;
let variables: NodeJS.ProcessEnv;
const project = new Project((program, root) => {
  registerStatus(program, root);
  registerCost(program, root);
  registerDoctor(program, root);
  registerAccess(program, root);
});

beforeAll(async () => {
  emulator = await emulatorOfAccounts();
  variables = { ...process.env };
  process.env = { ...emulator.env };
  for (const { name, account, region } of ENVIRONMENTS) {
    const role = account === EMULATED_ACCOUNT ? undefined : roleOf(account);
    project.write(`environments/${name}/environment.yaml`, environmentFile(account, region, role));
    project.write(`environments/${name}/repositories/a.yaml`, `repositories: [{ repositoryName: ${name}/api }]\n`);
    const { config } = emulator;
    const credentials =
      role && fromTemporaryCredentials({ params: { RoleArn: role }, clientConfig: { ...config, region } });
    const client = new ECRClient({ ...config, region, ...(credentials ? { credentials } : {}) });
    await client.send(
      new CreateRepositoryCommand({
        repositoryName: `${name}/api`,
        imageTagMutability: name === DIFFERENT ? "MUTABLE" : "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
      }),
    );
    if (name === DIFFERENT) await push(client, `${name}/api`);
    client.destroy();
  }
}, 60_000);

afterAll(async () => {
  process.env = variables;
  project.remove();
  await emulator.server.stop();
});

/** An image of 2 GB. */
async function push(client: ECRClient, repositoryName: string): Promise<void> {
  const mediaType = "application/vnd.docker.distribution.manifest.v2+json";
  const layers = [{ digest: `sha256:${"a".repeat(64)}`, size: 1000 }];
  const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType, layers, config: { size: 2 ** 31 } });
  await client.send(new PutImageCommand({ repositoryName, imageTag: "v1", imageManifest }));
}

/** Two environments that cannot be read, next to 18 that can. */
function addUnreadable(): void {
  project.write("environments/wrong/environment.yaml", environmentFile("999988887777", "eu-west-1"));
  project.write("environments/wrong/repositories/a.yaml", "repositories: [{ repositoryName: wrong/api }]\n");
  project.write("environments/broken/environment.yaml", environmentFile("999988887777", "nowhere"));
}

test("20 environments are in one table: a wrong account and a broken file do not hide the others", async () => {
  addUnreadable();
  const start = Date.now();
  const { stdout, error, exitCode } = await project.run("status", "--all");
  expect({ error, exitCode }).toEqual({ error: undefined, exitCode: 1 });
  expect(Date.now() - start).toBeLessThan(20_000);
  const lines = stdout.split("\n");
  const cells = lines.map((line) => line.split(/ {2,}/));
  expect(cells[0]).toEqual([
    ...["ENVIRONMENT", "ACCOUNT", "REGION", "DECLARED", "READY", "MISSING", "DIFFERS", "UNREAD", "UNDECLARED"],
  ]);
  // Three environments share each registry, and each knows only its own repository.
  expect(cells.filter(([name, , , declared]) => name?.startsWith("env-") === true && declared === "1")).toEqual(
    ENVIRONMENTS.map(({ name, account, region }) =>
      name === DIFFERENT
        ? [name, account, region, "1", "0", "0", "1", "0", "2"]
        : [name, account, region, "1", "1", "0", "0", "0", "2"],
    ),
  );
  expect(cells).toContainEqual(["broken", ...Array<string>(8).fill("-")]);
  expect(cells).toContainEqual(["wrong", "999988887777", "eu-west-1", ...Array<string>(6).fill("-")]);
  expect(lines).toContain(`${DIFFERENT}: ${DIFFERENT}/api: imageTagMutability: declared IMMUTABLE, found MUTABLE`);
  expect(stdout).toContain("\nwrong: expected AWS credentials for account 999988887777, found account 123456789012 (");
  expect(stdout).toContain("\nbroken: environments/broken/environment.yaml:2:9: error: region: ");
  expect(stdout).toMatch(
    /\n20 environments \(2 could not be read\): 18 declared: 17 ready, 1 differs; 36 not declared\n$/,
  );
});

test("-o json is a list with the record or the error of each environment", async () => {
  addUnreadable();
  const { stdout, exitCode } = await project.run("status", "--all", "-o", "json");
  expect(exitCode).toBe(1);
  const records = JSON.parse(stdout) as { environment: string; error?: string; totals?: { declared: number } }[];
  expect(records.map(({ environment }) => environment)).toEqual([
    "broken",
    ...ENVIRONMENTS.map(({ name }) => name),
    "wrong",
  ]);
  expect(records.filter(({ totals }) => totals?.declared === 1)).toHaveLength(18);
  expect(records.at(-1)).toEqual({
    environment: "wrong",
    account: "999988887777",
    region: "eu-west-1",
    error: expect.stringContaining("expected AWS credentials for account 999988887777") as string,
  });
  expect(records[0]).toEqual({
    environment: "broken",
    error: expect.stringContaining("environment.yaml:2:9") as string,
  });
});

test("the cost of all environments is one table with a total", async () => {
  addUnreadable();
  const { stdout, error, exitCode } = await project.run("cost", "--all");
  expect({ error, exitCode }).toEqual({ error: undefined, exitCode: 1 });
  const cells = stdout.split("\n").map((line) => line.split(/ {2,}/));
  expect(cells).toContainEqual([
    "env-00",
    EMULATED_ACCOUNT,
    "eu-west-1",
    "1",
    "0",
    "0 bytes",
    "$0.00",
    "0 bytes",
    "$0.00",
  ]);
  expect(cells).toContainEqual([
    DIFFERENT,
    "333344445555",
    "eu-west-1",
    "1",
    "1",
    "2.0 GB",
    "$0.20",
    "2.0 GB",
    "$0.20",
  ]);
  expect(cells).toContainEqual(["all", "18", "1", "2.0 GB", "$0.20", "2.0 GB", "$0.20"]);
  expect(cells).toContainEqual(["wrong", "999988887777", "eu-west-1", ...Array<string>(6).fill("-")]);
  expect(stdout).toContain("\nwrong: expected AWS credentials for account 999988887777");
  expect(stdout).toContain(
    "\n20 environments (2 could not be read): the images cost about $0.20 per month, and $0.20 after",
  );
});

test("the cost of all environments in JSON is a list of records", async () => {
  addUnreadable();
  const { stdout } = await project.run("cost", "--all", "-o", "json");
  const records = JSON.parse(stdout) as { environment: string; account?: string; totals?: { now: { cost: number } } }[];
  const found = (name: string) => records.find(({ environment }) => environment === name);
  expect(found(DIFFERENT)).toMatchObject({ account: "333344445555", totals: { now: { images: 1 } } });
  expect(found("wrong")).toMatchObject({ error: expect.stringContaining("999988887777") as string });
});

test("the diagnoses of all environments are one table, with the fix of each cause", async () => {
  addUnreadable();
  const { stdout, error, exitCode } = await project.run("doctor", "--all");
  expect({ error, exitCode }).toEqual({ error: undefined, exitCode: 1 });
  const cells = stdout.split("\n").map((line) => line.split(/ {2,}/));
  expect(cells[0]).toEqual(["ENVIRONMENT", "ACCOUNT", "REGION", "CAUSES", "UNKNOWN", "SKIPPED", "PASSED"]);
  expect(cells).toContainEqual([
    "env-00",
    EMULATED_ACCOUNT,
    "eu-west-1",
    "0",
    ...Array<string>(3).fill(expect.stringMatching(/^\d+$/) as string),
  ]);
  expect(cells).toContainEqual([
    DIFFERENT,
    "333344445555",
    "eu-west-1",
    "1",
    ...Array<string>(3).fill(expect.stringMatching(/^\d+$/) as string),
  ]);
  expect(stdout).toMatch(new RegExp(`^${DIFFERENT}: cause: ${DIFFERENT}/api: .*\\n${DIFFERENT}:   fix: `, "m"));
  expect(stdout).toMatch(/^wrong: cause: .*\(access\/account\)$/m);
  expect(stdout).toContain("20 environments (1 could not be read): 2 causes found.");
});

test("access in AWS is read from all environments", async () => {
  addUnreadable();
  const { stdout, exitCode } = await project.run("access", "--all", "--live", "-o", "json");
  expect(exitCode).toBe(1);
  const records = JSON.parse(stdout) as { environment: string; source?: string; error?: string }[];
  expect(records.filter(({ source }) => source === "aws")).toHaveLength(18);
  expect(records.find(({ environment }) => environment === "wrong")?.error).toContain("999988887777");
});
