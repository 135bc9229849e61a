import { dnsSuffix, partitionOf, type AwsLocation } from "../aws/arn";
import { type CiPlatform } from "./workflow-settings";

/** An issuer of OIDC tokens. */
export interface TokenIssuer {
  /** Without `https://`. */
  readonly issuer: string;
  /** The `aud` claim of the tokens, which is also the OIDC provider's client ID. */
  readonly audience: string;
}

export const GITHUB_ISSUER = "token.actions.githubusercontent.com";

/** Hosts of GitHub's own issuers, and the path of an Enterprise Server's issuer. */
export const GITHUB_ISSUERS = /(?:^|\/)token\.actions\.[^/]+(?:\/[^/]+)?$|\/_services\/token$/;

/** URLs of platforms that run workflows. */
export interface PlatformUrls {
  /** @default "https://gitlab.com" */
  readonly gitlabUrl: string;
  /** @default - github.com */
  readonly githubUrl?: string;
}

/** The issuer of a platform's tokens, and the audience that its workflow requests. */
export function tokenIssuer(
  platform: CiPlatform,
  { region }: AwsLocation,
  { gitlabUrl, githubUrl }: PlatformUrls,
): TokenIssuer {
  return platform === "github"
    ? { issuer: githubIssuer(githubUrl), audience: `sts.${dnsSuffix(partitionOf(region))}` }
    : { issuer: gitlabUrl.replace(/^https:\/\//, ""), audience: gitlabUrl };
}

/**
 * The issuer of a GitHub instance: of github.com, of an enterprise with data residency (`https://acme.ghe.com`), or of an
 * Enterprise Server. A URL that is an issuer already stays as it is.
 * @see https://docs.github.com/en/enterprise-server@latest/actions/reference/security/oidc
 */
function githubIssuer(url: string | undefined): string {
  const host = (url ?? "").replace(/^https:\/\//, "");
  if (host === "") return GITHUB_ISSUER;
  if (GITHUB_ISSUERS.test(host)) return host;
  return isEnterpriseServer(url) ? `${host}/_services/token` : `token.actions.${host}`;
}

/** Whether a GitHub instance is an Enterprise Server, whose subjects contain no IDs. */
export function isEnterpriseServer(url: string | undefined): boolean {
  return url !== undefined && !/^https:\/\/(?:token\.actions\.|[^/]+\.ghe\.com$)/.test(url);
}

/** ARN of the IAM OIDC provider for an issuer. An account has one per issuer. */
export function oidcProviderArn({ account, region }: AwsLocation, issuer: string): string {
  return `arn:${partitionOf(region)}:iam::${account}:oidc-provider/${issuer}`;
}
