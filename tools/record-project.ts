import { join } from "node:path";
import { Command } from "commander";
import { PROJECTS, readRecords, writeRecords } from "../test/support/compatibility/records";
import { recordProject } from "../test/support/compatibility/terraform-record";

new Command("npm run record-project --")
  .description("record the Terraform of a project in test/fixtures/projects, which later versions must not change")
  .argument("<version>", "folder of the project, such as 0.2")
  .addHelpText("after", "\nExample:\n  npm run record-project -- 0.2")
  .action((version: string, _: unknown, command: Command) => {
    if (Object.keys(readRecords(version)).length > 0) {
      command.error(
        `expected a project without records, found those of ${version}. Earlier versions are not recorded again; if ${version} is not released yet, delete its folder "recorded" first`,
      );
    }
    const records = recordProject(join(PROJECTS, version));
    writeRecords(version, records);
    process.stdout.write(`${version}: ${Object.keys(records).length} stacks recorded\n`);
  })
  .parse();
