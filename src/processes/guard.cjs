/**
 * Runs one command and makes sure that it does not outlive whoever asked for it, not even one that was killed:
 * the asker holds the other end of this program's standard input, and the end of that input is the end of the command.
 *
 *     node guard.cjs <log file> <process to interrupt first, or ""> <command> [argument...]
 *
 * Lines read: `end` (stop the command and leave), `release` (leave, the command stays). Lines written:
 * `started <pid>`, `failed <why>`, then `exited <code or signal>`.
 *
 * Plain JavaScript, because it has to start without a loader wherever it is started.
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
// The asker may be gone by the time there is something to tell.
process.stdout.on("error", () => undefined);

const child = spawn(command, args, { stdio: ["ignore", log, log] });
const known = new Set();
let ending = false;
child.on("spawn", () => process.stdout.write(`started ${child.pid}\n`));
child.on("error", (error) => process.stdout.write(`failed ${error.message}\n`, () => process.exit(1)));
child.on("exit", (code, signal) => {
  if (!ending) process.stdout.write(`exited ${code ?? signal}\n`, () => process.exit(0));
});

const asker = createInterface({ input: process.stdin });
let released = false;
asker.on("line", (line) => {
  if (line === "release") {
    released = true;
    process.exit(0);
  }
  if (line === "end") void end();
});
asker.on("close", () => {
  if (!released) void end();
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void end());

async function end() {
  if (ending) return;
  ending = true;
  if (child.pid !== undefined) {
    known.add(child.pid);
    // Terraform ends in order on SIGINT and gives its lock back; its parent would only cut its terminal.
    if (interruptFirst !== "") {
      await during(INTERRUPT_GRACE_MS, "SIGINT", ({ name }) => name === interruptFirst);
    }
    await during(TERMINATE_GRACE_MS, "SIGTERM", () => true);
    await during(TERMINATE_GRACE_MS, "SIGKILL", () => true);
  }
  process.stdout.write(`exited ${child.exitCode ?? child.signalCode ?? "SIGKILL"}\n`, () => process.exit(0));
  // Nobody may be left to read that line.
  await sleep(POLL_MS);
  process.exit(0);
}

/** Signals each wanted process of the command's tree once, and waits until none of them is left. */
async function during(grace, signal, wanted) {
  const told = new Set();
  for (const until = Date.now() + grace; Date.now() < until; await sleep(POLL_MS)) {
    const alive = tree().filter(wanted);
    if (alive.length === 0) return;
    for (const { pid } of alive) {
      if (told.has(pid)) continue;
      told.add(pid);
      try {
        process.kill(pid, signal);
      } catch {
        // It ended in between.
      }
    }
  }
}

/**
 * The living processes that descend from the command. By parent and not by process group: a pseudo-terminal gives its
 * process a session of its own. Those seen once stay known when their parent ends before them.
 */
function tree() {
  const listed = spawnSync("ps", ["-A", "-o", "pid=,ppid=,stat=,comm="], { encoding: "utf8" });
  const rows = (listed.stdout ?? "").split("\n").flatMap((line) => {
    const match = /^ *(\d+) +(\d+) +(\S+) +(\S.*)$/.exec(line);
    if (match === null || match[3].startsWith("Z")) return [];
    return [{ pid: Number(match[1]), parent: Number(match[2]), name: basename(match[4].trim()) }];
  });
  if (rows.length === 0)
    return child.exitCode === null && child.signalCode === null ? [{ pid: child.pid, name: "" }] : [];
  const alive = new Set(rows.map(({ pid }) => pid));
  for (const pid of known) if (!alive.has(pid)) known.delete(pid);
  for (let before = -1; before !== known.size;) {
    before = known.size;
    for (const { pid, parent } of rows) if (known.has(parent)) known.add(pid);
  }
  return rows.filter(({ pid }) => known.has(pid));
}
