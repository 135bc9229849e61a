import { Option, type Command } from "commander";
import { environmentOrAll, environmentArgument, outputOption } from "../support/arguments";
import { type DoctorOptions } from "./doctor";

type Options = DoctorOptions & { readonly all?: boolean };

export function registerDoctor(program: Command, root: string): void {
  program
    .command("doctor")
    .description("diagnose push, pull, role, operator and cost problems, and show how to fix them")
    .addArgument(environmentArgument(root, "environment to diagnose", "[environment]"))
    .argument(
      "[repository]",
      "repository to diagnose, by name (team/api), URI or ARN (required for push and pull checks)",
    )
    .option("--all", "diagnose every environment, in one table")
    .option(
      "--principal <arn>",
      "principal whose access to check: ARN of a role or user, or an account ID (default: your own)",
    )
    .option(
      "--identity-policy <file...>",
      "read the principal's policies from these files instead of IAM: policy documents, or output of aws iam get-role-policy",
    )
    .addOption(
      new Option(
        "--for <purpose>",
        "access to check (default: both, or only pull if the principal is outside the registry's account)",
      ).choices(["push", "pull", "both"]),
    )
    .option("--tag <tag>", "tag whose push was rejected")
    .option(
      "--subject <sub>",
      "subject of a workflow's token that AWS rejected, e.g. repo:acme/api:ref:refs/heads/main, or the principalId in CloudTrail",
    )
    .option(
      "--kubeconfig [file]",
      "also check the operator in its cluster (default: the environment's kubeconfig file)",
    )
    .option("--context <name>", "context in the kubeconfig (default: the current context)")
    .option("--now <time>", "run the checks as of this time, e.g. 2026-01-31 or 2026-01-31T10:20:30Z (default: now)")
    .addOption(outputOption(["text", "json"]))
    .addHelpText("after", HELP)
    .action(async (environment: string | undefined, repository: string | undefined, { all, ...options }: Options) => {
      const name = environmentOrAll("doctor", environment, all);
      if (name === undefined) {
        const { allDoctorCommand } = require("./all") as typeof import("./all");
        await allDoctorCommand(root, options);
        return;
      }
      const { doctorCommand } = require("./doctor") as typeof import("./doctor");
      await doctorCommand(root, { environment: name, repository, ...options });
    });
}

const HELP = `
The command is read-only. Exits with 1 if it finds a problem.

-o json: { "environment", "account", "region", "repository"?, "principal"?,
  "causes": 1, "diagnoses": [ { "id": "push/immutable-tag",
    "verdict": "cause" | "unknown" | "skipped" | "ok",
    "about"?, "evidence", "fix"? } ] }

--all diagnoses four environments at a time. If an environment cannot be read, the
other environments are still shown. With --all, -o json prints a list with one
record per environment and region. The record of an environment that cannot be read
is { environment, account?, region?, error }.

Examples:
  npx ecr doctor dev
  npx ecr doctor --all
  npx ecr doctor dev team/api --tag v1.2.3
  npx ecr doctor dev team/api --principal arn:aws:iam::111122223333:role/ci --for push
  npx ecr doctor dev --subject repo:acme@123456/api@456789:ref:refs/heads/main
  npx ecr doctor dev --kubeconfig ~/.kube/config`;
