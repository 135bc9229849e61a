import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Environment } from "../../config/environment";
import { writeAtomically } from "../../emulator/write-atomically";
import { checkWorkflow, readSeconds, readSeverities } from "../../modules/ci-workflow/check";
import { githubWorkflow } from "../../modules/ci-workflow/github";
import { gitlabPipeline } from "../../modules/ci-workflow/gitlab";
import { GENERATED_WORKFLOW } from "../../modules/ci-workflow/head";
import { ciPermissionPolicy } from "../../modules/ci-workflow/permissions";
import { ciRepositories, type CiDeclaration } from "../../modules/ci-workflow/repositories";
import { defaultRoleArn, type CiPlatform, type CiWorkflowSettings } from "../../modules/ci-workflow/settings";
import { checkSource, ciTrustPolicy, oidcProviderArn, subjectOf, tokenIssuer } from "../../modules/ci-workflow/trust";
import { type ScanKind } from "../../modules/ecr-repository/scan-gate/scan-words";
import { didYouMean } from "../../modules/core/nearest";
import { error, shown, type Problem } from "../../modules/core/problem";
import { checkOwnership } from "../../modules/operator-role/manages";
import { requireEnvironment } from "../environments";

export interface CiOptions {
  readonly role?: string;
  readonly branch: string;
  readonly failOn: string;
  readonly wait: string;
  readonly scanGate: boolean;
  readonly scanning: ScanKind;
  readonly gitlabUrl: string;
  readonly policies?: "trust" | "permissions";
  readonly source?: string;
  readonly sourceIds?: string;
  readonly output?: string;
}

export interface CiRequest extends CiOptions {
  readonly platform: CiPlatform;
  readonly environment: string;
  /** Empty for all that are declared. */
  readonly repositories: readonly string[];
}

/** @throws Error naming everything that is wrong with the request, in which case nothing is written */
export function ciCommand(root: string, request: CiRequest): void {
  const environment = requireEnvironment(root, request.environment);
  const problems: Problem[] = [];
  const settings = settingsOf(environment, request, problems);
  // Names that nobody knows leave nothing to push to.
  const unknown = problems.some(({ rule }) => rule === "ci/repository");
  const found = checkWorkflow(request.platform, settings);
  problems.push(...found.filter(({ rule }) => !(unknown && rule === "ci/repositories")));
  const text = problems.length === 0 ? textOf(request, settings, problems) : "";
  if (problems.length > 0) throw new Error(problems.map(optionProblem).join("\n"));
  if (request.output === undefined) process.stdout.write(text);
  else writeWorkflow(resolve(request.output), request, text);
}

const OPTIONS: Readonly<Record<string, string>> = {
  role: "--role: ",
  branch: "--branch: ",
  failOn: "--fail-on: ",
  wait: "--wait: ",
  gitlabUrl: "--gitlab-url: ",
  source: "--source: ",
  sourceIds: "--source-ids: ",
};

function optionProblem({ at: [first], message }: Problem): string {
  return `${OPTIONS[first ?? ""] ?? ""}${message}`;
}

function settingsOf(environment: Environment, request: CiRequest, problems: Problem[]): CiWorkflowSettings {
  const { platform, role, branch, scanGate, scanning, gitlabUrl } = request;
  const { severities, problems: unknown } = readSeverities(request.failOn);
  const waitSeconds = readSeconds(request.wait);
  if (scanGate) problems.push(...unknown);
  if (scanGate && waitSeconds === undefined) {
    problems.push(error("ci/wait", ["wait"], `found ${shown(request.wait)}; a time is allowed, as in 90s, 10m or 1h`));
  }
  return {
    location: environment.location,
    repositories: ciRepositories(declarationsOf(environment, request.repositories, problems)),
    roleArn: role ?? defaultRoleArn(environment.location, environment.name, platform),
    branch,
    ...(scanGate ? { gate: { failOn: severities, waitSeconds: waitSeconds ?? 0, scanning } } : {}),
    gitlabUrl,
    command: commandLine(request),
  };
}

function declarationsOf(
  { name, repositories, operator }: Environment,
  names: readonly string[],
  problems: Problem[],
): CiDeclaration[] {
  if (names.length === 0) return [...repositories];
  return [...new Set(names)].flatMap((wanted): CiDeclaration[] => {
    const declared = repositories.find(({ repositoryName }) => repositoryName === wanted);
    if (declared !== undefined) return [declared];
    // The operator's repositories are pushed to as well; how they are set, its manifests say.
    if (checkOwnership([wanted], operator?.manages ?? []).length > 0) return [{ repositoryName: wanted }];
    const known = repositories.map(({ repositoryName }) => repositoryName);
    const message = `${name} declares no repository ${shown(wanted)}, and its operator owns none of that name.${didYouMean(wanted, known)}`;
    problems.push(error("ci/repository", ["repositories"], message));
    return [];
  });
}

/** The command as it would be typed, without what only says where the result goes. */
function commandLine(request: CiRequest): string {
  const { platform, environment, repositories, role, branch, failOn, wait, scanGate, scanning, gitlabUrl } = request;
  const gate = [
    ...(failOn === "critical,high" ? [] : ["--fail-on", failOn]),
    ...(wait === "10m" ? [] : ["--wait", wait]),
    ...(scanning === "basic" ? [] : ["--scanning", scanning]),
  ];
  return [
    ...["ci", platform, environment, ...repositories],
    ...(role === undefined ? [] : ["--role", role]),
    ...(branch === "main" ? [] : ["--branch", branch]),
    ...(scanGate ? gate : ["--no-scan-gate"]),
    ...(gitlabUrl === "https://gitlab.com" ? [] : ["--gitlab-url", gitlabUrl]),
  ].join(" ");
}

function textOf(request: CiRequest, settings: CiWorkflowSettings, problems: Problem[]): string {
  const { platform, policies, source, sourceIds: ids, branch } = request;
  if (policies === undefined) return platform === "github" ? githubWorkflow(settings) : gitlabPipeline(settings);
  if (policies === "permissions") return json(ciPermissionPolicy(settings));
  if (source === undefined) {
    const message = "missing; a trust policy names the project that may assume the role, as in --source acme/api";
    problems.push(error("ci/source", ["source"], message));
    return "";
  }
  const project = { path: source, branch, ...(ids === undefined ? {} : { ids }) };
  problems.push(...checkSource(platform, project));
  const { location, gitlabUrl } = settings;
  const issuer = tokenIssuer(platform, location, gitlabUrl);
  return json(ciTrustPolicy(oidcProviderArn(location, issuer.issuer), issuer, subjectOf(platform, project)));
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Writes over what it wrote before, and over nobody else's file. */
function writeWorkflow(path: string, { output = "", policies }: CiRequest, text: string): void {
  const isOurs = (): boolean => readFileSync(path, "utf8").startsWith(`# ${GENERATED_WORKFLOW}`);
  if (existsSync(path) && policies === undefined && !isOurs()) {
    throw new Error(
      `${output} is there and was not made by this command; delete it, or choose another file, and merge by hand`,
    );
  }
  writeAtomically(path, text);
  process.stderr.write(`${output} written\n`);
}
