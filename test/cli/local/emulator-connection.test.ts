import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { localPaths, type LocalContext } from "../../../src/cli/local/context";
import { down, downText } from "../../../src/cli/local/down";
import { connect, findConnection, findOwn } from "../../../src/cli/local/emulator-connection";
import { localStatus, statusText } from "../../../src/cli/local/status";
import { findEmulator, saveEmulator, type EmulatorState } from "../../../src/emulator/emulator-state";
import { answers, startMotoServer, type MotoServer } from "../../../src/emulator/moto-server";
import { identify, isProcessAlive, type ProcessIdentity } from "../../../src/processes/process-identity";

jest.setTimeout(60_000);

const NEEDS = { environment: "trial", account: "123456789012", region: "us-east-1" };

let folder: string;
let server: MotoServer;
let told: string[];

beforeAll(async () => {
  const cacheFolder = mkdtempSync(path.join(tmpdir(), "connection-"));
  server = await startMotoServer({ cacheFolder, env: process.env });
});

afterAll(async () => {
  await server.stop();
  rmSync(path.dirname(server.logFile), { recursive: true });
});

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "connection-"));
  told = [];
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function context(env: NodeJS.ProcessEnv = {}): LocalContext {
  return {
    env: { ...process.env, AWS_ENDPOINT_URL: "", ...env },
    projectFolder: folder,
    homeFolder: folder,
    loadPlan: () => {
      throw new Error("no plan is needed here");
    },
    print: () => undefined,
    tell: (text) => void told.push(text),
    interactive: false,
    signal: new AbortController().signal,
  };
}

function living(pid: number): ProcessIdentity {
  const identity = identify(pid);
  if (identity === undefined) throw new Error(`process ${pid} does not run`);
  return identity;
}

/** Says, as an earlier `up` would have, that the server of this file is the local one. */
function running(overrides: Partial<EmulatorState> = {}): void {
  const { endpoint, pid, logFile } = server;
  const startedAt = "2026-01-01T00:00:00.000Z";
  const state = { endpoint, ...NEEDS, process: living(pid), logFile, startedAt };
  saveEmulator(localPaths(folder).emulatorState, { ...state, ...overrides });
}

test("a living emulator of an earlier run is used again", async () => {
  running();
  expect(await connect(context(), NEEDS)).toMatchObject({ kind: "running", endpoint: server.endpoint });
});

test("an emulator that is kept stays known and running, one that is discarded does neither", async () => {
  const file = localPaths(folder).emulatorState;
  const connection = await connect(context(), NEEDS);
  expect(connection.kind).toBe("started");
  expect(findEmulator(file)).toMatchObject({ found: "alive" });
  await connection.discard();
  expect(existsSync(file)).toBe(false);
  expect(await answers(connection.endpoint)).toBe(false);
});

test("an emulator that died is replaced by a new one", async () => {
  running({ process: { pid: server.pid, started: "another time" } });
  const connection = await connect(context(), NEEDS);
  expect(connection.kind).toBe("started");
  expect(connection.endpoint).not.toBe(server.endpoint);
  await connection.discard();
});

test("a state file that cannot be read is set aside with a warning", () => {
  const file = localPaths(folder).emulatorState;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "{");
  expect(findOwn(context())).toBeUndefined();
  expect(told).toEqual([`warning: ${file} is not JSON; it is set aside. An emulator from before may still run.`]);
  expect(existsSync(file)).toBe(false);
});

test("an emulator for another account is refused, with the way out", async () => {
  running({ account: "210987654321" });
  await expect(connect(context(), NEEDS)).rejects.toThrow(
    "the running emulator answers for account 210987654321, the environment is in 123456789012; stop it first: npm run local:down",
  );
});

test("AWS_ENDPOINT_URL comes before the emulator of an earlier run", async () => {
  running({ endpoint: "http://127.0.0.1:1" });
  const connection = await connect(context({ AWS_ENDPOINT_URL: server.endpoint }), NEEDS);
  expect(connection.kind).toBe("external");
});

