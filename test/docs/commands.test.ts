import { commandsOf, faultOfCall, faultOfMention, inlineCalls, shellLines } from "./commands";
import { createProgram } from "../../src/cli/program";
import { MARKDOWN_FILES, ROOT, textOf } from "./markdown";

const PAGES = MARKDOWN_FILES.filter((page) => !page.startsWith("terraform/"));
const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };
const NPM = new Set(["ci", "test", "install", "pkg"]);
const CDKTF = new Set(["list", "diff", "deploy", "output", "destroy", "synth"]);

function faultOf(command: string): string | undefined {
  const [program = "", first = "", second = ""] = command.split(/\s+/);
  if (program === "npx" && first === "ecr") return faultOfCall(command);
  if (program === "npx" && first === "cdktf") return CDKTF.has(second) ? undefined : command;
  if (program !== "npm") return undefined;
  if (first === "run") return second in scripts ? undefined : command;
  return NPM.has(first) ? undefined : command;
}

test.each(PAGES)("the commands of %s exist, with their options", (page) => {
  const faults = [...shellLines(page).flatMap(commandsOf).map(faultOf), ...inlineCalls(page).map(faultOfMention)];
  expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
});

test("the commands of help exist, and it has every command", () => {
  const calls = [...textOf("help").matchAll(/npx (ecr .*?)(?: {2,}|"|\)|$)/gm)].map(([, call = ""]) => call);
  expect(calls.map((call) => faultOfCall(call)).filter((fault) => fault !== undefined)).toEqual([]);
  const named = new Set(calls.map((call) => call.split(" ")[1]));
  const all = createProgram(ROOT).commands.map((command) => command.name());
  expect(all.filter((name) => !named.has(name))).toEqual([]);
});

test("what does not exist is found", () => {
  expect(faultOfCall("npx ecr validat dev")).toContain("unknown command");
  expect(faultOfCall("npx ecr doctor dev --tga v1")).toContain("unknown option");
  expect(faultOfCall("npx ecr ci jenkins dev")).toContain("Allowed choices are github, gitlab");
  expect(faultOf("npm run lokal")).toBe("npm run lokal");
});

test("the README names the test command, and knows every program that it calls", () => {
  expect(textOf("README.md")).toMatch(/\n## Tests\n\n```sh\nnpm ci && npm test\n```\n/);
  const programs = new Set(
    shellLines("README.md")
      .flatMap(commandsOf)
      .map((command) => command.split(" ")[0]),
  );
  expect([...programs].sort()).toEqual(["git", "npm", "npx"]);
});
