import { resolve } from "node:path";
import { type CiRoleDeclaration, type Environment } from "../../model/environment";
import { registryCaches } from "../../model/registry-caches";
import { type WholeEnvironment } from "../../config/environment-result";
import { explainSetting } from "../../config/explain/explain";
import { scanningOf } from "../../config/resolve-ci-roles";
import { roleIssuer, rolePermissions, roleTrust } from "../../domain/ci/role-settings";
import { checkWorkflow, readSeverities } from "../../operations/ci-workflow/check";
import { githubWorkflow } from "../../operations/ci-workflow/github";
import { bitbucketPipeline } from "../../operations/ci-workflow/bitbucket";
import { gitlabPipeline } from "../../operations/ci-workflow/gitlab";
import { cachedRepositories } from "../../domain/ci/cached-repositories";
import { ciPermissionPolicy } from "../../domain/ci/permissions";
import { withoutCaches } from "../../domain/ci/workflow-cache";
import { ciRepositories, type CiDeclaration } from "../../domain/ci/workflow-repositories";
import { CI_DEFAULTS, type CiWorkflowSettings, type WorkflowPlatform } from "../../domain/ci/workflow-settings";
import { checkSource } from "../../domain/ci/check-source";
import { oidcProviderArn, tokenIssuer } from "../../domain/ci/issuers";
import { subjectsOf } from "../../domain/ci/source";
import { ciTrustPolicy } from "../../domain/ci/trust-policy";
import { type ScanKind } from "../../domain/images/scan-kinds";
import { DURATION_FORM, readDuration } from "../../domain/text/duration";
import { didYouMean } from "../../domain/text/suggestions";
import { error, quoteValue, type Problem } from "../../domain/problems/problem";
import { isCovered } from "../../domain/operator/manages";
import { repositoryNames } from "../support/named-repository";
import { requireOwnRegion } from "../support/environments";
import { readBuild, readDeploy, withCaches, type BuildOptions } from "./build-options";
import { commandLine } from "./command-line";
import { findRole, namedBranches, type FoundRole } from "./declared-role";
import { printWorkflow, writeFile } from "./write-workflow";
import { jsonText } from "../support/write";

export interface CiOptions extends BuildOptions {
  readonly role?: string;
  readonly branch?: string;
  readonly failOn: string;
  readonly wait: string;
  readonly scanGate: boolean;
  readonly scanning?: ScanKind;
  readonly gitlabUrl?: string;
  readonly policies?: "trust" | "permissions";
  readonly source?: string;
  readonly sourceIds?: string;
  readonly file?: string;
}

export interface CiRequest extends CiOptions {
  readonly platform: WorkflowPlatform;
  readonly environment: string;
  /** Empty for those of the role, or for all declared repositories. */
  readonly repositories: readonly string[];
}

/** @throws Error with all problems of the request, in which case nothing is written */
export function ciCommand(root: string, written: CiRequest): void {
  const whole = requireOwnRegion(root, written.environment);
  const { environment } = whole;
  const request = { ...written, repositories: repositoryNames(environment, written.repositories) };
  const found = findRole(environment, request);
  const problems = [...found.problems];
  const settings = settingsOf(environment, request, found, problems);
  // Unknown names also leave no repositories, which needs no second problem.
  const unknown = problems.some(({ rule }) => rule === "ci/repository");
  const faults = checkWorkflow(request.platform, settings);
  problems.push(...faults.filter(({ rule }) => !(unknown && rule === "ci/repositories")));
  const text = problems.length === 0 ? textOf(request, settings, found.declared, problems) : "";
  if (problems.length > 0) throw new Error(problems.map((problem) => problemText(problem, whole)).join("\n"));
  const { file, policies } = request;
  if (file !== undefined && policies !== undefined) writeFile(resolve(file), file, text);
  else printWorkflow(text, file);
}

const OPTIONS: Readonly<Record<string, string>> = {
  role: "--role: ",
  branch: "--branch: ",
  failOn: "--fail-on: ",
  wait: "--wait: ",
  scanning: "--scanning: ",
  gitlabUrl: "--gitlab-url: ",
  source: "--source: ",
  sourceIds: "--source-ids: ",
  platforms: "--platforms: ",
  cache: "--cache: ",
  deploy: "--deploy: ",
  deployTo: "--deploy-to: ",
  deployment: "--deployment: ",
};

function problemText({ at: [first = "", repository], message }: Problem, whole: WholeEnvironment): string {
  const place = typeof repository === "string" ? mutabilityPlace(whole, repository) : "";
  return `${OPTIONS[first] ?? ""}${place}${message}`;
}

/** Where the tag mutability of a repository is set, with a colon; an empty text if it is the default. */
function mutabilityPlace(whole: WholeEnvironment, repository: string): string {
  if (!whole.environment.repositories.some(({ repositoryName }) => repositoryName === repository)) return "";
  const place = explainSetting(whole, `repositories.${repository}.imageTagMutability`)?.origins[0]?.place;
  return place === undefined ? "" : `${place.file}:${place.line}:${place.column}: `;
}

