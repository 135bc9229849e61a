import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { identify } from "../../emulator/process-identity";
import { Locked, withLock } from "../../emulator/process-lock";

const ROOT = path.resolve(__dirname, "../..");
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "process-lock-"));
  file = path.join(folder, "below", "lock");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const hold = (holder: unknown): void => {
  writeFileSync(file, typeof holder === "string" ? holder : JSON.stringify(holder));
};

/** A program that takes the lock, says so, and holds it until its standard input ends. */
function holding(): readonly [string, readonly string[]] {
  const work = `async () => { console.log("held"); for await (const _ of process.stdin); }`;
  const lock = JSON.stringify(path.join(ROOT, "emulator/process-lock.ts"));
  const script = `require(${lock}).withLock(${JSON.stringify(file)}, "up", ${work}).catch(({ message }) => console.log(message))`;
  return [process.execPath, ["-r", "tsx/cjs", "-e", script]];
}

test("a lock is held while the work is done, and gone after it, however it ends", async () => {
  await expect(
    withLock(file, "up", () => {
      expect(existsSync(file)).toBe(true);
      return Promise.resolve("done");
    }),
  ).resolves.toBe("done");
  await expect(withLock(file, "up", () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  expect(readdirSync(path.dirname(file))).toEqual([]);
});

test("who comes while another process is at work is told which one", async () => {
  await withLock(file, "up", async () => {
    const refused = withLock(file, "down", () => Promise.resolve());
    await expect(refused).rejects.toThrow(Locked);
    await expect(refused).rejects.toThrow(`another up (process ${process.pid}) is at work; wait for it or end it`);
    expect(readdirSync(path.dirname(file))).toEqual(["lock"]);
  });
});

test("what a killed process held is taken over", async () => {
  const [program, args] = holding();
  const child = spawn(program, args, { cwd: ROOT, stdio: ["pipe", "pipe", "inherit"] });
  await once(child.stdout, "data");
  await expect(withLock(file, "up", () => Promise.resolve())).rejects.toThrow(`(process ${child.pid ?? 0})`);
  child.kill("SIGKILL");
  await once(child, "close");
  expect(existsSync(file)).toBe(true);
  await expect(withLock(file, "up", () => Promise.resolve("done"))).resolves.toBe("done");
});

test.each([
  ["a process that had this one's number", () => ({ pid: process.pid, started: "another time", what: "up" })],
  ["nobody that one can read", () => "{"],
  ["somebody without a start", () => ({ pid: process.pid, what: "up" })],
])("a lock of %s is taken over", async (_whose, holder) => {
  await withLock(file, "up", () => Promise.resolve());
  hold(holder());
  await expect(withLock(file, "up", () => Promise.resolve("done"))).resolves.toBe("done");
});

test("a lock that names this very process counts, for it lives", async () => {
  await withLock(file, "up", () => Promise.resolve());
  hold({ ...identify(process.pid), what: "down" });
  await expect(withLock(file, "up", () => Promise.resolve())).rejects.toThrow("another down");
});

test("of several that take over at once, one gets it", async () => {
  await withLock(file, "up", () => Promise.resolve());
  hold({ pid: process.pid, started: "another time", what: "up" });
  const [program, args] = holding();
  const runs = [1, 2, 3, 4].map(() => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ["pipe", "pipe", "inherit"] });
    return { child, first: once(child.stdout, "data"), closed: once(child, "close") };
  });
  const words = await Promise.all(runs.map(async ({ first }) => String((await first)[0]).trim()));
  for (const { child } of runs) child.stdin.end();
  expect(words.filter((word) => word === "held")).toHaveLength(1);
  expect(words.filter((word) => word.includes("is at work"))).toHaveLength(3);
  await Promise.all(runs.map(({ closed }) => closed));
  expect(readdirSync(path.dirname(file))).toEqual([]);
});