test("an AWS_ENDPOINT_URL that names the emulator of an earlier run makes it nobody else's", async () => {
  running();
  const connection = await findConnection(context({ AWS_ENDPOINT_URL: server.endpoint }));
  expect(connection?.kind).toBe("running");
});

test("an AWS_ENDPOINT_URL that does not answer is an error with both ways out", async () => {
  await expect(connect(context({ AWS_ENDPOINT_URL: "http://127.0.0.1:1" }), NEEDS)).rejects.toThrow(
    "AWS_ENDPOINT_URL is http://127.0.0.1:1, which does not answer; start that emulator, or unset AWS_ENDPOINT_URL to use the embedded one",
  );
});

/** Says that the local emulator is some process that does not listen. */
function hanging(): ProcessIdentity {
  const { pid } = spawn("sleep", ["60"], { stdio: "ignore" });
  const identity = living(pid ?? 0);
  running({ endpoint: "http://127.0.0.1:1", process: identity });
  return identity;
}

test("an emulator that runs but does not answer is an error that says how to stop it, and down does that", async () => {
  const identity = hanging();
  await expect(connect(context(), NEEDS)).rejects.toThrow(
    `the emulator (process ${identity.pid}) runs but does not answer at http://127.0.0.1:1; stop it: npm run local:down`,
  );
  expect(await down(context(), "local")).toEqual({ environment: "local", found: true, destroyed: [], stopped: true });
  expect(told).toEqual([
    `The emulator (process ${identity.pid}) does not answer; it is stopped without asking Terraform.`,
  ]);
  expect(isProcessAlive(identity)).toBe(false);
});

test("an environment that cannot be read does not keep down from stopping the emulator", async () => {
  const connection = await connect(context(), NEEDS);
  expect(connection.kind).toBe("started");
  await connection.keep();
  await expect(down(context(), "local")).rejects.toThrow("no plan is needed here");
  expect(findOwn(context())).toBeUndefined();
  expect(await down(context(), "local")).toEqual({ environment: "local", found: false, destroyed: [], stopped: false });
});

test("the status tells of each kind of emulator, and of none", async () => {
  expect(statusText(await localStatus(context()))).toBe("No emulator runs. Start one: npm run local");
  const external = await localStatus(context({ AWS_ENDPOINT_URL: server.endpoint }));
  expect(statusText(external)).toBe(`AWS_ENDPOINT_URL names an emulator at ${server.endpoint}; it answers.`);
  running();
  expect(statusText(await localStatus(context()))).toContain(
    `account 123456789012, region us-east-1, process ${server.pid}, since 2026-01-01T00:00:00.000Z`,
  );
});

test("the log of a server that is started is in the cache", async () => {
  const connection = await connect(context(), NEEDS);
  expect(readFileSync(localPaths(folder).emulatorLog, "utf8")).toContain(connection.endpoint);
  await connection.discard();
});

const POINTED = { CDKTF_ECR_SHELL_BEFORE: '{"before":{},"given":{}}', AWS_ENDPOINT_URL: "http://127.0.0.1:1" };
const GO_BACK = 'To go back: eval "$(npx ecr local env --undo)"';

test.each([
  ["status", () => localStatus(context(POINTED))],
  ["down", () => down(context(POINTED), "local")],
  ["up", () => connect(context(POINTED), NEEDS)],
])("%s in a shell that points at an emulator that has gone names the way back", async (_, run) => {
  await expect(run()).rejects.toThrow(
    `expected the emulator at http://127.0.0.1:1, to which \`ecr local env\` has pointed this shell, found no answer. ${GO_BACK}`,
  );
});

test.each([
  [
    "in a shell that points at it",
    POINTED,
    true,
    `Destroyed a. The emulator is stopped.\nThis shell still points at it. ${GO_BACK}`,
  ],
  ["in another shell", {}, true, "Destroyed a. The emulator is stopped."],
  ["of somebody else", POINTED, false, "Destroyed a. The emulator was left alone."],
])("down of an emulator %s", (_, env, stopped, expected) => {
  const result = { environment: "local", found: true, destroyed: ["a"], stopped };
  expect(downText(result, env)).toBe(expected);
});
