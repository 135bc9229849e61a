import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");

/** Runs commands one after the other in one process, and prints which packages each of them has loaded first. */
const DRIVER = `
const { createProgram } = require("./cli/program");
const seen = new Set();
const loaded = () => {
  const files = Object.keys(require("node:module")._cache);
  const names = files.map((file) => /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\/(?!.*node_modules)/.exec(file)?.[1]);
  return [...new Set(names)].filter((name) => name !== undefined && !seen.has(name) && seen.add(name));
};
const quiet = (command) => {
  command.exitOverride().configureOutput({ writeOut() {}, writeErr() {} });
  command.commands.forEach(quiet);
  return command;
};
(async () => {
  for (const args of JSON.parse(process.argv[2])) {
    const error = await quiet(createProgram(process.cwd())).parseAsync(args, { from: "user" }).then(
      () => "",
      ({ message }) => message,
    );
    console.log("\\nstarted: " + JSON.stringify({ args: args.join(" "), error, loaded: loaded() }));
  }
})();`;

interface Start {
  readonly args: string;
  readonly error: string;
  /** Packages that no command before it has loaded. */
  readonly loaded: readonly string[];
}

function startsOf(commands: readonly (readonly string[])[]): Start[] {
  const folder = mkdtempSync(join(tmpdir(), "cdktf-ecr-loaded-"));
  try {
    const driver = join(folder, "driver.cjs");
    writeFileSync(driver, DRIVER.replace("./cli/program", join(ROOT, "cli/program")));
    const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", driver, JSON.stringify(commands)], {
      cwd: ROOT,
      encoding: "utf8",
    });
    // What the commands themselves print is left out.
    const starts = [...stdout.matchAll(/^started: (.*)$/gm)].map(([, start = ""]) => JSON.parse(start) as Start);
    if (starts.length !== commands.length) throw new Error(stderr);
    return starts;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What takes a command long to load, and is of no use before it is known what there is to do. */
const isHeavy = (name: string): boolean =>
  /^(cdktf|constructs|@cdktf\/.*|@aws-sdk\/.*|@smithy\/.*|@kubernetes\/.*|@inquirer\/.*|async|diff|listr2)$/.test(name);

const ASKING = [
  ["adopt", "nowhere", "--from", "aws"],
  ["adopt", "nowhere", "--finish"],
  ["export", "nowhere"],
  ["handover", "nowhere", "team/api", "--to", "operator"],
  ["status", "nowhere"],
  ["doctor", "nowhere"],
  ["login", "nowhere"],
  ["destroy", "nowhere"],
  ["scan-gate", "team/api:v1", "--env", "nowhere"],
  ["ci", "github", "nowhere"],
];

test("help loads nothing but the parser of the command line", () => {
  const [start] = startsOf([["--help"]]);
  expect(start?.loaded).toContain("commander");
  const own = ["commander", "picocolors", "tsx", "esbuild"];
  expect(start?.loaded.filter((name) => !own.includes(name) && !name.startsWith("@esbuild/"))).toEqual([]);
});

test("an environment that is not there is told before anything heavy is loaded", () => {
  for (const { args, error, loaded } of startsOf(ASKING)) {
    expect({ args, error, heavy: loaded.filter(isHeavy) }).toEqual({
      args,
      error: expect.stringContaining('no environment "nowhere"'),
      heavy: [],
    });
  }
});

test("what is done without AWS loads nothing of it", () => {
  for (const { args, error, loaded } of startsOf([
    ["export", "local"],
    ["ci", "github", "local", "my-app"],
  ])) {
    expect({ args, error, heavy: loaded.filter(isHeavy) }).toEqual({ args, error: "", heavy: [] });
  }
});
