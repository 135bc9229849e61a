import { type AwsLocation } from "../aws/arn";
import { type Tags } from "../aws/tags";
import { type FindingSeverity } from "../images/scan-kinds";

/** Events that a notification can be about. */
export const NOTIFICATION_EVENTS = [
  "push",
  "delete",
  "scan",
  "finding",
  "replicationFailed",
  "pullThroughCacheFailed",
] as const;

/**
 * `scan` is a finished scan, and `finding` a new finding of enhanced scanning.
 * @useDeclaredType
 */
export type NotificationEvent = (typeof NOTIFICATION_EVENTS)[number];

/** Events that have severities. */
export const EVENTS_WITH_SEVERITIES: readonly NotificationEvent[] = ["scan", "finding"];

/** Events of single images, which may have tags. */
export const EVENTS_WITH_TAGS: readonly NotificationEvent[] = ["push", "delete"];

/** Severities that notifications report by default. */
export const DEFAULT_SEVERITIES = ["CRITICAL", "HIGH"] as const satisfies readonly FindingSeverity[];

/**
 * Notifications about events in a registry, through Amazon EventBridge.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
 */
export interface NotificationSettings {
  /** Name of the notification, and first part of the names of its rules: 1 to 38 letters, digits, `-` and `_`. */
  readonly name: string;
  /** Events to report, each once. */
  readonly events: readonly NotificationEvent[];
  /**
   * Names of repositories, declared or not; `*` matches any characters.
   * @default - all repositories in the registry
   */
  readonly repositories?: readonly string[];
  /**
   * Tags of the images, for `push` and `delete`; `*` matches any characters.
   * @default - images with any tag and without tags
   */
  readonly imageTags?: readonly string[];
  /**
   * Severities of findings, for `scan` and `finding`.
   * @default CRITICAL and HIGH
   */
  readonly severities?: readonly FindingSeverity[];
  /**
   * ARN of an SNS topic, an SQS queue or a Lambda function in the registry's account and region.
   * @default - a new SNS topic for `emails`
   */
  readonly target?: string;
  /**
   * Email addresses to subscribe to a new SNS topic. AWS asks each address to confirm the subscription.
   * @default - none
   */
  readonly emails?: readonly string[];
  /**
   * ARN of the KMS key that encrypts the new topic. The key policy must allow `events.amazonaws.com` to use the key.
   * @default - not encrypted with your own key
   */
  readonly kmsKey?: string;
  /** Tags of the rules and of the new topic. */
  readonly tags?: Tags;
  /**
   * First part of the names of the rules and the topic, such as the environment.
   * @default - the names begin with the notification's name
   */
  readonly namePrefix?: string;
  /** Account and region of the registry. */
  readonly location: AwsLocation;
}

/** Maximum length of a rule's name. */
export const RULE_NAME_LENGTH = 64;

/** Descriptions of the settings, for the JSON Schema and the module's variables. */
export const DESCRIPTIONS = {
  name: "Name of the notification: 1 to 38 letters, digits, `-` and `_`.",
  events:
    "Events to report: `push`, `delete`, `scan` (a finished scan with findings), `finding` (a new finding of enhanced scanning), `replicationFailed`, `pullThroughCacheFailed`.",
  repositories: "Names of repositories, declared or not; `*` matches any characters.",
  imageTags: "Tags of the images, for `push` and `delete`; `*` matches any characters.",
  severities: "Severities of findings, for `scan` and `finding`.",
  target: "ARN of an SNS topic, an SQS queue or a Lambda function in the registry's account and region.",
  emails: "Email addresses to subscribe to a new SNS topic. AWS asks each address to confirm the subscription.",
  kmsKey:
    "ARN of the KMS key that encrypts the new topic. The key policy must allow `events.amazonaws.com` to use the key.",
  tags: "Tags of the rules and of the new topic.",
} as const satisfies Readonly<Record<Exclude<keyof NotificationSettings, "location" | "namePrefix">, string>>;

/** Characters of repository names, and wildcards. */
export const REPOSITORY_PATTERN = /^[a-z0-9*][a-z0-9._/*-]*$/;
/** Characters of image tags, and wildcards. */
export const TAG_PATTERN = /^[\w*][\w.*-]*$/;
/** EventBridge rejects two wildcards in a row. */
export const TWO_WILDCARDS = "**";
/** An email address, roughly. SNS sends a confirmation to it. */
export const EMAIL = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

/** What the settings expect, for messages. */
export const EXPECTED = {
  name: "1 to 38 letters, digits, - and _",
  repository: 'a name or a pattern such as "team/*", without "**"',
  imageTag: 'a tag or a pattern such as "v*", without "**"',
} as const;

/**
 * Name of a notification, and of its SNS topic.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
 */
export const NAME = /^[\w-]{1,38}$/;
