import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { writeAtomically } from "../src/processes/write-atomically";
import { apiPage, ROOT } from "./api-page";

const PAGE = "docs/api.md";

async function generate(check: boolean): Promise<void> {
  const text = await apiPage();
  const path = join(ROOT, PAGE);
  if (existsSync(path) && readFileSync(path, "utf8") === text) {
    process.stdout.write(`${PAGE}: current\n`);
  } else if (check) {
    process.stdout.write(`${PAGE} is out of date. Run npm run api.\n`);
    process.exitCode = 1;
  } else {
    writeAtomically(path, text);
    process.stdout.write(`${PAGE}: written\n`);
  }
}

new Command("npm run api --")
  .description("write the reference page of the package's exports")
  .option("--check", "exit with 1 if the page is out of date, without writing it")
  .addHelpText("after", "\nExample:\n  npm run api -- --check")
  .action(async ({ check }: { check?: boolean }) => {
    await generate(check === true);
  })
  .parseAsync()
  .catch((cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
    process.exitCode = 1;
  });
