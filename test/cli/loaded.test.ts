import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");

/** Runs commands one after the other in one process, and prints which packages each of them has loaded first. */
const DRIVER = `
const { createProgram } = require("./src/cli/program");
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
    const error = await quiet(createProgram(process.argv[3])).parseAsync(args, { from: "user" }).then(
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

/** @param project folder of the environments. @default - this project */
function startsOf(commands: readonly (readonly string[])[], project = ROOT): Start[] {
  const folder = mkdtempSync(join(tmpdir(), "cdktf-ecr-loaded-"));
  try {
    const driver = join(folder, "driver.cjs");
    writeFileSync(driver, DRIVER.replace("./src/cli/program", join(ROOT, "src/cli/program")));
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ["-r", "tsx/cjs", driver, JSON.stringify(commands), project],
      {
        cwd: ROOT,
        encoding: "utf8",
      },
    );
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

const REQUIRE = /\brequire\("([^"]+)"\)(?:\s+as\s+typeof\s+import\("([^"]+)"\))?/g;

const ASKING = [
  ["adopt", "nowhere", "--from", "aws"],
  ["adopt", "nowhere", "--finish"],
  ["export", "nowhere"],
  ["handover", "nowhere", "team/api", "--to", "operator"],
  ["status", "nowhere"],
  ["doctor", "nowhere"],
  ["login", "nowhere"],
  ["destroy", "nowhere"],
  ["delete-images", "nowhere", "team/api", "--untagged"],
  ["images", "nowhere", "team/api"],
  ["scan-gate", "team/api:v1", "--env", "nowhere"],
  ["findings", "team/api:v1", "--env", "nowhere"],
  ["scan", "team/api:v1", "--env", "nowhere"],
  ["restore", "team/api:v1", "--env", "nowhere"],
  ["ci", "github", "nowhere"],
  ["bootstrap", "nowhere"],
  ["operator", "nowhere"],
  ["cost", "nowhere"],
  ["lifecycle", "preview", "nowhere", "team/api"],
  ["validate", "nowhere"],
];

/** What parses a command line, and guesses what a mistyped word was meant to be. */
const OWN = /^(commander|picocolors|fastest-levenshtein|tsx|esbuild|@esbuild\/.*)$/;

test("help loads nothing but the parser of the command line", () => {
  const [start] = startsOf([["--help"]]);
  expect(start?.loaded).toContain("commander");
  expect(start?.loaded.filter((name) => !OWN.test(name))).toEqual([]);
});

test("an environment that is not there is told before anything else is loaded", () => {
  for (const { args, error, loaded } of startsOf(ASKING)) {
    expect({ args, error, others: loaded.filter((name) => !OWN.test(name)) }).toEqual({
      args,
      error: expect.stringContaining('found "nowhere"'),
      others: [],
    });
  }
});

describe("own files that are loaded late", () => {
  const texts = ["src", "modules", "stacks"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => ({ file: `${folder}/${name}`, text: readFileSync(join(ROOT, folder, name), "utf8") })),
  );

  test("are typed as what is loaded", () => {
    const late = texts.flatMap(({ text }) => [...text.matchAll(REQUIRE)]);
    expect(late.length).toBeGreaterThan(20);
    expect(late.filter(([, loaded, typed]) => loaded !== typed).map(([text]) => text)).toEqual([]);
  });

  test("are not loaded by import(), for which TypeScript needs another, slower loader", () => {
    const found = texts.filter(({ text }) => /(?<!typeof )\bimport\("\./.test(text));
    expect(found.map(({ file }) => file)).toEqual([]);
  });
});

test("what is done without AWS loads nothing of it", () => {
  for (const { args, error, loaded } of startsOf([
    ["export", "local"],
    ["ci", "github", "local", "my-app"],
    ["bootstrap", "production", "-o", "terraform"],
    ["bootstrap", "production", "-o", "aws-cli"],
  ])) {
    expect({ args, error, heavy: loaded.filter(isHeavy) }).toEqual({ args, error: "", heavy: [] });
  }
});
