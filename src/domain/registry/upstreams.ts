import { ANY_DNS_SUFFIX } from "../aws/partitions";

/**
 * Registries that ECR fetches from, by what it needs to sign in.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-rule.html
 */
export const PUBLIC_UPSTREAMS = ["public.ecr.aws", "registry.k8s.io", "quay.io"] as const;
export const SIGNED_UPSTREAMS = ["registry-1.docker.io", "ghcr.io", "registry.gitlab.com", "cgr.dev"] as const;

const AZURE = /^[a-z0-9-]+\.azurecr\.(?:io|cn|us)$/;
const PRIVATE_ECR = new RegExp(`^([0-9]{12})\\.dkr\\.ecr\\.[a-z0-9-]+\\.${ANY_DNS_SUFFIX}$`);

/** Whether ECR can not read it without a secret. */
export function wantsCredentials(url: string): boolean {
  return SIGNED_UPSTREAMS.some((known) => known === url) || AZURE.test(url);
}

export function isKnownUpstream(url: string): boolean {
  return wantsCredentials(url) || PUBLIC_UPSTREAMS.some((known) => known === url) || upstreamAccount(url) !== undefined;
}

/** The account whose private registry it is, where it is one of ECR. */
export function upstreamAccount(url: string): string | undefined {
  return PRIVATE_ECR.exec(url)?.[1];
}
