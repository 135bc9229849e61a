import { registerStatus } from "../../src/cli/status/command";
import { Project, type Ran } from "../support/cli/lifecycle";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { FaultyProxy, type AwsRequest, type Fault } from "../support/e2e/faulty-proxy";
import { fillRegistry, statusEnvironment, STATUS_REPOSITORIES } from "../support/e2e/status-registry";

const REGION = "ap-northeast-2";
const emulator = sharedEmulator(REGION);
const project = new Project(registerStatus);
let variables: NodeJS.ProcessEnv;

beforeAll(async () => {
  variables = { ...process.env };
  process.env = { ...emulator.env };
  project.write("environments/dev/environment.yaml", statusEnvironment(REGION));
  project.write("environments/dev/repositories/list.yaml", STATUS_REPOSITORIES);
  await fillRegistry(emulator);
});

afterAll(() => {
  process.env = variables;
  project.remove();
});

/** Runs a command with a proxy before the emulator. */
async function through(fault: (request: AwsRequest) => Fault | undefined, ...args: readonly string[]): Promise<Ran> {
  const proxy = await FaultyProxy.start(emulator.endpoint, fault);
  process.env["AWS_ENDPOINT_URL"] = proxy.endpoint;
  try {
    return await project.run(...args);
  } finally {
    process.env["AWS_ENDPOINT_URL"] = emulator.endpoint;
    await proxy.stop();
  }
}

function rowOf(stdout: string, name: string): string | undefined {
  return stdout.split("\n").find((line) => line.startsWith(`${name} `));
}

test("one repository that AWS refuses to tell of says so, and the rest is shown", async () => {
  const message = "User: arn is not authorized to perform: ecr:GetLifecyclePolicy";
  const denied = await through(
    ({ operation, body }) =>
      operation === "GetLifecyclePolicy" && body.includes("status/api")
        ? { status: 400, type: "AccessDeniedException", message }
        : undefined,
    ...["status", "dev", "status/api", "status/plain"],
  );
  expect(rowOf(denied.stdout, "status/api")).toMatch(/ Unknown +1 /);
  expect(denied.stdout).toContain(
    `status/api: dev: cannot read the policies and tags of status/api: ${message}. Request this permission in account ${EMULATED_ACCOUNT}, ${REGION}`,
  );
  expect(rowOf(denied.stdout, "status/plain")).toMatch(/ True /);
  expect(denied.exitCode).toBe(1);
});

test.each([
  ["DescribeImages", "list the images"],
  ["DescribeImageScanFindings", "read the scan findings"],
])("a denied %s is told as what it is", async (denied, what) => {
  const { stdout, exitCode } = await through(
    ({ operation }) => (operation === denied ? { status: 400, type: "AccessDeniedException" } : undefined),
    ...["status", "dev", "status/api"],
  );
  expect(stdout).toContain(`status/api: dev: cannot ${what} of status/api: `);
  expect(exitCode).toBe(1);
});

test("throttling is told once and gone through", async () => {
  const { stdout, stderr, exitCode } = await through(
    ({ operation, before }) =>
      operation === "DescribeImages" && before < 2 ? { status: 400, type: "ThrottlingException" } : undefined,
    ...["status", "dev", "status/api", "status/plain"],
  );
  // On a busy machine there are lines of progress too.
  expect(stderr.split("\n").filter((line) => line.startsWith("AWS"))).toEqual(["AWS is throttling requests; retrying"]);
  expect(stdout).toContain("dev: 2 declared: 2 ready");
  expect(exitCode).toBe(0);
});

test("the list of repositories being denied is an error", async () => {
  const { error, stdout } = await through(
    ({ operation }) =>
      operation === "DescribeRepositories" ? { status: 400, type: "AccessDeniedException" } : undefined,
    ...["status", "dev"],
  );
  expect(error).toContain("dev: cannot list the repositories: AccessDeniedException. Request this permission");
  expect(stdout).toBe("");
});

test("credentials that expire half-way end it, and it says how far it came", async () => {
  const { error, stderr, stdout } = await through(
    ({ operation }) => (operation === "DescribeImages" ? { status: 400, type: "ExpiredTokenException" } : undefined),
    ...["status", "dev"],
  );
  expect(error).toMatch(
    /^dev: cannot list the images of status\/\w+: the AWS credentials have expired\. Sign in again$/,
  );
  expect(stderr).toMatch(/^read \d of 6 repositories$/m);
  expect(stdout).toBe("");
});

test("credentials of another account are refused before anything is listed", async () => {
  project.write("environments/dev/environment.yaml", statusEnvironment(REGION, "999988887777"));
  const { error, stdout } = await project.run("status", "dev");
  project.write("environments/dev/environment.yaml", statusEnvironment(REGION));
  expect(error).toContain(`found account ${EMULATED_ACCOUNT}`);
  expect(stdout).toBe("");
});

test("an emulator that is down, and no credentials, are told as that", async () => {
  process.env["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9";
  const down = await project.run("status", "dev");
  process.env["AWS_ENDPOINT_URL"] = emulator.endpoint;
  expect(down.error).toContain("AWS does not respond");
  expect(down.error).toContain("If your shell still uses an emulator that you stopped, run");
  delete process.env["AWS_ACCESS_KEY_ID"];
  const none = await project.run("status", "dev");
  process.env["AWS_ACCESS_KEY_ID"] = emulator.env["AWS_ACCESS_KEY_ID"];
  expect(none.error).toContain("no valid AWS credentials");
});
