import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { endProcess, identify, isProcessAlive } from "../../src/processes/process-identity";

const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

async function node(script: string): Promise<number> {
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "ignore"] });
  started.push(child);
  await once(child.stdout, "data");
  if (child.pid === undefined) throw new Error("not started");
  return child.pid;
}

const WAIT = "setInterval(() => {}, 1000); console.log('ready')";

test("a process keeps its identity while it runs", async () => {
  const pid = await node(WAIT);
  const identity = identify(pid);
  expect(identity).toEqual(identify(pid));
  expect(identity).toMatchObject({ pid });
});

test.each([0, -1, 1.5, NaN, 2 ** 31 - 2])("%p is not the number of a process", (pid) => {
  expect(identify(pid)).toBeUndefined();
});

test("ending a process waits until it has ended", async () => {
  const identity = identify(await node(WAIT)) ?? { pid: 0, started: "" };
  expect(await endProcess(identity)).toBe(true);
  expect(isProcessAlive(identity)).toBe(false);
});

test("a process that ignores SIGTERM is killed", async () => {
  const identity = identify(await node(`process.on("SIGTERM", () => {}); ${WAIT}`)) ?? { pid: 0, started: "" };
  expect(await endProcess(identity)).toBe(true);
  expect(isProcessAlive(identity)).toBe(false);
}, 20_000);

test("a later process with the same number is not touched", async () => {
  const pid = await node(WAIT);
  expect(await endProcess({ pid, started: "another time" })).toBe(false);
  expect(identify(pid)).toBeDefined();
});
