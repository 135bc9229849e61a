import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { identify } from "../../src/processes/process-identity";
import { LockedError, withLock } from "../../src/processes/process-lock";

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

/** Writes the next numbered file, with this holder. */
const hold = (holder: unknown): void => {
  const last = Number(files().at(-1)?.split(".").at(-1) ?? 0);
  writeFileSync(`${file}.${last + 1}`, typeof holder === "string" ? holder : JSON.stringify(holder));
};

const files = (): string[] =>
  readdirSync(path.dirname(file)).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));

/** A program that acquires the lock, prints "held", and holds it until its standard input ends. */
function holding(): readonly [string, readonly string[]] {
  const work = `async () => { console.log("held"); for await (const _ of process.stdin); }`;
  const lock = JSON.stringify(path.join(ROOT, "src/processes/process-lock.ts"));
  const script = `require(${lock}).withLock(${JSON.stringify(file)}, "up", ${work}).catch(({ message }) => console.log(message))`;
  return [process.execPath, ["-r", "tsx/cjs", "-e", script]];
}

test("a lock is held during the work and released afterwards, even if the work fails", async () => {
  await expect(
    withLock(file, "up", () => {
      expect(readFileSync(`${file}.1`, "utf8")).toContain(`"pid":${process.pid}`);
      return Promise.resolve("done");
    }),
  ).resolves.toBe("done");
  await expect(withLock(file, "up", () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  expect(files()).toEqual(["lock.2"]);
  expect(readFileSync(`${file}.2`, "utf8")).toBe("");
});

test("a second process gets an error that names the holder", async () => {
  await withLock(file, "up", async () => {
    const refused = withLock(file, "down", () => Promise.resolve());
    await expect(refused).rejects.toThrow(LockedError);
    await expect(refused).rejects.toThrow(
      `up is already running (process ${process.pid}). Wait for it to end, or stop it.`,
    );
    expect(files()).toEqual(["lock.1"]);
  });
});

test("the lock of a killed process is taken over at once", async () => {
  const [program, args] = holding();
  const child = spawn(program, args, { cwd: ROOT, stdio: ["pipe", "pipe", "inherit"] });
  await once(child.stdout, "data");
  await expect(withLock(file, "up", () => Promise.resolve())).rejects.toThrow(`(process ${child.pid ?? 0})`);
  child.kill("SIGKILL");
  await once(child, "close");
  expect(readFileSync(`${file}.1`, "utf8")).toContain(`"pid":${child.pid ?? 0}`);
  await expect(withLock(file, "up", () => Promise.resolve("done"))).resolves.toBe("done");
});

test.each([
  ["an earlier process with the same number", () => ({ pid: process.pid, started: "another time", what: "up" })],
  ["an unreadable holder", () => "{"],
  ["a holder without its start time", () => ({ pid: process.pid, what: "up" })],
])("the lock of %s is taken over", async (_case, holder) => {
  await withLock(file, "up", () => Promise.resolve());
  hold(holder());
  await expect(withLock(file, "up", () => Promise.resolve("done"))).resolves.toBe("done");
});

test("a lock that this process holds already is respected", async () => {
  await withLock(file, "up", () => Promise.resolve());
  hold({ ...identify(process.pid), what: "down" });
  await expect(withLock(file, "up", () => Promise.resolve())).rejects.toThrow("down is already running");
});

/**
 * Acquires the lock again and again, with a random pause before each file operation, so that processes interleave. The holder
 * creates a file that must not exist yet. Half of the time it leaves the lock as if it were killed.
 */
const RACER = `
const fs = require("node:fs");
const { readdirSync, readFileSync, writeFileSync } = fs;
const pause = (most) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.random() * most);
for (const name of ["linkSync", "renameSync", "rmSync", "readFileSync", "readdirSync", "writeFileSync"]) {
  const call = fs[name];
  fs[name] = (path, ...rest) => {
    if (String(path).includes("/below/lock")) pause(3);
    return call(path, ...rest);
  };
}
const { withLock } = require(process.argv[1]);
const [, , file, rounds] = process.argv;
const folder = require("node:path").dirname(file);
const die = () => {
  for (const name of readdirSync(folder).map((each) => folder + "/" + each)) {
    if (name.endsWith(".new") || !name.includes("/lock")) continue;
    const text = readFileSync(name, "utf8");
    if (text.includes('"pid":' + process.pid + ",")) writeFileSync(name, text.replace('"started":"', '"started":"long before '));
  }
};
const round = () => new Promise((resolve, reject) => {
  withLock(file, "up", async () => {
    fs.closeSync(fs.openSync(folder + "/inside", "wx"));
    pause(2);
    fs.unlinkSync(folder + "/inside");
    if (Math.random() < 0.5) return resolve(1);
    die();
    resolve(1);
    return new Promise(() => {});
  }).catch((error) => (error.code === undefined ? resolve(0) : reject(error)));
});
(async () => {
  for (let left = Number(rounds); left > 0; left -= await round());
})();`;

test("if five processes take over a lock again and again, one of them holds it at a time", async () => {
  const lock = path.join(ROOT, "src/processes/process-lock.ts");
  const ends = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const racer = spawn(process.execPath, ["-r", "tsx/cjs", "-e", RACER, lock, file, "15"], {
        cwd: ROOT,
        stdio: ["ignore", "ignore", "pipe"],
      });
      const said: string[] = [];
      racer.stderr.on("data", (chunk: Buffer) => said.push(String(chunk)));
      const [code] = (await once(racer, "close")) as [number | null];
      return { code, said: said.join("") };
    }),
  );
  expect(ends).toEqual(ends.map(() => ({ code: 0, said: "" })));
  expect(files()).toHaveLength(1);
  // Each round of each process created at least one file.
  expect(Number(files()[0]?.split(".")[1])).toBeGreaterThanOrEqual(5 * 15);
});
