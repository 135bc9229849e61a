import { type Command } from "commander";
import { knownEnvironment } from "../support/known-environment";
import { outputOption } from "../support/output-option";
import { type ScanGateOptions } from "./scan-gate";

/** Adds `ecr scan-gate`. Nothing of it is loaded before it runs. */
export function registerScanGate(program: Command, root: string): void {
  program
    .command("scan-gate")
    .description("wait for an image's vulnerability scan and show what it found: exit code 1 unless the image passes")
    .argument("<image>", "repository:tag or repository@digest, with or without the registry's host")
    .option(
      "--env <environment>",
      "environment that the image's registry is of (default: the shell's AWS settings)",
      knownEnvironment(root),
    )
    .option("--fail-on <severities>", "severities that fail; what is worse than one of them fails too", "critical,high")
    .option("--wait <time>", "longest time to wait for the scan, as in 90s, 10m or 1h", "10m")
    .option("--ignore <file>", "YAML or JSON list of findings to ignore for a while")
    .option(
      "--accept-undated",
      "when the wait ends, accept a scan that AWS calls done without a date; Amazon Inspector is asked first (inspector2:ListCoverage)",
    )
    .addOption(outputOption(["table", "json"]))
    .addHelpText("after", HELP)
    .action(async (image: string, options: ScanGateOptions) => {
      const { scanGateCommand } = require("./scan-gate") as typeof import("./scan-gate");
      await scanGateCommand(root, image, options);
    });
}

const HELP = `
Severities: critical, high, medium, low, informational, and undefined (not rated yet; fails only when named).
Nothing is written to AWS; a scan is not started. An image without a finished scan never passes.

The list of findings to ignore; an entry that has expired is an error:
  - id: CVE-2026-1234
    reason: not reachable, the parser is never called
    expires: 2026-12-31        # the last day, UTC
    package: libxml2           # optional: in this package only

-o json: { image: { reference, registryId, region, repositoryName, digest }, failOn, passed,
  images: [{ digest, platform?, passed, problem?, scan?: { kind, status, completedAt?, counts },
    findings: [{ id, severity, package?, version?, fixedIn?, uri?, fails, ignored?: { reason, expires? } }] }],
  unused: [{ id, package?, reason, expires }] }

Examples:
  npx ecr scan-gate team/api:1.4.2 --env production
  npx ecr scan-gate 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api@sha256:... --fail-on critical --wait 20m --ignore scan-ignore.yaml`;
