import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findEmulator, forgetEmulator, saveEmulator, type EmulatorState } from "../../src/emulator/emulator-state";
import { identify } from "../../src/processes/process-identity";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "emulator-state-"));
  file = path.join(folder, "local", "emulator.json");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function state(overrides: Partial<EmulatorState> = {}): EmulatorState {
  const self = identify(process.pid);
  if (self === undefined) throw new Error("this process must have an identity");
  return {
    endpoint: "http://127.0.0.1:5000",
    account: "123456789012",
    region: "us-east-1",
    process: self,
    logFile: "emulator.log",
    startedAt: "2026-01-01T00:00:00.000Z",
    ...overrides,
  };
}

test("a running emulator is found as it was saved, and nothing is left next to its file", () => {
  saveEmulator(file, state());
  expect(findEmulator(file)).toEqual({ status: "running", state: state() });
  expect(readdirSync(path.dirname(file))).toEqual(["emulator.json"]);
});

test("without a file there is no emulator", () => {
  expect(findEmulator(file)).toEqual({ status: "none" });
});

test("an emulator has ended if another process has its number", () => {
  saveEmulator(file, state({ process: { pid: process.pid, started: "another time" } }));
  expect(findEmulator(file).status).toBe("ended");
});

test("an emulator has ended if no process has its number", () => {
  saveEmulator(file, state({ process: { pid: 2 ** 31 - 2, started: "1" } }));
  expect(findEmulator(file).status).toBe("ended");
});

test("a file that is not JSON is reported as such", () => {
  saveEmulator(file, state());
  writeFileSync(file, '{"endpoint": "http://127.0');
  expect(findEmulator(file)).toEqual({ status: "unreadable", reason: `${file}: not valid JSON` });
});

test("a file with other JSON is reported with the key", () => {
  saveEmulator(file, state());
  writeFileSync(file, JSON.stringify({ ...state(), process: { pid: -1, started: "1" } }));
  expect(findEmulator(file)).toMatchObject({ status: "unreadable", reason: expect.stringContaining("process.pid") });
});

test("an endpoint that is not on this machine is rejected", () => {
  saveEmulator(file, state({ endpoint: "http://example.com:5000" }));
  expect(findEmulator(file)).toMatchObject({ status: "unreadable", reason: expect.stringContaining("endpoint") });
});

test("a file that cannot be read is reported, and does not count as missing", () => {
  expect(findEmulator(folder)).toMatchObject({ status: "unreadable", reason: expect.stringContaining("EISDIR") });
});

test("an unknown emulator can be forgotten", () => {
  saveEmulator(file, state());
  forgetEmulator(file);
  forgetEmulator(file);
  expect(existsSync(file)).toBe(false);
});
