import { hasWildcard } from "../iam/policy";
import { issuerFault, issuerName } from "../operator/clusters";
import {
  error,
  formatPath,
  mismatches,
  prefixed,
  quoteValue,
  valuesAt,
  type Path,
  type Problem,
} from "../problems/problem";
import { breadthOf, NARROW_WORKFLOW, type CiAccess } from "./breadth";
import { isEnterpriseServer } from "./issuers";
import { MESSAGES } from "./source-messages";
import { type CiRoleSettings } from "./role-settings";
import {
  BRANCH,
  branchFault,
  ENVIRONMENT,
  FORMER_PROJECT,
  isNamed,
  isPattern,
  SOURCE_IDS,
  SOURCES,
  SUBJECT,
  TIERS,
  WORKFLOW,
} from "./source-grammar";
import { sourceSubjects, type CiSource, type TokenPlatform } from "./source";
import { type CiPlatform } from "./workflow-settings";

/** What decides how much a source may cover. */
export interface SourceUse extends Pick<CiRoleSettings, "allowBroad" | "githubUrl"> {
  readonly access: CiAccess;
}

/** Checks for values that no token of the project contains, or that would also trust other projects. */
export function checkSource(platform: TokenPlatform, source: CiSource, use: SourceUse = { access: "push" }): Problem[] {
  const problems = [
    ...(platform === "oidc" ? [] : checkProject(platform, source, use)),
    ...checkRuns(source),
    ...prefixed(["subjects"], mismatches(source.subjects ?? [], SUBJECT, "ci/subject", MESSAGES.subject)),
  ];
  if (sourceSubjects(platform, source).length === 0) {
    problems.push(error("ci/runs", [], MESSAGES.noRuns));
  }
  // A malformed value is reported once.
  const places = new Set(problems.map(({ at }) => formatPath(at)));
  return [...problems, ...checkBreadth(platform, source, use).filter(({ at }) => !places.has(formatPath(at)))];
}

function checkProject(platform: CiPlatform, { path, ids, formerly, ...source }: CiSource, use: SourceUse): Problem[] {
  const problems: Problem[] = [];
  const grammar = SOURCES[platform];
  if (!isPattern(path, grammar)) {
    problems.push(error("ci/source", ["source"], MESSAGES.path(quoteValue(path), grammar.example)));
  } else if (hasWildcard(path) && use.allowBroad === undefined) {
    problems.push(error("ci/source", ["source"], MESSAGES.broadPath(quoteValue(path), grammar.example)));
  }
  if (ids !== undefined && platform === "gitlab") {
    const message = "token subjects from GitLab do not contain IDs. Remove the IDs";
    problems.push(error("ci/source-ids", ["sourceIds"], message));
  } else if (ids !== undefined && isEnterpriseServer(use.githubUrl)) {
    problems.push(error("ci/source-ids", ["sourceIds"], MESSAGES.serverIds));
  } else if (ids !== undefined && (!SOURCE_IDS.test(ids) || hasWildcard(path))) {
    const message = SOURCE_IDS.test(ids)
      ? "IDs identify a single repository, but the project is a pattern. Name the project, or remove the IDs"
      : MESSAGES.ids(quoteValue(ids));
    problems.push(error("ci/source-ids", ["sourceIds"], message));
  }
  if (formerly !== undefined && !FORMER_PROJECT.test(formerly)) {
    problems.push(error("ci/formerly", ["formerly"], MESSAGES.formerly(quoteValue(formerly))));
  }
  const { workflow, deploymentTier } = source;
  if (workflow !== undefined && !WORKFLOW.test(workflow)) {
    problems.push(error("ci/workflow", ["workflow"], MESSAGES.workflow(quoteValue(workflow))));
  } else if (workflow !== undefined && use.githubUrl !== undefined) {
    problems.push(error("ci/workflow", ["workflow"], MESSAGES.serverWorkflow));
  }
  if (deploymentTier !== undefined && !TIERS.some((tier) => tier === deploymentTier)) {
    problems.push(error("ci/tier", ["deploymentTier"], MESSAGES.tier(quoteValue(deploymentTier))));
  }
  return problems;
}

