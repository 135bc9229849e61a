import { dnsSuffix, partitionOf, type AwsLocation } from "../aws/arn";
import { type PolicyDocument } from "../iam/policy";
import { error, quoteValue, type Problem } from "../problems/problem";
import { issuerFault, issuerName } from "../operator/clusters";
import { MESSAGES } from "./messages";
import { type CiPlatform } from "./workflow-settings";
import { BRANCH, branchFault, isNamed, SOURCE_IDS, SOURCES } from "./source-grammar";

/** Whose tokens IAM believes. */
export interface TokenIssuer {
  /** Without `https://`. */
  readonly issuer: string;
  /** What the tokens are for: their `aud`, and the OIDC provider's client id. */
  readonly audience: string;
}

/** Which runs of which project may assume the role. */
export interface CiSource {
  /** `owner/repository` on GitHub, `group/project` on GitLab, where groups may be nested. */
  readonly path: string;
  /**
   * Numbers of owner and repository on GitHub, `123456/456789`, which subjects have in repositories that were created, renamed
   * or transferred since 15 July 2026, or that have opted in.
   * @default - subjects have names only
   * @see https://docs.github.com/en/actions/reference/security/oidc
   */
  readonly ids?: string;
  readonly branch: string;
}

export const GITHUB_ISSUER = "token.actions.githubusercontent.com";

/** The issuer of a platform's tokens, and the audience that its workflow asks for. */
export function tokenIssuer(platform: CiPlatform, { region }: AwsLocation, gitlabUrl: string): TokenIssuer {
  return platform === "github"
    ? { issuer: GITHUB_ISSUER, audience: `sts.${dnsSuffix(partitionOf(region))}` }
    : { issuer: gitlabUrl.replace(/^https:\/\//, ""), audience: gitlabUrl };
}

/** ARN of IAM's OIDC provider for an issuer; there is one in an account. */
export function oidcProviderArn({ account, region }: AwsLocation, issuer: string): string {
  return `arn:${partitionOf(region)}:iam::${account}:oidc-provider/${issuer}`;
}

/** What a run of the branch is called in its token. */
export function subjectOf(platform: CiPlatform, { path, ids, branch }: CiSource): string {
  if (platform === "gitlab") return `project_path:${path}:ref_type:branch:ref:${branch}`;
  const [owner = "", repository = ""] = path.split("/");
  const [ownerId, repositoryId] = ids?.split("/") ?? [];
  const named = ids === undefined ? path : `${owner}@${ownerId ?? ""}/${repository}@${repositoryId ?? ""}`;
  return `repo:${named}:ref:refs/heads/${branch}`;
}

/**
 * Trust in the runs of one branch of one project, compared exactly.
 * @param providerArn ARN of IAM's OIDC provider for the issuer
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

/** Everything that no project's token could have in it, or that would let in others too. */
export function checkSource(platform: CiPlatform, { path, ids, branch }: CiSource): Problem[] {
  const problems: Problem[] = [];
  const grammar = SOURCES[platform];
  if (!isNamed(path, grammar)) {
    problems.push(error("ci/source", ["source"], MESSAGES.path(quoteValue(path), grammar.example)));
  }
  if (ids !== undefined && platform === "gitlab") {
    const message = "GitLab's subjects have no numbers; leave them out";
    problems.push(error("ci/source-ids", ["sourceIds"], message));
  } else if (ids !== undefined && !SOURCE_IDS.test(ids)) {
    problems.push(error("ci/source-ids", ["sourceIds"], MESSAGES.ids(quoteValue(ids))));
  }
  return [...problems, ...checkBranch(branch)];
}

/** What makes a URL another than it is compared as: IAM compares the issuer of tokens as text. */
function urlFault(url: string): string | undefined {
  const [host = "", ...steps] = issuerName(url).split("/");
  if (host !== host.toLowerCase())
    return `has capital letters in its host. Write https://${[host.toLowerCase(), ...steps].join("/")}`;
  if (!HOST.test(host)) return "has no valid host name";
  return steps.some((step) => step === "." || step === "..") ? "has a step that leads to another path" : undefined;
}

/** Labels of a host name neither begin nor end with a hyphen. */
const HOST = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

/**
 * A GitLab whose tokens IAM could not know: IAM asks the URL for the keys, and its OIDC providers have no ports.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html
 */
export function checkGitlabUrl(url: string): Problem[] {
  const fault = issuerFault(url) ?? urlFault(url);
  if (fault === undefined) return [];
  const message = `expected the URL of a GitLab without a port, such as https://gitlab.example.com or https://example.com/gitlab, found ${quoteValue(url)}, which ${fault}`;
  return [error("ci/gitlab-url", ["gitlabUrl"], message)];
}

/** Bytes of a file's name on the usual file systems; allowed characters have one byte each. */
const LONGEST_BRANCH = 255;

/** A branch that Git would not accept, or that has a character with a meaning in policies or workflows. */
export function checkBranch(branch: string): Problem[] {
  if (branch.length > LONGEST_BRANCH) {
    const message = `expected a branch of at most ${LONGEST_BRANCH} characters, found ${quoteValue(branch)} with ${branch.length}. Git keeps branches in files, whose names cannot be longer`;
    return [error("ci/branch", ["branch"], message)];
  }
  if (isNamed(branch, BRANCH)) return [];
  const fault = branchFault(branch);
  return [error("ci/branch", ["branch"], `${MESSAGES.branch(quoteValue(branch))}${fault === "" ? "" : `: ${fault}`}`)];
}
