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

test("a process keeps its identity for as long as it lives", async () => {
  const pid = await node(WAIT);
  const identity = identify(pid);
  expect(identity).toEqual(identify(pid));
  expect(identity).toMatchObject({ pid });
});

test.each([0, -1, 1.5, NaN, 2 ** 31 - 2])("the number %p is no process", (pid) => {
  expect(identify(pid)).toBeUndefined();
});

test("ending a process waits until it is gone", async () => {
  const identity = identify(await node(WAIT)) ?? { pid: 0, started: "" };
  expect(await endProcess(identity)).toBe(true);
  expect(isProcessAlive(identity)).toBe(false);
});

test("a process that ignores being asked is killed", async () => {
  const identity = identify(await node(`process.on("SIGTERM", () => {}); ${WAIT}`)) ?? { pid: 0, started: "" };
  expect(await endProcess(identity)).toBe(true);
  expect(isProcessAlive(identity)).toBe(false);
}, 20_000);

test("a process that has the number of one that is gone is left alone", async () => {
  const pid = await node(WAIT);
  expect(await endProcess({ pid, started: "another time" })).toBe(false);
  expect(identify(pid)).toBeDefined();
});
