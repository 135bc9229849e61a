import { spawn } from "node:child_process";
import { ECRClient } from "@aws-sdk/client-ecr";
import { ecrProgram } from "../support/compiled";
import { sharedEmulator } from "../support/e2e/emulator";
import { FaultyProxy, type AwsRequest, type Fault } from "../support/e2e/faulty-proxy";
import { eventually } from "../support/e2e/processes";
import { createAsDeclared, statusEnvironment } from "../support/e2e/status-registry";
import { Workspace } from "../support/e2e/workspace";

const REGION = "ap-northeast-3";
const emulator = sharedEmulator(REGION);
const NAMES = Array.from({ length: 12 }, (_, index) => `watch/${String(index).padStart(2, "0")}`);
const STATUS = [ecrProgram(), "status", "dev"];

const workspace = new Workspace({
  "environments/dev/environment.yaml": statusEnvironment(REGION),
  "environments/dev/repositories/list.yaml": JSON.stringify({
    repositories: NAMES.map((repositoryName) => ({ repositoryName })),
  }),
});

beforeAll(async () => {
  const client = new ECRClient(emulator.config);
  for (const name of NAMES) await createAsDeclared(client, name);
  client.destroy();
});

afterAll(() => {
  workspace.dispose();
});

/** Starts the command with a proxy before the emulator. */
async function start(
  fault: (request: AwsRequest) => Fault | undefined | Promise<Fault | undefined>,
  ...args: readonly string[]
) {
  const proxy = await FaultyProxy.start(emulator.endpoint, fault);
  const env = { ...emulator.env, AWS_ENDPOINT_URL: proxy.endpoint, NO_COLOR: "1" };
  return { proxy, ...workspace.start(process.execPath, [...STATUS, ...args], env) };
}

test("Ctrl-C ends it, and it says how far it came", async () => {
  const never = new Promise<never>(() => undefined);
  const { proxy, child, ran } = await start(({ operation }) => (operation === "DescribeImages" ? never : undefined));
  await eventually(() => (proxy.operations.includes("DescribeImages") ? true : undefined));
  child.kill("SIGINT");
  const { exit, stdout, stderr } = await ran;
  await proxy.stop();
  expect(stderr).toMatch(/^read \d of 12 repositories\nerror: interrupted \(SIGINT\)\n$/);
  expect(stdout).toBe("");
  expect(exit).toBe(130);
});

test("--watch writes block after block where there is no terminal, and goes on after a refusal, until Ctrl-C", async () => {
  const { proxy, child, ran } = await start(
    ({ operation, before }) =>
      operation === "DescribeRepositories" && before === 1 ? { status: 400, type: "AccessDeniedException" } : undefined,
    ...["watch/00", "--watch", "--interval", "1"],
  );
  let seen = "";
  child.stdout?.on("data", (text: string) => (seen += text));
  await eventually(() => (seen.split("Read from AWS at").length === 3 ? true : undefined));
  child.kill("SIGINT");
  const { exit, stdout, stderr } = await ran;
  await proxy.stop();
  const block = String.raw`NAME .*\nwatch/00 +True .*\n\ndev: 1 declared: 1 ready\nRead from AWS at .*\n`;
  expect(stdout).toMatch(new RegExp(`^${block}\n${block}$`));
  expect(stderr).toMatch(/^error: dev: cannot list the repositories: .*\. Retrying in 1 s\n$/);
  expect(exit).toBe(0);
});

test("--watch draws a terminal anew, and ends quietly with Ctrl-C", async () => {
  const env = { ...emulator.env, NO_COLOR: "1" };
  const inTerminal = ["-c", "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"];
  const command = [process.execPath, ...STATUS, "watch/00", "--watch", "--interval", "1"];
  const child = spawn("python3", [...inTerminal, ...command], { cwd: workspace.folder, env });
  let seen = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (seen += text));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  await eventually(() => (seen.split("Read from AWS at").length === 3 ? true : undefined));
  child.stdin.write("\u0003");
  expect(await ended).toBe(0);
  expect(seen.split("\u001b[H\u001b[2J\u001b[3J")).toHaveLength(3);
  expect(seen).not.toContain("error:");
});
