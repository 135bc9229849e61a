import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { localPaths, type LocalContext } from "../../../src/cli/local/context";
import { down, downText } from "../../../src/cli/local/down";
import { connect, findConnection, findEmbedded } from "../../../src/cli/local/emulator-connection";
import { localStatus, statusText } from "../../../src/cli/local/status";
import { findEmulator, saveEmulator, type EmulatorState } from "../../../src/emulator/emulator-state";
import { answers, startMotoServer, type MotoServer } from "../../../src/emulator/moto-server";
import { identify, isProcessAlive, type ProcessIdentity } from "../../../src/processes/process-identity";

jest.setTimeout(60_000);

const NEEDS = { environment: "trial", account: "123456789012", region: "us-east-1" };

let folder: string;
let server: MotoServer;
let messages: string[];

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
  messages = [];
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
      throw new Error("unexpected plan");
    },
    print: () => undefined,
    tell: (text) => void messages.push(text),
    interactive: false,
    signal: new AbortController().signal,
  };
}

function identityOf(pid: number): ProcessIdentity {
  const identity = identify(pid);
  if (identity === undefined) throw new Error(`process ${pid} does not run`);
  return identity;
}

/** Saves the server of this file as the embedded emulator, as an earlier `up` does. */
function saveRunning(overrides: Partial<EmulatorState> = {}): void {
  const { endpoint, pid, logFile } = server;
  const startedAt = "2026-01-01T00:00:00.000Z";
  const state = { endpoint, ...NEEDS, process: identityOf(pid), logFile, startedAt };
  saveEmulator(localPaths(folder).emulatorState, { ...state, ...overrides });
}

/** Makes the project's only environment, without contents. */
function declareEnvironment(name: string): void {
  mkdirSync(path.join(folder, "environments", name), { recursive: true });
  writeFileSync(path.join(folder, "environments", name, "environment.yaml"), "");
  writeFileSync(path.join(folder, "cdktf.json"), "{}");
}

test("a running emulator is used again", async () => {
  saveRunning();
  expect(await connect(context(), NEEDS)).toMatchObject({ kind: "running", endpoint: server.endpoint });
});

test("a discarded emulator is stopped and forgotten, and its log stays in the cache", async () => {
  const file = localPaths(folder).emulatorState;
  const connection = await connect(context(), NEEDS);
  expect(connection.kind).toBe("started");
  expect(findEmulator(file)).toMatchObject({ status: "running" });
  await connection.discard?.();
  expect(existsSync(file)).toBe(false);
  expect(await answers(connection.endpoint)).toBe(false);
  expect(readFileSync(localPaths(folder).emulatorLog, "utf8")).toContain(connection.endpoint);
});

test("an emulator that has ended is replaced", async () => {
  saveRunning({ process: { pid: server.pid, started: "another time" } });
  const connection = await connect(context(), NEEDS);
  expect(connection.kind).toBe("started");
  expect(connection.endpoint).not.toBe(server.endpoint);
  await connection.discard?.();
});

test("an unreadable state file is deleted with a warning", () => {
  const file = localPaths(folder).emulatorState;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "{");
  expect(findEmbedded(context())).toBeUndefined();
  expect(messages).toEqual([
    `warning: ${file}: not valid JSON. The file was deleted. An earlier emulator may still be running.`,
  ]);
  expect(existsSync(file)).toBe(false);
});

test("an emulator for another account is rejected, with what to do", async () => {
  saveRunning({ account: "210987654321" });
  await expect(connect(context(), NEEDS)).rejects.toThrow(
    "expected an emulator for account 123456789012, found one for 210987654321. Stop that emulator first: npx ecr local down",
  );
});

test("AWS_ENDPOINT_URL takes precedence over the embedded emulator", async () => {
  saveRunning({ endpoint: "http://127.0.0.1:1" });
  const connection = await connect(context({ AWS_ENDPOINT_URL: server.endpoint }), NEEDS);
  expect(connection.kind).toBe("external");
});

test("an AWS_ENDPOINT_URL of the embedded emulator does not make it an external one", async () => {
  saveRunning();
  const connection = await findConnection(context({ AWS_ENDPOINT_URL: server.endpoint }));
  expect(connection?.kind).toBe("running");
});

