import { dnsSuffix, partitionOf, type AwsLocation } from "../aws/arn";
import { error, quoteValue, prefixed, type Problem } from "../problems/problem";
import { withoutAnchors } from "../aws/arn-patterns";
import { EKS_NAME } from "./eks-name";
import { MESSAGES } from "./role-messages";

/** How the operator's pods get the credentials of its role. */
export const CLUSTER_IDENTITIES = ["irsa", "podIdentity", "both"] as const;
/**
 * How pods get the credentials of a role. `irsa`: IAM roles for service accounts, through the cluster's OIDC provider.
 * `podIdentity`: EKS Pod Identity, through an association. `both`: while you migrate from one to the other.
 * @useDeclaredType
 */
export type ClusterIdentity = (typeof CLUSTER_IDENTITIES)[number];

/** Default of a cluster's `identity`. */
export const DEFAULT_IDENTITY: ClusterIdentity = "irsa";

interface ClusterInput {
  /**
   * Short name of the cluster, unique in the role. It is part of Terraform addresses and, reduced to letters and digits, of
   * the statement's `Sid`.
   * @default - the EKS cluster's name, or the last part of the issuer's URL
   */
  readonly key?: string;
  /**
   * `lookup`: the account already has an OIDC provider for the cluster, as eksctl and most EKS modules create one. `create`:
   * create it, without thumbprints, which IAM no longer needs. An account can have only one OIDC provider per issuer.
   * @default "lookup"
   */
  readonly oidcProvider?: "lookup" | "create";
}

/** An EKS cluster in the role's account and region. Terraform looks up its issuer by the cluster's name. */
export interface EksCluster extends ClusterInput {
  /** Name of the EKS cluster: 1 to 100 letters, digits, hyphens and underscores. */
  readonly eks: string;
  /**
   * How pods get the credentials of the role.
   * @default "irsa"
   */
  readonly identity?: ClusterIdentity;
}

/** A cluster with a public issuer of ServiceAccount tokens: a URL that starts with `https://` and does not end in a slash. */
export interface IssuerCluster extends ClusterInput {
  /** Issuer URL of the cluster, at most 255 characters, exactly as the cluster reports it. */
  readonly oidcIssuer: string;
}

/** A cluster whose operator may assume the role. */
export type OperatorCluster = EksCluster | IssuerCluster;

const SCHEME = "https://";
const LONGEST_ISSUER = 255;
const HOST = /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;
const PATH_STEP = /^[\w.~%+=@-]+$/;
/** EKS ends its issuers with 32 hexadecimal digits. */
const ISSUER_ID = "0".repeat(32);

/** An issuer without `https://`, as in the ARNs of OIDC providers: a host name and a path. */
export const ISSUER_NAME = new RegExp(`^${withoutAnchors(HOST)}(/${withoutAnchors(PATH_STEP)})*$`);

/** Whether the role trusts the tokens of the cluster's issuer. Only EKS clusters can do without. */
export function usesIrsa(cluster: OperatorCluster): boolean {
  return !("eks" in cluster) || (cluster.identity ?? DEFAULT_IDENTITY) !== "podIdentity";
}

/** Whether EKS Pod Identity gives the role to pods of the cluster. */
export function usesPodIdentity<C extends OperatorCluster>(cluster: C): cluster is Extract<C, EksCluster> {
  return "eks" in cluster && (cluster.identity ?? DEFAULT_IDENTITY) !== "irsa";
}

/** The key of a cluster, written or derived. */
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
 * The issuer of a cluster before the lookup: the literal issuer, or a placeholder as long as EKS issuers in this region, so
 * that policy sizes are correct.
 */
export function expectedIssuerName(cluster: OperatorCluster, { region }: AwsLocation): string {
  if (!("eks" in cluster)) return issuerName(cluster.oidcIssuer);
  return `oidc.eks.${region}.${dnsSuffix(partitionOf(region))}/id/${ISSUER_ID}`;
}

/** Checks that each cluster can be looked up and is listed once. Each problem is at the index of its cluster. */
export function checkClusters(clusters: readonly OperatorCluster[]): Problem[] {
  if (clusters.length === 0) {
    return [error("operator/clusters-empty", [], MESSAGES.noClusters("eks or oidcIssuer"))];
  }
  const keys = new Map<string, number>();
  const issuers = new Map<string, number>();
  return clusters.flatMap((cluster, index) => {
    const problems = "eks" in cluster ? checkEksName(cluster.eks) : checkIssuer(cluster.oidcIssuer);
    const issuer = "eks" in cluster ? `eks ${cluster.eks}` : cluster.oidcIssuer;
    const same = issuers.get(issuer);
    issuers.set(issuer, same ?? index);
    if (same !== undefined) {
      problems.push(
        error("operator/cluster-duplicate", [], MESSAGES.sameCluster(`the same cluster as clusters[${same}]`)),
      );
    } else {
      problems.push(...checkKey(cluster, keys, index));
    }
    return prefixed([index], problems);
  });
}

/** Compares keys without case and punctuation, because addresses and Sids do not keep them. */
function checkKey(cluster: OperatorCluster, keys: Map<string, number>, index: number): Problem[] {
  const key = clusterKey(cluster);
  const plain = clusterSid(cluster).toLowerCase();
  if (plain === "") {
    return [error("operator/cluster-key", ["key"], MESSAGES.emptyClusterKey(quoteValue(key)))];
  }
  const other = keys.get(plain);
  keys.set(plain, other ?? index);
  if (other === undefined) return [];
  const message = MESSAGES.sameClusterKeys(`${quoteValue(key)} and the key of clusters[${other}]`);
  return [error("operator/cluster-key", ["key"], message)];
}

function checkEksName(name: string): Problem[] {
  if (EKS_NAME.test(name)) return [];
  return [error("operator/cluster-name", ["eks"], MESSAGES.eksName(quoteValue(name)))];
}

function checkIssuer(issuer: string): Problem[] {
  const fault = issuerFault(issuer);
  if (fault === undefined) return [];
  const message = `expected an issuer such as "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE", found ${quoteValue(issuer)}, which ${fault}. Copy the issuer exactly as the cluster reports it`;
  return [error("operator/cluster-issuer", ["oidcIssuer"], message)];
}

/** Why a URL cannot be the issuer of an IAM OIDC provider, as the end of a sentence; `undefined` if it can. */
export function issuerFault(issuer: string): string | undefined {
  if (!issuer.startsWith(SCHEME)) return `does not start with ${SCHEME}`;
  if (issuer.length > LONGEST_ISSUER) return `has ${issuer.length} characters (at most ${LONGEST_ISSUER} are allowed)`;
  const [host = "", ...path] = issuerName(issuer).split("/");
  if (issuer.endsWith("/")) return "ends with a slash";
  if (/[?#]/.test(issuer)) return "has a query or fragment";
  if (/:\d*$/.test(host)) return "has a port";
  if (!HOST.test(host)) return "does not have a valid host name after https://";
  if (!path.every((step) => PATH_STEP.test(step))) return "has invalid characters or empty segments in its path";
  return undefined;
}