function settingsOf(
  environment: Environment,
  request: CiRequest,
  { arn, declared }: FoundRole,
  problems: Problem[],
): CiWorkflowSettings {
  const scanning = request.scanning ?? declared?.scanning ?? scanningOf(environment.registry);
  // Without scanning, the role has no permission to read scans.
  const scanGate = request.scanGate && scanning !== "none";
  const { severities, problems: unknown } = readSeverities(request.failOn);
  const wait = readDuration(request.wait);
  if (scanGate) problems.push(...unknown);
  if (scanGate && (wait === undefined || wait === 0)) {
    const hint = wait === 0 ? ". Scans take longer. Wait at least 1s" : "";
    problems.push(error("ci/wait", ["wait"], `expected ${DURATION_FORM}, found ${quoteValue(request.wait)}${hint}`));
  }
  const build = readBuild(request.platform, request, problems);
  const isCached = build?.cache === "registry";
  const declarations = declarationsOf(environment, request.repositories, declared, problems);
  const named = ciRepositories(isCached ? withoutCaches(declarations) : declarations);
  const repositories = isCached ? withCaches(named, environment, declared, problems) : named;
  const deploy = readDeploy(request.platform, request, environment.name, repositories, problems);
  const pushed = repositories.map(({ name }) => name);
  const { importRepositories } = cachedRepositories(registryCaches(environment), {
    pulled: [],
    pushed,
    declared: pushed,
  });
  const sourceIds = declared === undefined ? request.sourceIds : declared.source.ids;
  return {
    location: environment.location,
    repositories,
    importRepositories,
    roleArn: arn,
    branch: request.branch ?? namedBranches(declared)[0] ?? CI_DEFAULTS.branch,
    ...(scanGate ? { gate: { failOn: severities, waitSeconds: (wait ?? 0) / 1000, scanning } } : {}),
    gitlabUrl: request.gitlabUrl ?? declared?.gitlabUrl ?? CI_DEFAULTS.gitlabUrl,
    ...(declared?.githubUrl === undefined ? {} : { githubUrl: declared.githubUrl }),
    ...(build === undefined ? {} : { build }),
    ...(deploy === undefined ? {} : { deploy }),
    ...(request.deployment === undefined ? {} : { deployment: request.deployment }),
    ...(declared?.tokens === undefined ? {} : { tokens: declared.tokens }),
    command: commandLine(request, declared),
    ...(sourceIds === undefined ? {} : { sourceIds }),
    ...(declared === undefined ? {} : { madeBy: makerOf(environment, declared) }),
  };
}

function makerOf({ name }: Environment, { source, oidcProvider }: CiRoleDeclaration): CiWorkflowSettings["madeBy"] {
  return { stack: `${name}-access`, project: source.path, makesProvider: oidcProvider === "create" };
}

function declarationsOf(
  { name, repositories, operator }: Environment,
  names: readonly string[],
  role: CiRoleDeclaration | undefined,
  problems: Problem[],
): CiDeclaration[] {
  if (names.length === 0) {
    const pushed = repositories.filter(
      ({ repositoryName }) => role === undefined || isCovered(repositoryName, role.repositories),
    );
    if (role !== undefined && pushed.length === 0) {
      const message = `${role.roleName} pushes only to the operator's repositories, which are not declared. Name the repositories to push to`;
      problems.push(error("ci/repository", ["repositories"], message));
    }
    return pushed;
  }
  return [...new Set(names)].flatMap((wanted): CiDeclaration[] => {
    const declared = repositories.find(({ repositoryName }) => repositoryName === wanted);
    if (declared !== undefined) return [declared];
    // The settings of the operator's repositories are in its manifests, and unknown here.
    if (isCovered(wanted, operator?.manages ?? [])) return [{ repositoryName: wanted }];
    const known = repositories.map(({ repositoryName }) => repositoryName);
    const message = `expected a repository that ${name} declares or its operator manages, found ${quoteValue(wanted)}.${didYouMean(wanted, known)}`;
    problems.push(error("ci/repository", ["repositories"], message));
    return [];
  });
}

const WORKFLOWS = { github: githubWorkflow, gitlab: gitlabPipeline, bitbucket: bitbucketPipeline } as const;

function textOf(
  request: CiRequest,
  settings: CiWorkflowSettings,
  declared: CiRoleDeclaration | undefined,
  problems: Problem[],
): string {
  const { platform, policies, source, sourceIds: ids } = request;
  const { location, branch, gitlabUrl } = settings;
  if (policies === undefined) return WORKFLOWS[platform](settings);
  if (declared !== undefined) {
    const role = { ...declared, location };
    return jsonText(
      policies === "trust"
        ? roleTrust(role, oidcProviderArn(location, roleIssuer(role).issuer))
        : rolePermissions(role),
    );
  }
  if (policies === "permissions") return jsonText(ciPermissionPolicy(settings));
  if (platform === "bitbucket") {
    const message = `expected a role in ciRoles, found ${request.role === undefined ? "none" : quoteValue(request.role)}. The trust policy needs the UUIDs of the workspace and the repository. Declare the role with these UUIDs under ciRoles`;
    problems.push(error("ci/source", ["role"], message));
    return "";
  }
  if (source === undefined) {
    const message = "expected the project that may assume the role, found none. Add it, such as --source acme/api";
    problems.push(error("ci/source", ["source"], message));
    return "";
  }
  const project = { path: source, branch, ...(ids === undefined ? {} : { ids }) };
  problems.push(...checkSource(platform, project));
  const issuer = tokenIssuer(platform, location, { gitlabUrl });
  const subjects = subjectsOf(platform, project);
  return jsonText(ciTrustPolicy(oidcProviderArn(location, issuer.issuer), { issuer, subjects }));
}