test("an AWS_ENDPOINT_URL that does not respond causes an error with what to do", async () => {
  await expect(connect(context({ AWS_ENDPOINT_URL: "http://127.0.0.1:1" }), NEEDS)).rejects.toThrow(
    "AWS_ENDPOINT_URL: no response from http://127.0.0.1:1. Start that emulator, or unset AWS_ENDPOINT_URL to use the embedded emulator.",
  );
});

/** Saves a process that does not listen as the embedded emulator. */
function hanging(): ProcessIdentity {
  const { pid } = spawn("sleep", ["60"], { stdio: "ignore" });
  const identity = identityOf(pid ?? 0);
  saveRunning({ endpoint: "http://127.0.0.1:1", process: identity });
  return identity;
}

test("an emulator that does not respond causes an error, and down stops it", async () => {
  const identity = hanging();
  await expect(connect(context(), NEEDS)).rejects.toThrow(
    `the emulator (process ${identity.pid}) does not respond at http://127.0.0.1:1. Stop it with npx ecr local down, then try again`,
  );
  expect(await down(context(), "local")).toEqual({ environment: "local", found: true, destroyed: [], stopped: true });
  expect(messages).toEqual([
    `The emulator (process ${identity.pid}) does not respond. Stopping it without destroying the stacks.`,
  ]);
  expect(isProcessAlive(identity)).toBe(false);
});

test("an emulator that ends before down stops it does not run any more", async () => {
  const identity = hanging();
  const forget = (): void => {
    rmSync(localPaths(folder).emulatorState);
  };
  expect(await down({ ...context(), tell: forget }, "local")).toMatchObject({ found: true, stopped: true });
  process.kill(identity.pid);
});

test("down stops nothing if the project has no environment of the name, and the emulator if the environment cannot be read", async () => {
  declareEnvironment("staging");
  const connection = await connect(context(), NEEDS);
  await connection.keep?.();
  await expect(down(context(), "local")).rejects.toThrow(
    'expected an environment in environments/ (staging), found "local"',
  );
  expect(findEmbedded(context())).toBeDefined();
  expect(await answers(connection.endpoint)).toBe(true);
  await expect(down(context(), "staging")).rejects.toThrow("unexpected plan");
  expect(findEmbedded(context())).toBeUndefined();
  expect(await answers(connection.endpoint)).toBe(false);
  const nothing = { environment: "staging", found: false, destroyed: [], stopped: false };
  expect(await down(context(), "staging")).toEqual(nothing);
});

test("the status covers each kind of emulator, and none", async () => {
  expect(statusText(await localStatus(context()))).toBe("No emulator is running. To start one: npx ecr local up");
  const external = await localStatus(context({ AWS_ENDPOINT_URL: server.endpoint }));
  expect(statusText(external)).toBe(`Your own emulator (AWS_ENDPOINT_URL) responds at ${server.endpoint}.`);
  saveRunning();
  expect(statusText(await localStatus(context()))).toContain(
    `account 123456789012, region us-east-1, process ${server.pid}, since 2026-01-01T00:00:00.000Z`,
  );
});

const POINTED = { CDKTF_ECR_SHELL_BEFORE: '{"before":{},"given":{}}', AWS_ENDPOINT_URL: "http://127.0.0.1:1" };
const GO_BACK = 'To undo this, run: eval "$(npx ecr local env --undo)"';

test.each([
  ["status", () => localStatus(context(POINTED))],
  ["down", () => down(context(POINTED), "local")],
  ["up", () => connect(context(POINTED), NEEDS)],
])("%s in a shell that points at an emulator that has gone names the way back", async (_, run) => {
  await expect(run()).rejects.toThrow(
    `the emulator at http://127.0.0.1:1 does not respond, but this shell still uses it (from \`ecr local env\`). ${GO_BACK}`,
  );
});

test.each([
  [
    "in a shell that points at it",
    POINTED,
    true,
    `Destroyed a. The emulator is no longer running.\nThis shell still uses the emulator. ${GO_BACK}`,
  ],
  ["in another shell", {}, true, "Destroyed a. The emulator is no longer running."],
  ["of somebody else", POINTED, false, "Destroyed a. The emulator is still running."],
])("down of an emulator %s", (_, env, stopped, expected) => {
  const result = { environment: "local", found: true, destroyed: ["a"], stopped };
  expect(downText(result, env)).toBe(expected);
});