function checkRuns({ branch, tag, environment }: CiSource): Problem[] {
  return [
    ...valuesAt(["branch"], branch).flatMap(({ at, text }) => checkRef(text, at, MESSAGES.branch)),
    ...valuesAt(["tag"], tag).flatMap(({ at, text }) => checkRef(text, at, MESSAGES.tag)),
    ...valuesAt(["environment"], environment).flatMap(({ at, text }) =>
      isPattern(text, ENVIRONMENT) ? [] : [error("ci/environment", at, MESSAGES.environment(quoteValue(text)))],
    ),
  ];
}

function checkBreadth(platform: TokenPlatform, source: CiSource, { access, allowBroad }: SourceUse): Problem[] {
  if (allowBroad !== undefined) return [];
  // The project has a check of its own.
  const named = platform === "oidc" ? source : { ...source, path: SOURCES[platform].example };
  const subjects = sourceSubjects(platform, source);
  const problems = sourceSubjects(platform, named).flatMap(({ subject: judged, at }, index) => {
    const breadth = breadthOf(judged, access);
    const { subject } = subjects[index] ?? { subject: judged };
    if (breadth === undefined) return [];
    const quoted = quoteValue(subject);
    const message = breadth === "project" ? MESSAGES.broadProject(quoted) : MESSAGES.broadRun(quoted);
    return [error("ci/broad", at, message)];
  });
  if (source.workflow !== undefined && !NARROW_WORKFLOW.test(source.workflow)) {
    problems.push(error("ci/broad", ["workflow"], MESSAGES.broadWorkflow(quoteValue(source.workflow))));
  }
  return problems;
}

/** Why a URL would not match the issuer of the tokens, which IAM compares as text. */
function urlFault(url: string): string | undefined {
  const [host = "", ...steps] = issuerName(url).split("/");
  if (host !== host.toLowerCase())
    return `has uppercase letters in the host name. Write https://${[host.toLowerCase(), ...steps].join("/")}`;
  if (!HOST.test(host)) return "has an invalid host name";
  return steps.some((step) => step === "." || step === "..") ? 'has "." or ".." in its path' : undefined;
}

/** Labels of a host name neither begin nor end with a hyphen. */
const HOST = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** The settings with the URL of an issuer: the rule, and what they expect. */
const ISSUER_URLS = {
  gitlabUrl: [
    "ci/gitlab-url",
    "the URL of a GitLab instance, such as https://gitlab.example.com or https://example.com/gitlab",
  ],
  githubUrl: [
    "ci/github-url",
    "the URL of a GitHub instance, such as https://github.example.com or https://acme.ghe.com",
  ],
  issuer: ["ci/issuer", "the URL of an OIDC issuer, such as https://oidc.example.com"],
} as const;

/**
 * Checks that IAM can verify the tokens of an issuer: IAM reads the keys from its URL, which must not have a port.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html
 */
export function checkIssuerUrl(field: keyof typeof ISSUER_URLS, url: string | undefined): Problem[] {
  if (url === undefined) return [];
  const fault = issuerFault(url) ?? urlFault(url);
  if (fault === undefined) return [];
  const [rule, expected] = ISSUER_URLS[field];
  return [error(rule, [field], `expected ${expected}, found ${quoteValue(url)}, which ${fault}`)];
}

/** Bytes of a file name on common file systems. The allowed characters have one byte each. */
const LONGEST_BRANCH = 255;

/** Checks that Git accepts a branch name and that it has no characters with a special meaning in policies or workflows. */
export function checkBranch(branch: string): Problem[] {
  return isNamed(branch, BRANCH) && branch.length <= LONGEST_BRANCH
    ? []
    : checkRef(branch, ["branch"], MESSAGES.oneBranch);
}

/** The same for a branch or tag that may be a pattern. */
function checkRef(name: string, at: Path, messageOf: (name: string) => string): Problem[] {
  const kind = at[0] === "tag" ? "tag" : "branch";
  if (name.length > LONGEST_BRANCH) {
    const message = `expected a ${kind} name of at most ${LONGEST_BRANCH} characters, found ${quoteValue(name)} (${name.length} characters). Use a shorter name, because Git stores ${kind === "tag" ? "tags" : "branches"} as files, and file names cannot be longer`;
    return [error(`ci/${kind}`, at, message)];
  }
  if (messageOf !== MESSAGES.oneBranch && isPattern(name, BRANCH)) return [];
  const fault = branchFault(name, kind);
  return [error(`ci/${kind}`, at, `${messageOf(quoteValue(name))}${fault === "" ? "" : ` (${fault})`}`)];
}
