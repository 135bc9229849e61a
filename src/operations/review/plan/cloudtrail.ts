import { partitionOf, type AwsLocation } from "../../../domain/aws/arn";
import { oneOf } from "../../../domain/problems/problem";

/** Names of the calls that change a resource, by its type; those of an attribute first. */
const EVENTS: Readonly<
  Record<string, { readonly all: readonly string[]; readonly of?: Readonly<Record<string, readonly string[]>> }>
> = {
  aws_ecr_repository: {
    all: ["DeleteRepository", "CreateRepository"],
    of: {
      image_tag_mutability: ["PutImageTagMutability"],
      image_tag_mutability_exclusion_filter: ["PutImageTagMutability"],
      image_scanning_configuration: ["PutImageScanningConfiguration"],
      tags: ["TagResource", "UntagResource"],
      tags_all: ["TagResource", "UntagResource"],
    },
  },
  aws_ecr_lifecycle_policy: { all: ["PutLifecyclePolicy", "DeleteLifecyclePolicy"] },
  aws_ecr_repository_policy: { all: ["SetRepositoryPolicy", "DeleteRepositoryPolicy"] },
  aws_ecr_registry_policy: { all: ["PutRegistryPolicy", "DeleteRegistryPolicy"] },
  aws_ecr_registry_scanning_configuration: { all: ["PutRegistryScanningConfiguration"] },
  aws_ecr_replication_configuration: { all: ["PutReplicationConfiguration"] },
  aws_ecr_pull_through_cache_rule: { all: ["UpdatePullThroughCacheRule", "DeletePullThroughCacheRule"] },
  aws_ecr_repository_creation_template: {
    all: ["UpdateRepositoryCreationTemplate", "DeleteRepositoryCreationTemplate"],
  },
  aws_ecr_pull_time_update_exclusion: {
    all: ["RegisterPullTimeUpdateExclusion", "DeregisterPullTimeUpdateExclusion"],
  },
  aws_ecr_account_setting: { all: ["PutAccountSetting"] },
  aws_iam_role: {
    all: ["UpdateRole", "DeleteRole"],
    of: {
      assume_role_policy: ["UpdateAssumeRolePolicy"],
      permissions_boundary: ["PutRolePermissionsBoundary", "DeleteRolePermissionsBoundary"],
      tags: ["TagRole", "UntagRole"],
      tags_all: ["TagRole", "UntagRole"],
    },
  },
  aws_iam_role_policy: { all: ["PutRolePolicy", "DeleteRolePolicy"] },
  aws_iam_policy: {
    all: ["CreatePolicyVersion", "SetDefaultPolicyVersion", "DeletePolicy"],
    of: { tags: ["TagPolicy", "UntagPolicy"], tags_all: ["TagPolicy", "UntagPolicy"] },
  },
  aws_eks_pod_identity_association: { all: ["UpdatePodIdentityAssociation", "DeletePodIdentityAssociation"] },
  aws_iam_role_policy_attachment: { all: ["DetachRolePolicy"] },
  aws_iam_openid_connect_provider: {
    all: ["DeleteOpenIDConnectProvider"],
    of: {
      client_id_list: ["AddClientIDToOpenIDConnectProvider", "RemoveClientIDFromOpenIDConnectProvider"],
      thumbprint_list: ["UpdateOpenIDConnectProviderThumbprint"],
    },
  },
};

/**
 * The calls that may have changed attributes of a resource.
 * @param attributes changed attributes; empty if the resource is gone
 */
export function eventsOf(type: string, attributes: readonly string[]): string[] {
  const { all = [], of = {} } = EVENTS[type] ?? {};
  const named = attributes.flatMap((name) => of[name] ?? []);
  return [...new Set(named.length > 0 ? named : all)];
}

/** Days for which CloudTrail keeps events without a trail. */
const DAYS = 90;

/** Regions in which CloudTrail has the events of IAM. */
const IAM_REGIONS = { aws: "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1" } as const;

/**
 * How to find out who made a change.
 * @param events names of the calls, one at least
 * @param name what to look for in the events
 */
export function lookupAdvice(events: readonly string[], type: string, name: string, location: AwsLocation): string {
  const [event = "", ...others] = events;
  const iam: string | undefined = (IAM_REGIONS as Readonly<Record<string, string>>)[partitionOf(location.region)];
  const region = type.startsWith("aws_iam_") ? (iam ?? location.region) : location.region;
  const query = `"Events[?contains(CloudTrailEvent, '${name}')].[EventTime, Username]"`;
  const more = others.length === 0 ? "" : ` Also look up ${oneOf(others, "and")}.`;
  return `The plan does not know who made it. CloudTrail knows for ${DAYS} days, in account ${location.account}: aws cloudtrail lookup-events --region ${region} --lookup-attributes AttributeKey=EventName,AttributeValue=${event} --query ${query} --output text.${more}`;
}
