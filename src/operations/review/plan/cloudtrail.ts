import { partitionOf, repositoryArn, type AwsLocation } from "../../../domain/aws/arn";
import { oneOf } from "../../../domain/problems/problem";
import { type Draft } from "./draft";

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
export const EVENT_DAYS = 90;

/** Regions in which CloudTrail has the events of IAM. */
const IAM_REGIONS = { aws: "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1" } as const;

/** A resource that was changed outside Terraform, and what to look for in CloudTrail. */
export interface DriftedResource {
  /** The resource in a sentence: the name of its repository, or its address. */
  readonly name: string;
  /** Names of the calls that may have changed it, one at least. */
  readonly events: readonly string[];
  /** What CloudTrail may call the resource. Empty if only the names of the calls lead to it. */
  readonly resourceNames: readonly string[];
  /** Text that an event about the resource contains. @default - every event of the name is about it */
  readonly text?: string;
  /** Region whose CloudTrail has the events. */
  readonly region: string;
  readonly account: string;
}

/** What to look for in CloudTrail about a drifted resource. */
export function driftedResource(
  { events = [], type, repository, subject, address }: Draft,
  location: AwsLocation,
): DriftedResource | undefined {
  if (events.length === 0) return undefined;
  const iam: string | undefined = (IAM_REGIONS as Readonly<Record<string, string>>)[partitionOf(location.region)];
  const region = type.startsWith("aws_iam_") ? (iam ?? location.region) : location.region;
  const found = { name: repository ?? address, events, region, account: location.account };
  if (repository !== undefined) return { ...found, resourceNames: [repositoryArn(location, repository), repository] };
  if (WHOLE_REGISTRY.has(type)) return { ...found, resourceNames: [] };
  const named = subject ?? address.slice(address.indexOf(".") + 1);
  return type.startsWith("aws_iam_") && subject !== undefined
    ? { ...found, resourceNames: [subject] }
    : { ...found, resourceNames: [], text: named };
}

/** Settings that a registry has once, so that a call is about them by its name alone. */
const WHOLE_REGISTRY: ReadonlySet<string> = new Set([
  ...["aws_ecr_registry_policy", "aws_ecr_registry_scanning_configuration", "aws_ecr_replication_configuration"],
]);

/** The event that CloudTrail has of a change. */
export interface ChangeEvent {
  /** Name of the call. */
  readonly event: string;
  /** ARN of the caller, or what else CloudTrail knows of it. */
  readonly by: string;
  readonly time: Date;
  /** Where the call was made. @default - another program */
  readonly via?: "Terraform" | "the AWS console";
}

/** What CloudTrail answers. */
export type ChangeAnswer =
  | { readonly known: true; readonly last?: ChangeEvent }
  | {
      readonly known: false;
      /** Without a full stop. */
      readonly why: string;
    };

/** Who made a change, in a sentence. */
export function authorText({ name, events }: DriftedResource, answer: ChangeAnswer): string {
  const calls = oneOf(events);
  if (!answer.known) return `Who changed ${name} is unknown: ${answer.why}.`;
  const { last } = answer;
  if (last === undefined)
    return `Who changed ${name} is unknown: CloudTrail did not record ${calls} for it in the last ${EVENT_DAYS} days.`;
  const time = last.time.toISOString().slice(0, 16).replace("T", " ");
  const via = last.via === undefined ? "" : `, in ${last.via}`.replace("in Terraform", "with Terraform");
  return `The last ${last.event} call for ${name} was made by ${last.by} on ${time} UTC${via}.`;
}

/** How to find out who made a change. */
export function lookupAdvice({ name, events, resourceNames, text: named, region, account }: DriftedResource): string {
  const [event = "", ...others] = events;
  const text = resourceNames.at(-1) ?? named ?? name.slice(name.indexOf(".") + 1);
  const query = `"Events[?contains(CloudTrailEvent, '${text}')].[EventTime, Username]"`;
  const more = others.length === 0 ? "" : ` Also look up ${oneOf(others, "and")}.`;
  return `The plan does not show who made the change. CloudTrail keeps the event for ${EVENT_DAYS} days. To look it up in account ${account}: aws cloudtrail lookup-events --region ${region} --lookup-attributes AttributeKey=EventName,AttributeValue=${event} --query ${query} --output text.${more}`;
}
