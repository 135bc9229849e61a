import { Option, type Command } from "commander";
import { environmentArgument } from "../support/known-environment";
import { outputOption } from "../support/output-option";
import { type DoctorOptions } from "./doctor";

/** Adds `ecr doctor`. Nothing of it is loaded before it runs. */
export function registerDoctor(program: Command, root: string): void {
  program
    .command("doctor")
    .description("look for what keeps pushes, pulls, the operator or the bill from being right, and say what to do")
    .addArgument(environmentArgument(root, "environment to look at"))
    .argument("[repository]", "repository that makes trouble, as in team/api; needed to look at who may push and pull")
    .option("--principal <arn>", "whose access to look at: ARN of a role or user, or an account id (default: yours)")
    .option(
      "--identity-policy <file...>",
      "policies that the principal has, where IAM can not be asked: documents, or what aws iam get-role-policy prints",
    )
    .addOption(
      new Option("--for <purpose>", "what the principal is to do (default: both; pull for another account)").choices([
        "push",
        "pull",
        "both",
      ]),
    )
    .option("--tag <tag>", "tag whose push is refused")
    .option("--kubeconfig [file]", "look at the operator in the cluster too; without a file, the environment's own")
    .option("--context <name>", "context of the kubeconfig (default: its current one)")
    .option("--now <time>", "time to look from, as in 2026-01-31 or 2026-01-31T10:20:30Z (default: now)")
    .addOption(outputOption(["text", "json"]))
    .addHelpText("after", HELP)
    .action(async (environment: string, repository: string | undefined, options: DoctorOptions) => {
      const { doctorCommand } = require("./doctor") as typeof import("./doctor");
      await doctorCommand(root, { environment, repository, ...options });
    });
}

const HELP = `
Reads only. Exit code 1 when a cause was found.

-o json: { "environment", "account", "region", "repository"?, "principal"?, "causes": 1, "diagnoses": [
  { "id": "push/immutable-tag", "verdict": "cause" | "unknown" | "skipped" | "ok", "about"?, "evidence", "fix"? } ] }

Examples:
  npx ecr doctor dev
  npx ecr doctor dev team/api --tag v1.2.3
  npx ecr doctor dev team/api --principal arn:aws:iam::111122223333:role/ci --for push
  npx ecr doctor dev --kubeconfig ~/.kube/config`;
