import { dnsSuffix, partitionOf, type AwsLocation } from "../aws/arn";
import { error, quoteValue, prefixed, type Problem } from "../problems/problem";
import { withoutAnchors } from "../aws/arn-patterns";
import { MESSAGES } from "./role-messages";

interface ClusterInput {
  /**
   * Short name of the cluster, unique in the role: part of Terraform addresses and, letters and digits only, the
   * statement's `Sid`.
   * @default - the EKS cluster's name; of an issuer the last part of its URL
   */
  readonly key?: string;
  /**
   * `lookup`: the account has an OIDC provider for the cluster, as eksctl and most EKS modules make one. `create`: make it,
   * without thumbprints, which IAM no longer needs. An account may have one provider for an issuer.
   * @default "lookup"
   */
  readonly oidcProvider?: "lookup" | "create";
}

/** An EKS cluster in the role's account and region, whose issuer is looked up by its name. */
export interface EksCluster extends ClusterInput {
  readonly eks: string;
}

/** Any cluster whose ServiceAccount tokens are signed for a public issuer; `https://` and no slash at the end. */
export interface IssuerCluster extends ClusterInput {
  readonly oidcIssuer: string;
}

/** A cluster whose operator may assume the role. */
export type OperatorCluster = EksCluster | IssuerCluster;

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
export const EKS_NAME = /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/;
const SCHEME = "https://";
const LONGEST_ISSUER = 255;
const HOST = /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;
const PATH_STEP = /^[\w.~%+=@-]+$/;
/** EKS ends its issuers with 32 hexadecimal digits. */
const ISSUER_ID = "0".repeat(32);

/** What an issuer is without `https://`, as OIDC providers are named in their ARNs: a host name, then its path. */
export const ISSUER_NAME = new RegExp(`^${withoutAnchors(HOST)}(/${withoutAnchors(PATH_STEP)})*$`);

/** The key of a cluster, given or derived. */
export function clusterKey(cluster: OperatorCluster): string {
  return cluster.key ?? ("eks" in cluster ? cluster.eks : (cluster.oidcIssuer.split("/").at(-1) ?? ""));
}

/** The key as a `Sid`: `prod-eu` becomes `ProdEu`. */
export function clusterSid(cluster: OperatorCluster): string {
  const words = clusterKey(cluster).split(/[^A-Za-z0-9]+/);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** The key as part of a Terraform address: `prod-eu` becomes `prod_eu`. */
export function clusterAddress(cluster: OperatorCluster): string {
  return clusterKey(cluster)
    .replaceAll(/[^A-Za-z0-9]+/g, "_")
    .toLowerCase();
}

/** An issuer as IAM writes it in ARNs and condition keys: without `https://`. */
export function issuerName(oidcIssuer: string): string {
  return oidcIssuer.startsWith(SCHEME) ? oidcIssuer.slice(SCHEME.length) : oidcIssuer;
}

/**
 * The issuer of a cluster as far as it is known before the look-up: literal, or as long as EKS makes them in this region,
 * which is what counts for the length of a policy.
 */
export function expectedIssuerName(cluster: OperatorCluster, { region }: AwsLocation): string {
  if (!("eks" in cluster)) return issuerName(cluster.oidcIssuer);
  return `oidc.eks.${region}.${dnsSuffix(partitionOf(region))}/id/${ISSUER_ID}`;
}

/** Every cluster that can not be looked up, and every two that are the same; each at its index. */
export function checkClusters(clusters: readonly OperatorCluster[]): Problem[] {
  if (clusters.length === 0) {
    return [error("operator/clusters-empty", [], MESSAGES.noClusters("eks or by oidcIssuer"))];
  }
  const keys = new Map<string, number>();
  const issuers = new Map<string, number>();
  return clusters.flatMap((cluster, index) => {
    const problems = "eks" in cluster ? checkEksName(cluster.eks) : checkIssuer(cluster.oidcIssuer);
    const issuer = "eks" in cluster ? `eks ${cluster.eks}` : cluster.oidcIssuer;
    const same = issuers.get(issuer);
    issuers.set(issuer, same ?? index);
    if (same !== undefined) {
      problems.push(error("operator/cluster-duplicate", [], MESSAGES.sameCluster(`clusters[${same}]`)));
    } else {
      problems.push(...checkKey(cluster, keys, index));
    }
    return prefixed([index], problems);
  });
}

/** Keys are compared without case and punctuation, as some of it is lost both in addresses and in Sids. */
function checkKey(cluster: OperatorCluster, keys: Map<string, number>, index: number): Problem[] {
  const key = clusterKey(cluster);
  const plain = clusterSid(cluster).toLowerCase();
  if (plain === "") {
    return [error("operator/cluster-key", ["key"], MESSAGES.emptyClusterKey(quoteValue(key)))];
  }
  const other = keys.get(plain);
  keys.set(plain, other ?? index);
  if (other === undefined) return [];
  return [
    error(
      "operator/cluster-key",
      ["key"],
      MESSAGES.sameClusterKeys(`${quoteValue(key)} and the key of clusters[${other}]`),
    ),
  ];
}

function checkEksName(name: string): Problem[] {
  if (EKS_NAME.test(name)) return [];
  return [
    error(
      "operator/cluster-name",
      ["eks"],
      `${quoteValue(name)} is no name of an EKS cluster; 1 to 100 letters, digits, hyphens and underscores are allowed, a letter or digit first`,
    ),
  ];
}

function checkIssuer(issuer: string): Problem[] {
  const fault = issuerFault(issuer);
  if (fault === undefined) return [];
  return [
    error(
      "operator/cluster-issuer",
      ["oidcIssuer"],
      `${quoteValue(issuer)} ${fault}; copy the issuer as the cluster names it, such as "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE"`,
    ),
  ];
}

/** What keeps a URL from being the issuer of an OIDC provider of IAM, as the end of a sentence; `undefined` where nothing does. */
export function issuerFault(issuer: string): string | undefined {
  if (!issuer.startsWith(SCHEME)) return `does not begin with ${SCHEME}`;
  if (issuer.length > LONGEST_ISSUER) return `has ${issuer.length} characters; ${LONGEST_ISSUER} are allowed`;
  const [host = "", ...path] = issuerName(issuer).split("/");
  if (issuer.endsWith("/")) return "ends with a slash";
  if (/[?#]/.test(issuer)) return "has a query or fragment";
  if (/:\d*$/.test(host)) return "has a port";
  if (!HOST.test(host)) return "has no host name after https://";
  if (!path.every((step) => PATH_STEP.test(step))) return "has characters or empty parts in its path";
  return undefined;
}
