import { type Command } from "commander";
import { createProgram } from "../../src/cli/program";

/** The commands that do something, by the words that call them. */
function leaves(command: Command, words: readonly string[] = []): [string, Command][] {
  if (command.commands.length === 0) return [[words.join(" "), command]];
  const own: [string, Command][] = command.registeredArguments.length === 0 ? [] : [[words.join(" "), command]];
  return [...own, ...command.commands.flatMap((child) => leaves(child, [...words, child.name()]))];
}

const COMMANDS = leaves(createProgram("."));

test("the commands are these", () => {
  expect(COMMANDS.map(([name]) => name)).toMatchInlineSnapshot(`
    [
      "init",
      "bootstrap",
      "validate",
      "generate",
      "groups",
      "modules",
      "operator",
      "lifecycle check",
      "lifecycle preview",
      "cost",
      "adopt",
      "export",
      "status",
      "access",
      "review",
      "ci",
      "ci review",
      "runner-policy",
      "handover",
      "login",
      "scan-gate",
      "images",
      "findings",
      "scan",
      "restore",
      "delete-images",
      "replicate",
      "destroy",
      "doctor",
      "local up",
      "local down",
      "local env",
      "local status",
    ]
  `);
});

/** Commands that print one form only; a file or a folder is named by --file or --dir. `init` also names the environment by option. */
const ONE_FORM: Readonly<Record<string, string>> = {
  ci: "--file",
  "ci review": "--file",
  export: "--dir",
  init: "--environment",
};

/** `modules` copies what is the same for all environments. */
const OF_AN_ENVIRONMENT = COMMANDS.filter(([name]) => name !== "modules");

test.each(OF_AN_ENVIRONMENT)(
  "%s takes the environment by position and -o for the form of its output",
  (name, command) => {
    // An image may say by itself where it is.
    const words = ["init", "scan-gate", "findings", "scan", "restore"].includes(name)
      ? command.options.map(({ flags }) => flags)
      : [];
    words.push(...command.registeredArguments.map((argument) => argument.name()));
    expect(words.join()).toContain("environment");
    const form = command.options.find(({ short, long }) => short === "-o" || long === "--output");
    const place = ONE_FORM[name];
    if (place === undefined) expect(form?.argChoices?.length).toBeGreaterThan(1);
    else {
      expect(form).toBeUndefined();
      expect(command.options.map(({ long }) => long)).toContain(place);
    }
  },
);

test.each(COMMANDS)("%s has help with an example that calls it", (name, command) => {
  let help = "";
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  expect(help).toMatch(/Examples?:\n[^]*npx ecr /);
  expect(help).toContain(name.split(" ").at(-1));
});
