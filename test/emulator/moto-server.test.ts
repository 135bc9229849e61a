import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { answers, startMotoServer, type MotoServer } from "../../src/emulator/moto-server";
import { identify, isProcessAlive } from "../../src/processes/process-identity";

jest.setTimeout(60_000);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "moto-server-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A PATH with one program on it, `moto_server`. */
function onlyServer(script: string): NodeJS.ProcessEnv {
  const bin = path.join(folder, "bin");
  mkdirSync(bin);
  writeFileSync(path.join(bin, "moto_server"), `#!/bin/sh\n${script}\n`);
  chmodSync(path.join(bin, "moto_server"), 0o755);
  return { PATH: bin };
}

function start(name: string): Promise<MotoServer> {
  return startMotoServer({ cacheFolder: folder, logFile: path.join(folder, `${name}.log`), env: process.env });
}

test("two servers at a time have ports of their own, and stopping one leaves the other", async () => {
  const [one, two] = await Promise.all([start("one"), start("two")]);
  expect(one.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(one.endpoint).not.toBe(two.endpoint);
  await one.stop();
  expect(await answers(one.endpoint)).toBe(false);
  expect(await answers(two.endpoint)).toBe(true);
  await two.stop();
});

test("a server that ends by itself is noticed", async () => {
  const server = await start("short");
  const identity = identify(server.pid);
  process.kill(server.pid, "SIGKILL");
  await expect(server.exited).resolves.toBe("SIGKILL");
  expect(identity !== undefined && isProcessAlive(identity)).toBe(false);
  await server.stop();
});

test("a server that ends before it serves is an error with its exit code and the end of its log", async () => {
  const env = onlyServer("echo a module is missing; exit 7");
  await expect(startMotoServer({ cacheFolder: folder, env })).rejects.toThrow(
    /moto_server ended before it served \(exit 7\); its log ends:\na module is missing\nno moto_server and no python3 on PATH/,
  );
});

test("a start that is given up leaves no server behind", async () => {
  const controller = new AbortController();
  const pidFile = path.join(folder, "pid");
  const env = {
    ...onlyServer(`echo $$ > ${pidFile}; exec sleep 60`),
    PATH: `${path.join(folder, "bin")}:/usr/bin:/bin`,
  };
  setTimeout(() => {
    controller.abort(new Error("given up"));
  }, 500);
  await expect(startMotoServer({ cacheFolder: folder, env, signal: controller.signal })).rejects.toThrow("given up");
  expect(identify(Number(readFileSync(pidFile, "utf8")))).toBeUndefined();
});

test("an address at which nothing listens does not answer", async () => {
  expect(await answers("http://127.0.0.1:1")).toBe(false);
});
