import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { jsonSchemas } from "../config/json-schema";
import { SCHEMA_FOLDER } from "../config/environment-names";
import { ENVIRONMENTS_FOLDER } from "../config/environments-folder";
import { findingsReference } from "../config/findings-reference";
import { settingsReference } from "../config/settings-reference";
import { writeAtomically } from "../processes/write-atomically";

/** The files generated from the schemas of all settings: JSON Schemas for editors, and two pages of the docs. */
function generatedFiles(): Record<string, string> {
  const schemas = Object.entries(jsonSchemas()).map(
    ([name, text]) => [`${ENVIRONMENTS_FOLDER}/${SCHEMA_FOLDER}/${name}`, text] as const,
  );
  return {
    ...Object.fromEntries(schemas),
    "docs/settings.md": settingsReference(),
    "docs/policy-findings.md": findingsReference(),
  };
}

function generate(root: string, check: boolean): void {
  for (const [name, text] of Object.entries(generatedFiles())) {
    const path = join(root, name);
    if (existsSync(path) && readFileSync(path, "utf8") === text) {
      process.stdout.write(`${name}: current\n`);
    } else if (check) {
      process.stdout.write(`${name} is out of date. Run npm run schema.\n`);
      process.exitCode = 1;
    } else {
      writeAtomically(path, text);
      process.stdout.write(`${name}: written\n`);
    }
  }
}

new Command("npm run schema --")
  .description("write the JSON Schemas of environment and repository files, and the pages of settings and findings")
  .option("--check", "do not write anything; exit with 1 if a file is out of date")
  .addHelpText("after", "\nExample:\n  npm run schema -- --check")
  .action(({ check }: { check?: boolean }) => {
    generate(join(__dirname, "../.."), check === true);
  })
  .parse();
