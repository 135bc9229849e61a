import { Command } from "commander";
import { registerAccess } from "./access/command";
import { registerAdopt } from "./adopt/command";
import { registerBootstrap } from "./bootstrap/command";
import { registerCi } from "./ci/command";
import { registerCost } from "./cost/command";
import { registerDeleteImages } from "./delete-images/command";
import { registerDestroy } from "./destroy/command";
import { registerDoctor } from "./doctor/command";
import { registerExport } from "./export/command";
import { registerFindings } from "./findings/command";
import { registerGenerate } from "./generate/command";
import { registerGroups } from "./groups/command";
import { registerHandover } from "./handover/command";
import { registerImages } from "./images/command";
import { registerInit } from "./init/command";
import { registerLifecycle } from "./lifecycle/command";
import { registerLocal } from "./local/command";
import { registerLogin } from "./login/command";
import { registerModules } from "./modules/command";
import { registerOperator } from "./operator";
import { registerReplicate } from "./replicate/command";
import { registerRestore } from "./restore/command";
import { registerReview } from "./review/command";
import { registerRunnerPolicy } from "./runner-policy/command";
import { registerScan } from "./scan/command";
import { registerScanGate } from "./scan-gate/command";
import { registerStatus } from "./status/command";
import { ENVIRONMENTS_OPTION, PROJECT_OPTION } from "./support/project-folder";
import { registerValidate } from "./validate";

/**
 * The `ecr` command with all of its subcommands. The code of a subcommand is loaded only when it runs.
 * @param root the project's folder
 */
export function createProgram(root: string): Command {
  const program = new Command("ecr")
    .description("Amazon ECR repositories, declared in environments/ and deployed as Terraform.")
    .usage("<command> [environment...] [options]")
    .option(
      `${PROJECT_OPTION} <dir>`,
      "project folder (default: the current folder or its nearest parent with a cdktf.json)",
    )
    .option(
      `${ENVIRONMENTS_OPTION} <dir>`,
      "folder that contains the environments (default: the folder set in cdktf.json or package.json, else environments)",
    )
    .option("--version", "print the versions of this package, cdktf, its bindings, Terraform and providers")
    .showHelpAfterError("Run with --help for usage.")
    .addHelpText("after", "\nExample:\n  npx ecr validate dev");
  registerInit(program, root);
  registerBootstrap(program, root);
  registerValidate(program, root);
  registerGenerate(program, root);
  registerGroups(program, root);
  registerModules(program);
  registerOperator(program, root);
  registerLifecycle(program, root);
  registerCost(program, root);
  registerAdopt(program, root);
  registerExport(program, root);
  registerStatus(program, root);
  registerAccess(program, root);
  registerReview(program, root);
  registerCi(program, root);
  registerRunnerPolicy(program, root);
  registerHandover(program, root);
  registerLogin(program, root);
  registerScanGate(program, root);
  registerImages(program, root);
  registerFindings(program, root);
  registerScan(program, root);
  registerRestore(program, root);
  registerDeleteImages(program, root);
  registerReplicate(program, root);
  registerDestroy(program, root);
  registerDoctor(program, root);
  registerLocal(program, (name) => {
    const { localPlan } = require("./local-plan") as typeof import("./local-plan");
    const { requireAllRegions } = require("./support/environments") as typeof import("./support/environments");
    return localPlan(requireAllRegions(root, name).environment);
  });
  return program;
}
