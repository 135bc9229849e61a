import { ECRClient } from "@aws-sdk/client-ecr";
import { ecrProgram } from "../support/compiled";
import { sharedEmulator } from "../support/e2e/emulator";
import { FaultyProxy, type AwsRequest, type Fault } from "../support/e2e/faulty-proxy";
import { eventually } from "../support/e2e/processes";
import { createAsDeclared, statusEnvironment } from "../support/e2e/status-registry";
import { Workspace, type Ran } from "../support/e2e/workspace";

const REGION = "ca-west-1";
const emulator = sharedEmulator(REGION);
const workspace = new Workspace({
  "environments/dev/environment.yaml": statusEnvironment(REGION),
  "environments/dev/repositories/list.yaml": "repositories: [{ repositoryName: stalled/api }]\n",
});

beforeAll(async () => {
  const client = new ECRClient(emulator.config);
  await createAsDeclared(client, "stalled/api");
  client.destroy();
});

afterAll(() => {
  workspace.dispose();
});

interface Stalled extends Ran {
  /** Milliseconds from the signal, or from the start where there was none, to the end. */
  readonly took: number;
}

/** Runs a command before a proxy, and sends it a signal once the operation has come that is answered so badly. */
async function run(
  args: readonly string[],
  operation: string,
  fault: (request: AwsRequest) => Fault,
  signal?: NodeJS.Signals,
): Promise<Stalled> {
  const proxy = await FaultyProxy.start(emulator.endpoint, (request) =>
    request.operation === operation ? fault(request) : undefined,
  );
  const env = { ...emulator.env, AWS_ENDPOINT_URL: proxy.endpoint, NO_COLOR: "1" };
  let from = performance.now();
  const { child, ran } = workspace.start(process.execPath, [ecrProgram(), ...args], env);
  if (signal !== undefined) {
    await eventually(() => (proxy.operations.includes(operation) ? true : undefined), 60);
    from = performance.now();
    child.kill(signal);
  }
  const ended = await ran;
  const took = performance.now() - from;
  await proxy.stop();
  return { ...ended, took };
}

const HALF: Fault = { status: 200, body: { repositories: [] }, stall: "half" };
const COMMANDS: readonly (readonly [args: string, operation: string])[] = [
  ["status dev", "DescribeRepositories"],
  ["scan-gate stalled/api:1 --env dev", "DescribeImages"],
  ["adopt dev --from aws --dry-run", "DescribeRepositories"],
  ["doctor dev stalled/api", "DescribeRepositories"],
  ["cost dev", "DescribeImages"],
];

test.each(COMMANDS)("the first signal ends %s in the midst of a stalled answer", async (args, operation) => {
  const [interrupted, ended] = await Promise.all(
    (["SIGINT", "SIGTERM"] as const).map((signal) => run(args.split(" "), operation, () => HALF, signal)),
  );
  // A command without clean-up is ended by the signal itself, for which shells say the same.
  expect([130, "SIGINT"]).toContain(interrupted?.exit);
  expect([143, "SIGTERM"]).toContain(ended?.exit);
  for (const { took, stdout } of [interrupted, ended].flatMap((it) => it ?? [])) {
    expect(took).toBeLessThan(5000);
    expect(stdout).toBe("");
  }
});

describe("without a signal", () => {
  // Both wait for up to a minute, so they wait at the same time.
  let gate: Stalled;
  let status: Stalled;

  beforeAll(async () => {
    const trickle: Fault = { ...HALF, stall: "trickle" };
    [gate, status] = await Promise.all([
      run(["scan-gate", "stalled/api:1", "--env", "dev", "--wait", "2s"], "DescribeImages", () => trickle),
      run(["status", "dev"], "DescribeRepositories", () => HALF),
    ]);
  });

  test("scan-gate ends soon after its wait, whatever AWS does", () => {
    expect(gate.stderr).toContain("error: AWS did not send a complete response within 2 s (--wait) plus 20 s");
    expect(gate.exit).toBe(1);
    expect(gate.took).toBeLessThan(40_000);
  });

  test("status ends by itself before answers that never come to their end", () => {
    expect(status.stderr).toContain("AWS does not respond (ETIMEDOUT); retrying");
    expect(status.stderr).toContain(
      "error: dev: cannot list the repositories: AWS does not respond (no complete response within 30 s, 2 times)",
    );
    expect(status.exit).toBe(1);
    expect(status.took).toBeLessThan(90_000);
  });
});

test("a page token that repeats is an error that names the call", async () => {
  const { exit, stderr } = await run(["status", "dev"], "DescribeRepositories", () => ({
    status: 200,
    body: { repositories: [], nextToken: "again" },
  }));
  expect(stderr).toContain("cannot list the repositories: DescribeRepositories: expected a complete list");
  expect(exit).toBe(1);
});
