import { type Command } from "commander";
import { outputOption, registryOption } from "../support/arguments";
import { type ScanGateOptions } from "./scan-gate";

export function registerScanGate(program: Command, root: string): void {
  program
    .command("scan-gate")
    .description("wait for an image's vulnerability scan and show its findings. Exits with 1 unless the image passes")
    .argument("<image>", "repository:tag or repository@digest, with or without the registry's host")
    .addOption(registryOption(root))
    .option("--fail-on <severities>", "fail on these severities and anything more severe", "critical,high")
    .option("--wait <time>", "maximum time to wait for the scan, e.g. 90s, 10m or 1h", "10m")
    .option(
      "--ignore <file>",
      "YAML or JSON file that lists findings to ignore and unscannable images to accept, each with an expiry date",
    )
    .option(
      "--accept-undated",
      "after --wait, accept a finished scan that has no completion time (if you cannot grant inspector2:ListCoverage)",
    )
    .addOption(outputOption(["table", "json"]))
    .addHelpText("after", HELP)
    .action(async (image: string, options: ScanGateOptions) => {
      const { scanGateCommand } = require("./scan-gate") as typeof import("./scan-gate");
      await scanGateCommand(root, image, options);
    });
}

const HELP = `
Severities: critical, high, medium, low, informational, and undefined (not rated
yet). The gate fails on undefined only if --fail-on lists undefined. The command is
read-only and does not start scans. An image without a finished scan passes only if
AWS cannot scan that kind of image and the --ignore file lists the image.

--ignore file (an expired entry is an error):
  - id: CVE-2026-1234
    reason: not reachable, because the parser is never called
    expires: 2026-12-31        # the last day, UTC
    package: libxml2           # optional: only in this package
  - unscannable: team/tool:1.4 # or team/tool, or team/tool@sha256:...
    reason: static binary from scratch, checked with a different scanner
    expires: 2026-12-31

-o json: {
  image: { reference, registryId, region, repositoryName, digest },
  failOn, passed,
  images: [{ digest, platform?, passed, problem?,
    accepted?: { why, reason, expires },   # cannot be scanned, listed in --ignore
    scan?: { kind, status, completedAt?, counts },
    findings: [{ id, severity, package?, version?, fixedIn?, uri?, fails,
      ignored?: { reason, expires? } }] }],
  unused: [{ id, package?, reason, expires } or { unscannable, reason, expires }] }

Examples:
  npx ecr scan-gate team/api:1.4.2 --env production
  npx ecr scan-gate 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api@sha256:... --fail-on critical --wait 20m --ignore scan-ignore.yaml`;
