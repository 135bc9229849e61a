import { type Command } from "commander";
import { createProgram } from "../../src/cli/program";
import { fences, textOf, withoutFences, ROOT } from "./markdown";

const SHELL = new Set(["sh", "console"]);

/** The lines of a page that are typed into a shell, with continued lines put together. */
export function shellLines(page: string): string[] {
  return fences(textOf(page))
    .filter(({ language }) => SHELL.has(language))
    .flatMap(({ language, lines }) =>
      language === "sh" ? lines : lines.filter((line) => line.startsWith("$ ")).map((line) => line.slice(2)),
    )
    .map((line) => (line.startsWith("#") ? "" : (line.split(" #")[0] ?? "")).trim())
    .filter((line) => line !== "");
}

/** The commands of a shell line: parts of a pipe, of a list and of `$(...)`. */
export function commandsOf(line: string): string[] {
  return line
    .replaceAll(/"\$\(([^)]*)\)"/g, "&& $1")
    .split(/&&|\|\||[|;]/)
    .map((command) => {
      const words = command.trim().split(" ");
      const redirection = words.findIndex((word) => /^(?:<<|>)/.test(word));
      return words.slice(0, redirection === -1 ? undefined : redirection).join(" ");
    });
}

/** `ecr` calls that stand in a page's text and tables. */
export function inlineCalls(page: string): string[] {
  return [...withoutFences(textOf(page)).matchAll(/`([^`]+)`/g)]
    .flatMap(([, code = ""]) => commandsOf(code.replaceAll("\n", " ")))
    .filter((command) => /^(?:npx )?ecr [a-z]/.test(command));
}

/** What a name between angle brackets, or in capitals, may be. */
const EXAMPLES: readonly (readonly [RegExp, string])[] = [
  [/<command>|<name>|<\.\.\.>/g, "x"],
  [/<environment>|<env>|\[ENV\.\.\.\]|ENV\|FILE\.\.\.|\bENV\b/g, "dev"],
  [/<repository>|\[NAME\.\.\.\]|\[REPOSITORY\]|\bREPOSITORY\b/g, "team/api"],
  [/<file>/g, "file"],
  [/github\|gitlab(?:\|bitbucket)?/g, "github"],
];

/** What a mention of a command may leave out. */
const INCOMPLETE = new Set(["commander.missingArgument", "commander.missingMandatoryOptionValue"]);

/** @returns what is wrong with the mention of a command in a text, which may leave out its arguments */
export function faultOfMention(call: string): string | undefined {
  return faultOfCall(call, INCOMPLETE);
}

/** @returns what is wrong with a call of `ecr`, in the program's own words */
export function faultOfCall(call: string, accepted: ReadonlySet<string> = new Set()): string | undefined {
  const filled = EXAMPLES.reduce((text, [pattern, example]) => text.replace(pattern, example), call);
  const words = [...filled.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, plain]) => single ?? double ?? plain ?? "",
  );
  const program = withoutActions(createProgram(ROOT));
  const args = words.slice(words.indexOf("ecr") + 1);
  // The one call without a subcommand; commander would show its help.
  if (args.join(" ") === "--version") return undefined;
  try {
    program.parse(args, { from: "user" });
    return undefined;
  } catch (error) {
    const { code = "", message } = error as { code?: string; message: string };
    return code === "commander.helpDisplayed" || accepted.has(code) ? undefined : `${call}: ${message}`;
  }
}

/** The program with nothing to do, so that only what is typed is looked at. */
function withoutActions(command: Command): Command {
  command.exitOverride().configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  for (const child of command.commands) withoutActions(child);
  // A command with arguments does something itself, even if it has subcommands.
  if (command.commands.length === 0 || command.registeredArguments.length > 0) command.action(() => undefined);
  return command;
}
