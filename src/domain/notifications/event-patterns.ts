import { repositoryArn, type AwsLocation } from "../aws/arn";
import { countedAs } from "../images/scan-kinds";
import { DEFAULT_SEVERITIES, type NotificationEvent, type NotificationSettings } from "./settings";

/** A condition on a field: a text that it equals, or an operator. */
export type FieldMatch = string | Readonly<Record<string, string | readonly (string | number)[]>>;

/** An event pattern, or a part of one. */
export interface EventPattern {
  readonly [field: string]: EventPattern | readonly FieldMatch[] | readonly EventPattern[];
}

type Filter = Pick<NotificationSettings, "repositories" | "imageTags" | "severities">;

const fromEcr = (type: string, detail: EventPattern) => ({ source: ["aws.ecr"], "detail-type": [type], detail });
const FAILED = [{ "anything-but": ["SUCCESS"] }];

/**
 * The event patterns without filters. Results other than `SUCCESS` are failures, because AWS documents no others. Basic scans
 * are reported by ECR with the repository's name, enhanced ones by Inspector with its ARN.
 */
export const UNFILTERED = {
  push: fromEcr("ECR Image Action", { "action-type": ["PUSH"], result: ["SUCCESS"] }),
  delete: fromEcr("ECR Image Action", { "action-type": ["DELETE"], result: ["SUCCESS"] }),
  scan: {
    source: ["aws.ecr", "aws.inspector2"],
    "detail-type": ["ECR Image Scan", "Inspector2 Scan"],
    detail: { "scan-status": ["COMPLETE", "INITIAL_SCAN_COMPLETE"] },
  },
  finding: {
    source: ["aws.inspector2"],
    "detail-type": ["Inspector2 Finding"],
    detail: { status: ["ACTIVE"], resources: { type: ["AWS_ECR_CONTAINER_IMAGE"] } },
  },
  replicationFailed: fromEcr("ECR Replication Action", { result: FAILED }),
  pullThroughCacheFailed: fromEcr("ECR Pull Through Cache Action", { "sync-status": FAILED }),
} as const satisfies Readonly<Record<NotificationEvent, EventPattern>>;

/** What matches a severity in the counts of a scan. */
export const AT_LEAST_ONE = [{ numeric: [">", 0] }] as const;

/**
 * The event pattern for one event.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
 * @see https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html
 */
export function eventPattern(event: NotificationEvent, filter: Filter, location: AwsLocation): EventPattern {
  const { repositories, imageTags, severities = DEFAULT_SEVERITIES } = filter;
  const unfiltered = UNFILTERED[event];
  const counted = severities.flatMap(countedAs);
  return { ...unfiltered, detail: { ...unfiltered.detail, ...filters() } };

  function filters(): EventPattern {
    switch (event) {
      case "push":
      case "delete":
        return { ...field("image-tag", imageTags), ...field("repository-name", repositories) };
      case "replicationFailed":
      case "pullThroughCacheFailed":
        return field("repository-name", repositories);
      case "scan": {
        const arns = repositories?.map((name) => repositoryArn(location, name));
        return {
          ...field("repository-name", repositories === undefined ? undefined : [...repositories, ...(arns ?? [])]),
          ...anyOf(counted.map((severity) => ({ "finding-severity-counts": { [severity]: AT_LEAST_ONE } }))),
        };
      }
      case "finding": {
        const image = field("repositoryName", repositories);
        const details: EventPattern = repositories === undefined ? {} : { details: { awsEcrContainerImage: image } };
        return { severity: counted, resources: { ...UNFILTERED.finding.detail.resources, ...details } };
      }
    }
  }
}

function field(name: string, texts: readonly string[] | undefined): EventPattern {
  return texts === undefined ? {} : { [name]: texts.map(matching) };
}

/** With a single pattern, EventBridge treats `$or` as a field name. */
function anyOf(patterns: readonly EventPattern[]): EventPattern {
  const [first, second] = patterns;
  return first !== undefined && second === undefined ? first : { $or: patterns };
}

/** EventBridge limits the number of wildcard patterns in a rule, so a pattern with only a trailing * becomes a prefix. */
function matching(text: string): FieldMatch {
  if (!text.includes("*")) return text;
  const start = text.slice(0, -1);
  return text.endsWith("*") && !start.includes("*") ? { prefix: start } : { wildcard: text };
}

/** What an email says about an event: the fields that it names, and the text. */
export interface EmailText {
  /** JSON paths by the name that the text uses. */
  readonly paths: Readonly<Record<string, string>>;
  /** The text, with `<name>` for each field. */
  readonly text: string;
}

const REPOSITORY = { repository: "$.detail.repository-name" };
const IMAGE = { ...REPOSITORY, tag: "$.detail.image-tag", digest: "$.detail.image-digest" };

/** The texts of emails. EventBridge leaves out a field that an event lacks. */
export const EMAIL_TEXTS: Readonly<Record<NotificationEvent, EmailText>> = {
  push: { paths: IMAGE, text: "<repository>: image <digest> was pushed with the tag: <tag>" },
  delete: { paths: IMAGE, text: "<repository>: image <digest> was deleted. Tag: <tag>" },
  scan: {
    paths: {
      ...REPOSITORY,
      digest: "$.detail.image-digest",
      tags: "$.detail.image-tags",
      counts: "$.detail.finding-severity-counts",
    },
    text: "<repository>: the scan of image <digest> found vulnerabilities: <counts>. Tags: <tags>",
  },
  finding: {
    paths: {
      severity: "$.detail.severity",
      title: "$.detail.title",
      image: "$.resources[0]",
      fix: "$.detail.fixAvailable",
    },
    text: "<severity>: <title> in <image>. Fix available: <fix>",
  },
  replicationFailed: {
    paths: {
      ...IMAGE,
      result: "$.detail.result",
      account: "$.detail.source-account",
      region: "$.detail.source-region",
    },
    text: "<repository>: the replication of image <digest> from account <account>, <region> ended with <result>. Tag: <tag>",
  },
  pullThroughCacheFailed: {
    paths: {
      ...REPOSITORY,
      upstream: "$.detail.upstream-registry-url",
      code: "$.detail.failure-code",
      reason: "$.detail.failure-reason",
    },
    text: "<repository>: the pull through the cache of <upstream> failed: <code> <reason>",
  },
};
