import { dnsSuffix, partitionOf, type AwsLocation } from "../aws/arn";
import { type PolicyDocument } from "../iam/policy";
import { error, quoteValue, type Problem } from "../problems/problem";
import { issuerFault, issuerName } from "../operator/clusters";
import { MESSAGES } from "./messages";
import { type CiPlatform } from "./workflow-settings";
import { BRANCH, branchFault, isNamed, SOURCE_IDS, SOURCES } from "./source-grammar";

/** An issuer of OIDC tokens. */
export interface TokenIssuer {
  /** Without `https://`. */
  readonly issuer: string;
  /** The `aud` claim of the tokens, which is also the OIDC provider's client ID. */
  readonly audience: string;
}

/** The project and branch whose runs may assume the role. */
export interface CiSource {
  /** `owner/repository` on GitHub, `group/project` on GitLab, with nested groups. */
  readonly path: string;
  /**
   * Numeric IDs of owner and repository on GitHub, `123456/456789`. Token subjects contain them in repositories that
   * were created, renamed or transferred since July 15, 2026, or that opted in.
   * @default - subjects contain only names
   * @see https://docs.github.com/en/actions/reference/security/oidc
   */
  readonly ids?: string;
  /** The only branch whose runs may assume the role, compared exactly. */
  readonly branch: string;
}

export const GITHUB_ISSUER = "token.actions.githubusercontent.com";

/** The issuer of a platform's tokens, and the audience that its workflow requests. */
export function tokenIssuer(platform: CiPlatform, { region }: AwsLocation, gitlabUrl: string): TokenIssuer {
  return platform === "github"
    ? { issuer: GITHUB_ISSUER, audience: `sts.${dnsSuffix(partitionOf(region))}` }
    : { issuer: gitlabUrl.replace(/^https:\/\//, ""), audience: gitlabUrl };
}

/** ARN of the IAM OIDC provider for an issuer. An account has one per issuer. */
export function oidcProviderArn({ account, region }: AwsLocation, issuer: string): string {
  return `arn:${partitionOf(region)}:iam::${account}:oidc-provider/${issuer}`;
}

/** The subject of the tokens of a branch's runs. */
export function subjectOf(platform: CiPlatform, { path, ids, branch }: CiSource): string {
  if (platform === "gitlab") return `project_path:${path}:ref_type:branch:ref:${branch}`;
  const [owner = "", repository = ""] = path.split("/");
  const [ownerId, repositoryId] = ids?.split("/") ?? [];
  const named = ids === undefined ? path : `${owner}@${ownerId ?? ""}/${repository}@${repositoryId ?? ""}`;
  return `repo:${named}:ref:refs/heads/${branch}`;
}

/**
 * Trusts the runs of one branch of one project, compared exactly.
 * @param providerArn ARN of the IAM OIDC provider for the issuer
 */
export function ciTrustPolicy(providerArn: string, { issuer, audience }: TokenIssuer, subject: string): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AssumeFromWorkflow",
        Effect: "Allow",
        Principal: { Federated: providerArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { [`${issuer}:aud`]: audience, [`${issuer}:sub`]: subject } },
      },
    ],
  };
}

/** Checks for values that no token of the project contains, or that would also trust other projects. */
export function checkSource(platform: CiPlatform, { path, ids, branch }: CiSource): Problem[] {
  const problems: Problem[] = [];
  const grammar = SOURCES[platform];
  if (!isNamed(path, grammar)) {
    problems.push(error("ci/source", ["source"], MESSAGES.path(quoteValue(path), grammar.example)));
  }
  if (ids !== undefined && platform === "gitlab") {
    const message = "expected no IDs with GitLab, found some. GitLab's token subjects do not contain IDs; remove them";
    problems.push(error("ci/source-ids", ["sourceIds"], message));
  } else if (ids !== undefined && !SOURCE_IDS.test(ids)) {
    problems.push(error("ci/source-ids", ["sourceIds"], MESSAGES.ids(quoteValue(ids))));
  }
  return [...problems, ...checkBranch(branch)];
}

/** Why a URL would not match the issuer of the tokens, which IAM compares as text. */
function urlFault(url: string): string | undefined {
  const [host = "", ...steps] = issuerName(url).split("/");
  if (host !== host.toLowerCase())
    return `has capital letters in its host name. Write https://${[host.toLowerCase(), ...steps].join("/")}`;
  if (!HOST.test(host)) return "has no valid host name";
  return steps.some((step) => step === "." || step === "..") ? 'has "." or ".." in its path' : undefined;
}

/** Labels of a host name neither begin nor end with a hyphen. */
const HOST = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

/**
 * Checks that IAM can verify the tokens of a GitLab instance: IAM reads the keys from its URL, which must not have a port.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html
 */
export function checkGitlabUrl(url: string): Problem[] {
  const fault = issuerFault(url) ?? urlFault(url);
  if (fault === undefined) return [];
  const message = `expected the URL of a GitLab instance without a port, such as https://gitlab.example.com or https://example.com/gitlab, found ${quoteValue(url)}, which ${fault}`;
  return [error("ci/gitlab-url", ["gitlabUrl"], message)];
}

/** Bytes of a file name on common file systems. The allowed characters have one byte each. */
const LONGEST_BRANCH = 255;

/** Checks that Git accepts a branch name and that it has no characters with a special meaning in policies or workflows. */
export function checkBranch(branch: string): Problem[] {
  if (branch.length > LONGEST_BRANCH) {
    const message = `expected a branch name of at most ${LONGEST_BRANCH} characters, found ${quoteValue(branch)} (${branch.length} characters). Use a shorter name: Git stores branches as files, and file names cannot be longer`;
    return [error("ci/branch", ["branch"], message)];
  }
  if (isNamed(branch, BRANCH)) return [];
  const fault = branchFault(branch);
  return [error("ci/branch", ["branch"], `${MESSAGES.branch(quoteValue(branch))}${fault === "" ? "" : ` (${fault})`}`)];
}
