/**
 * Runs one command and ends it when the parent process ends. If the parent is killed by SIGKILL, Terraform must still get SIGINT,
 * or it never releases its state lock; only another process can send it.
 *
 *     node guard.cjs <log file> <program to interrupt first, or ""> <command> [argument...]
 *
 * The parent holds the other end of standard input. Lines it may write: `end` (end the command and exit) and `release` (exit and
 * leave the command running). The end of input counts as `end`. Lines of output: `started <pid>`, `failed <reason>`,
 * `exited <code or signal>`.
 *
 * JavaScript, so that it starts without a loader.
 */
const { spawn, spawnSync } = require("node:child_process");
const { openSync } = require("node:fs");
const { basename } = require("node:path");
const process = require("node:process");
const { createInterface } = require("node:readline");
const { setTimeout: sleep } = require("node:timers/promises");

const INTERRUPT_GRACE_MS = 20_000;
const TERMINATE_GRACE_MS = 5_000;
const POLL_MS = 100;

const [logFile, interruptFirst, command, ...args] = process.argv.slice(2);
const log = openSync(logFile, "a");
// The parent may be gone.
process.stdout.on("error", () => undefined);

const child = spawn(command, args, { stdio: ["ignore", log, log] });
const descendants = new Set();
let ending = false;
child.on("spawn", () => process.stdout.write(`started ${child.pid}\n`));
child.on("error", (error) => process.stdout.write(`failed ${error.message}\n`, () => process.exit(1)));
child.on("exit", (code, signal) => {
  if (!ending) process.stdout.write(`exited ${code ?? signal}\n`, () => process.exit(0));
});

createInterface({ input: process.stdin })
  .on("line", (line) => {
    if (line === "release") process.exit(0);
    if (line === "end") void end();
  })
  .on("close", () => void end());
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void end());

async function end() {
  if (ending) return;
  ending = true;
  if (child.pid !== undefined) {
    descendants.add(child.pid);
    // On SIGINT, Terraform finishes what it is doing and releases its lock. cdktf would only stop reading Terraform's output.
    if (interruptFirst !== "") {
      await signalAll("SIGINT", INTERRUPT_GRACE_MS, ({ name }) => name === interruptFirst);
    }
    await signalAll("SIGTERM", TERMINATE_GRACE_MS);
    await signalAll("SIGKILL", TERMINATE_GRACE_MS);
  }
  process.stdout.write(`exited ${child.exitCode ?? child.signalCode ?? "SIGKILL"}\n`, () => process.exit(0));
  // If the parent is gone, nothing reads that line.
  await sleep(POLL_MS);
  process.exit(0);
}

/** Signals each matching process of the command's tree once, and waits until they have ended or the time is over. */
async function signalAll(signal, graceMs, matches = () => true) {
  const signaled = new Set();
  for (const until = Date.now() + graceMs; Date.now() < until; await sleep(POLL_MS)) {
    const alive = livingTree().filter(matches);
    if (alive.length === 0) return;
    for (const { pid } of alive) {
      if (signaled.has(pid)) continue;
      signaled.add(pid);
      try {
        process.kill(pid, signal);
      } catch {
        // It has ended since.
      }
    }
  }
}

/**
 * The living processes that descend from the command. Found by parent, because a process with a pseudo-terminal has a process
 * group and session of its own. A process that was found once stays in the tree after its parent has ended.
 */
function livingTree() {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,stat=,comm="], { encoding: "utf8" });
  const rows = [...(stdout ?? "").matchAll(/^ *(\d+) +(\d+) +([^Z\s]\S*) +(\S.*)$/gm)].map(
    ([, pid, parent, , name]) => ({
      pid: Number(pid),
      parent: Number(parent),
      name: basename(name.trim()),
    }),
  );
  // Without ps, only the command itself is known.
  if (rows.length === 0 && child.exitCode === null && child.signalCode === null) return [{ pid: child.pid, name: "" }];
  const alive = new Set(rows.map(({ pid }) => pid));
  for (const pid of descendants) if (!alive.has(pid)) descendants.delete(pid);
  for (let before = -1; before !== descendants.size;) {
    before = descendants.size;
    for (const { pid, parent } of rows) if (descendants.has(parent)) descendants.add(pid);
  }
  return rows.filter(({ pid }) => descendants.has(pid));
}
