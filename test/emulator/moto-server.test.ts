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

test("two servers have their own ports, and one keeps running when the other is stopped", async () => {
  const [one, two] = await Promise.all([start("one"), start("two")]);
  expect(one.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(one.endpoint).not.toBe(two.endpoint);
  await one.stop();
  expect(await answers(one.endpoint)).toBe(false);
  expect(await answers(two.endpoint)).toBe(true);
  await two.stop();
});

test("the end of a server is noticed", async () => {
  const server = await start("short");
  const identity = identify(server.pid);
  process.kill(server.pid, "SIGKILL");
  await expect(server.exited).resolves.toBe("SIGKILL");
  expect(identity !== undefined && isProcessAlive(identity)).toBe(false);
  await server.stop();
});

test("a server that ends before it responds causes an error with its exit code and the end of its log", async () => {
  const env = onlyServer("echo a module is missing; exit 7");
  await expect(startMotoServer({ cacheFolder: folder, env })).rejects.toThrow(
    /moto_server ended before it responded \(exit 7\)\. End of its log:\na module is missing\nexpected moto_server or python3 on the PATH, found neither/,
  );
});

test("an aborted start leaves no server", async () => {
  const controller = new AbortController();
  const pidFile = path.join(folder, "pid");
  const env = {
    ...onlyServer(`echo $$ > ${pidFile}; exec sleep 60`),
    PATH: `${path.join(folder, "bin")}:/usr/bin:/bin`,
  };
  setTimeout(() => {
    controller.abort(new Error("aborted"));
  }, 500);
  await expect(startMotoServer({ cacheFolder: folder, env, signal: controller.signal })).rejects.toThrow("aborted");
  expect(identify(Number(readFileSync(pidFile, "utf8")))).toBeUndefined();
});

test("an address without a server does not respond", async () => {
  expect(await answers("http://127.0.0.1:1")).toBe(false);
});
