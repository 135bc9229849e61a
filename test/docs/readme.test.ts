import { cpSync } from "node:fs";
import { join } from "node:path";
import { stackKinds } from "../../src/model/stack-kinds";
import { readEnvironments } from "../../src/config/read-environments";
import { EcrProject } from "../support/ecr-command";
import { fences, ROOT, textOf } from "./markdown";

const README = fences(textOf("README.md"));
const TEAM = "environments/local/repositories/team.yaml";

/** What the README shows below a command: without prompts, and without what it leaves out. */
function shown(command: string): string[] {
  const lines = README.find((fence) => fence.lines.includes(`$ ${command}`))?.lines ?? [];
  const rest = lines.slice(lines.indexOf(`$ ${command}`) + 1);
  const next = rest.findIndex((line) => line.startsWith("$ "));
  return rest.slice(0, next === -1 ? undefined : next).filter((line) => line !== "...");
}

const project = new EcrProject();
for (const folder of ["environments", "terraform"]) {
  cpSync(join(ROOT, folder), join(project.folder, folder), { recursive: true });
}
afterAll(() => {
  project.dispose();
});

function printed(command: string): string[] {
  const { stdout } = project.ecr(...command.replace(/^npx ecr /, "").split(" "));
  return stdout.split("\n");
}

test.each(["npx ecr generate --check production", "npx ecr generate --workspaces production"])(
  "%s prints what the README shows",
  (command) => {
    expect(shown(command).length).toBeGreaterThan(0);
    expect(printed(command)).toEqual(expect.arrayContaining(shown(command)));
  },
);

test("the demo is real: the error at its line, and the Terraform that two lines become", () => {
  const [, ...lines] = README.find(({ language }) => language === "yaml")?.lines ?? [];
  const entry = lines.filter((line) => !line.includes("#")).join("\n");
  const file = project.read(TEAM);
  project.write(TEAM, `${file}${entry}\n`);
  const errors = shown("npx ecr validate local");
  expect(errors).toHaveLength(1);
  expect(printed("npx ecr validate local")).toEqual(expect.arrayContaining(errors));

  project.write(TEAM, `${file}${entry.replace("standrad", "standard")}\n`);
  expect(project.ecr("generate", "local").status).toBe(0);
  const added = shown("npx ecr generate local && git diff terraform").map((line) => line.replace(/^\+/, ""));
  expect(added.length).toBeGreaterThan(0);
  expect(project.read("terraform/environments/local/registry/repositories.tf")).toContain(added.join("\n"));
});

test("the stacks that the README lists exist", () => {
  const stacks = readEnvironments(ROOT).flatMap(({ name, environment }) =>
    environment === undefined ? [] : stackKinds(environment).map((kind) => `${name}-${kind}`),
  );
  const listed = shown("npx cdktf list")
    .slice(1)
    .map((line) => line.split(" ")[0]);
  expect(listed.length).toBeGreaterThan(0);
  expect(stacks).toEqual(expect.arrayContaining(listed));
});
