import { ANY_DNS_SUFFIX } from "../aws/partitions";

/**
 * Upstream registries that ECR supports: public ones, and those that require credentials.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-rule.html
 */
export const PUBLIC_UPSTREAMS = ["public.ecr.aws", "registry.k8s.io", "quay.io"] as const;
export const SIGNED_UPSTREAMS = ["registry-1.docker.io", "ghcr.io", "registry.gitlab.com", "cgr.dev"] as const;

/** Host name of a registry on Azure. */
export const AZURE_HOST = /^[a-z0-9-]+\.azurecr\.(?:io|cn|us)$/;
/** Host name of a private ECR registry. */
export const PRIVATE_ECR_HOST = new RegExp(`^([0-9]{12})\\.dkr\\.ecr\\.[a-z0-9-]+\\.${ANY_DNS_SUFFIX}$`);

/** Whether ECR needs a secret to read a registry. */
export function requiresCredentials(url: string): boolean {
  return SIGNED_UPSTREAMS.some((known) => known === url) || AZURE_HOST.test(url);
}

export function isKnownUpstream(url: string): boolean {
  return (
    requiresCredentials(url) || PUBLIC_UPSTREAMS.some((known) => known === url) || upstreamAccount(url) !== undefined
  );
}

/** The account of a private ECR registry; `undefined` for other registries. */
export function upstreamAccount(url: string): string | undefined {
  return PRIVATE_ECR_HOST.exec(url)?.[1];
}
