import { mkdirSync, readFileSync, renameSync, writeFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { type Command } from "commander";
import { jsonSchemas } from "../config/json-schema";
import { ENVIRONMENTS_FOLDER, SCHEMA_FOLDER } from "../config/read-environments";

/** `ecr schema`: writes the JSON Schemas that the files of environments name in their first lines. */
export function registerSchema(program: Command, root: string): void {
  program
    .command("schema")
    .description("write the JSON Schemas of environment and repository files, for editors")
    .option("--check", "write nothing; exit code 1 when a file is not what it would be")
    .addHelpText("after", "\nExample:\n  npm run -s ecr -- schema --check")
    .action(({ check }: { check?: boolean }) => {
      const folder = join(root, ENVIRONMENTS_FOLDER, SCHEMA_FOLDER);
      for (const [name, text] of Object.entries(jsonSchemas())) {
        const path = join(folder, name);
        const current = existsSync(path) && readFileSync(path, "utf8") === text;
        const shown = `${ENVIRONMENTS_FOLDER}/${SCHEMA_FOLDER}/${name}`;
        if (current) process.stdout.write(`${shown}: current\n`);
        else if (check === true) {
          process.stdout.write(`${shown}: not current; run npm run schema\n`);
          process.exitCode = 1;
        } else {
          mkdirSync(folder, { recursive: true });
          writeFileSync(`${path}.new`, text);
          renameSync(`${path}.new`, path);
          process.stdout.write(`${shown}: written\n`);
        }
      }
    });
}
