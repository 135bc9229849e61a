import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runGuarded, startGuarded, type GuardedCommand } from "../../src/processes/guarded-process";
import { readLog } from "../../src/processes/log-tail";
import { endProcess, identify, isProcessAlive, type ProcessIdentity } from "../../src/processes/process-identity";

jest.setTimeout(30_000);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "guarded-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function node(script: string, overrides: Partial<GuardedCommand> = {}): GuardedCommand {
  const logFile = path.join(folder, "a.log");
  return { command: process.execPath, args: ["-e", script], env: process.env, logFile, ...overrides };
}

const WAIT = "setInterval(() => {}, 1000);";

async function until<T>(ask: () => T | undefined): Promise<T> {
  for (;;) {
    const answer = ask();
    if (answer !== undefined) return answer;
    await sleep(30);
  }
}

function alive(pid: number): ProcessIdentity {
  const identity = identify(pid);
  if (identity === undefined) throw new Error(`process ${pid} does not run`);
  return identity;
}

const gone = (identity: ProcessIdentity): Promise<true> => until(() => (isProcessAlive(identity) ? undefined : true));

test("a command's output goes to its log, and its exit code is returned", async () => {
  const exit = await runGuarded(node("console.log('out'); console.error('err'); process.exit(3)"));
  expect(exit).toBe("3");
  expect(readFileSync(path.join(folder, "a.log"), "utf8")).toBe("out\nerr\n");
});

test("the signal that ended a command is returned", async () => {
  expect(await runGuarded(node("process.kill(process.pid, 'SIGKILL')"))).toBe("SIGKILL");
});

test("a command that does not exist causes an error with its name", async () => {
  await expect(startGuarded(node("", { command: "/nowhere/tool" }))).rejects.toThrow(
    /^\/nowhere\/tool cannot be started: .*ENOENT/,
  );
});

test("ending a command also ends its descendants, even those in another session", async () => {
  const script = `const child = require("child_process").spawn(process.execPath, ["-e", "${WAIT}"], { detached: true });
    console.log("child " + child.pid); ${WAIT}`;
  const guarded = await startGuarded(node(script));
  const pid = await until(() => /child (\d+)/.exec(readLog(path.join(folder, "a.log")))?.[1]);
  const child = alive(Number(pid));
  await guarded.end();
  expect(isProcessAlive(child)).toBe(false);
  expect(identify(guarded.pid)).toBeUndefined();
});

test("the program to interrupt first gets SIGINT and time before its parent gets SIGTERM", async () => {
  // `sh` ends after its child, and bash then prints a line.
  const script =
    "sh -c 'trap \"sleep 1; echo released; exit 0\" INT; while :; do sleep 0.1; done'; echo parent went on; sleep 60";
  const command = { command: "bash", args: ["-c", script], interruptFirst: "sh" };
  const guarded = await startGuarded(node("", command));
  await sleep(300);
  await guarded.end();
  expect(readLog(path.join(folder, "a.log"))).toContain("released\nparent went on\n");
});

test("an aborted run ends the command and throws the reason", async () => {
  const controller = new AbortController();
  const run = runGuarded(node(`console.log(process.pid); ${WAIT}`), controller.signal);
  const pid = await until(() => /^\d+/.exec(readLog(path.join(folder, "a.log")))?.[0]);
  const command = alive(Number(pid));
  controller.abort(new Error("enough"));
  await expect(run).rejects.toThrow("enough");
  expect(isProcessAlive(command)).toBe(false);
});

const GUARDED = path.resolve(__dirname, "../../src/processes/guarded-process.ts");

/** Starts a process that guards a command, runs a script, and waits to be killed. */
async function parent(then: string): Promise<{ readonly kill: () => void; readonly command: ProcessIdentity }> {
  const script = `void (async () => {
    const { startGuarded } = require(${JSON.stringify(GUARDED)});
    const guarded = await startGuarded(${JSON.stringify({ ...node(WAIT), env: {} })});
    ${then}
    process.stdout.write(String(guarded.pid)); // not console.log, which colors numbers
    ${WAIT}
  })();`;
  const child = spawn(process.execPath, ["--import", "tsx", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const [pid] = (await once(child.stdout, "data")) as [Buffer];
  return { kill: () => void child.kill("SIGKILL"), command: alive(Number(pid.toString())) };
}

test("a command ends when its parent is killed", async () => {
  const { kill, command } = await parent("");
  expect(isProcessAlive(command)).toBe(true);
  kill();
  await expect(gone(command)).resolves.toBe(true);
});

test("a command that was released continues after its parent is killed", async () => {
  const { kill, command } = await parent("await guarded.release();");
  kill();
  await sleep(500);
  expect(isProcessAlive(command)).toBe(true);
  await endProcess(command);
});
