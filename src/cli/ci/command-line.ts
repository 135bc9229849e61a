import { CI_DEFAULTS } from "../../domain/ci/workflow-settings";
import { shellWord } from "../../domain/text/format";
import { type CiRoleDeclaration } from "../../model/environment";
import { type CiRequest } from "./ci";

/** The command line of a request, without options for the destination of the output. */
export function commandLine(request: CiRequest, declared: CiRoleDeclaration | undefined): string {
  const { platform, environment, repositories, role, source, failOn, wait, scanGate } = request;
  const { branch = CI_DEFAULTS.branch, scanning, gitlabUrl = CI_DEFAULTS.gitlabUrl } = request;
  const gate = [
    ...(failOn === "critical,high" ? [] : ["--fail-on", failOn]),
    ...(wait === "10m" ? [] : ["--wait", wait]),
    ...(scanning === undefined ? [] : ["--scanning", scanning]),
  ];
  return [
    ...["ci", platform, environment, ...repositories],
    ...(role === undefined ? [] : ["--role", role]),
    ...(branch === CI_DEFAULTS.branch ? [] : ["--branch", branch]),
    // The source may have selected the role.
    ...(declared === undefined || source === undefined ? [] : ["--source", source]),
    ...(scanGate ? gate : ["--no-scan-gate"]),
    ...(gitlabUrl === CI_DEFAULTS.gitlabUrl ? [] : ["--gitlab-url", gitlabUrl]),
    ...buildWords(request),
  ]
    .map(shellWord)
    .join(" ");
}

function buildWords({ platforms, cache, provenance, sbom, deploy, deployTo, deployment }: CiRequest): string[] {
  const option = (name: string, value: string | undefined): string[] => (value === undefined ? [] : [name, value]);
  return [
    ...option("--platforms", platforms),
    ...(cache === "none" ? [] : ["--cache", cache]),
    ...option("--provenance", provenance),
    ...(sbom === true ? ["--sbom"] : []),
    ...option("--deployment", deployment),
    ...option("--deploy", deploy),
    ...option("--deploy-to", deployTo),
  ];
}
