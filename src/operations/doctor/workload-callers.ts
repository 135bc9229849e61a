import { eksClusterArn, partitionOf, type AwsLocation } from "../../domain/aws/arn";
import { listOf, type PolicyCondition } from "../../domain/iam/policy";
import { issuerName, usesPodIdentity } from "../../domain/operator/clusters";
import { POD_IDENTITY_ACTIONS, POD_IDENTITY_SERVICE, POD_TAGS } from "../../domain/operator/pod-identity";
import { subject } from "../../domain/operator/service-account-subject";
import { TOKEN_AUDIENCE } from "../../domain/operator/trust-policy";
import { workloadTrust } from "../../domain/workloads/policies";
import { type ServiceAccountTrust } from "../../domain/workloads/settings";
import { type ClusterIdentity } from "./operator-facts";
import { type WorkloadEntry } from "./workload-facts";

/** A request to assume a workload's role, with the condition keys that AWS sends. */
export interface WorkloadCaller {
  /** Who assumes the role, for messages. */
  readonly who: string;
  /** A service, or the ARN of an OIDC provider. */
  readonly principal: string;
  readonly action: string;
  readonly context: Readonly<Record<string, string>>;
}

/** Everything that must be able to assume the role of an entry; none for existing roles. */
export function workloadCallers({ settings, identities }: WorkloadEntry): WorkloadCaller[] {
  const { trust, location } = settings;
  if (trust.kind === "serviceAccount")
    return [
      ...podIdentityCallers(trust, location),
      ...identities.flatMap((identity) => irsaCallers(trust, identity, location)),
    ];
  const statements = workloadTrust(settings, [])?.Statement ?? [];
  return statements.flatMap(({ Principal, Condition }) => {
    const service = Principal === undefined || Principal === "*" ? [] : listOf(Principal["Service"]);
    return service.flatMap((principal) =>
      sourcesOf(Condition).map((source) => ({
        who: source === undefined ? principal : `${principal} for ${source}`,
        ...{ principal, action: "sts:AssumeRole", context: contextOf(source, location) },
      })),
    );
  });
}

function contextOf(source: string | undefined, { account }: AwsLocation): WorkloadCaller["context"] {
  return source === undefined ? {} : { "aws:SourceAccount": account, "aws:SourceArn": source };
}

/** A source that each pattern of a condition matches; `undefined` without a condition. */
function sourcesOf(condition: PolicyCondition = {}): readonly (string | undefined)[] {
  const patterns = listOf(condition["ArnLike"]?.["aws:SourceArn"]).map(String);
  return patterns.length === 0 ? [undefined] : patterns.map((pattern) => pattern.replace(/\*$/, "any"));
}

function podIdentityCallers(
  { clusters, serviceAccounts }: ServiceAccountTrust,
  location: AwsLocation,
): WorkloadCaller[] {
  return clusters.filter(usesPodIdentity).flatMap(({ eks }) =>
    serviceAccounts.flatMap(({ namespace, name }) =>
      POD_IDENTITY_ACTIONS.map((action) => ({
        who: `EKS Pod Identity in the cluster ${eks} for ${namespace}/${name}`,
        ...{ principal: POD_IDENTITY_SERVICE, action },
        context: {
          "aws:SourceAccount": location.account,
          "aws:SourceArn": eksClusterArn(location, eks),
          [POD_TAGS.namespace]: namespace,
          [POD_TAGS.serviceAccount]: name,
        },
      })),
    ),
  );
}

/** Pods with the tokens of a cluster; none if its issuer is unknown. */
function irsaCallers(
  { serviceAccounts }: ServiceAccountTrust,
  { issuer }: ClusterIdentity,
  { account, region }: AwsLocation,
): WorkloadCaller[] {
  if (!issuer.known || issuer.value === undefined) return [];
  const name = issuerName(issuer.value);
  return serviceAccounts.map((serviceAccount) => ({
    who: `the ServiceAccount ${subject(serviceAccount)} with a token from ${name}`,
    principal: `arn:${partitionOf(region)}:iam::${account}:oidc-provider/${name}`,
    action: "sts:AssumeRoleWithWebIdentity",
    context: { [`${name}:sub`]: subject(serviceAccount), [`${name}:aud`]: TOKEN_AUDIENCE },
  }));
}
