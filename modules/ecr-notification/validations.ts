import { KEY_ARN } from "../../src/domain/aws/arn-patterns";
import { SEVERITIES } from "../../src/domain/images/scan-kinds";
import {
  EMAIL,
  EXPECTED,
  NAME,
  NOTIFICATION_EVENTS,
  REPOSITORY_PATTERN,
  TAG_PATTERN,
  TWO_WILDCARDS,
} from "../../src/domain/notifications/settings";
import { TARGET_FORMS, TARGET_ARNS } from "../../src/domain/notifications/target";
import { oneOf } from "../../src/domain/problems/problem";
import { snakeCase } from "../../src/domain/terraform/terraform-name";
import { CURRENT } from "../kit/data-sources";
import { condition, expression } from "../kit/role-preconditions";
import { eachOf, isOneOf, matchesRegex, rule, type Precondition, type Validation } from "../kit/validation";

const EVENTS = NOTIFICATION_EVENTS.map(snakeCase);
const orNone = (value: string): string => `coalesce(${value}, [])`;

const KINDS = Object.keys(TARGET_ARNS);
const FORMS = Object.values(TARGET_ARNS);
const arns = (target: string): string => `values(${target})`;

/** The rules for single variables. */
export const NOTIFICATION_RULES: readonly Validation[] = [
  { input: "name", condition: (value) => matchesRegex(NAME, value), message: `The name must be ${EXPECTED.name}` },
  rule(
    "events",
    (value) => `length(${value}) > 0 && length(distinct(${value})) == length(${value})`,
    "At least one event is required, and each event can be listed only once",
  ),
  eachOf(
    "events",
    (entry) => isOneOf(EVENTS, entry),
    (found) => `Events must be ${oneOf(EVENTS)}. Invalid: ${found}`,
  ),
  eachOf(
    "repositories",
    (entry) => `${matchesRegex(REPOSITORY_PATTERN, entry)} && !strcontains(${entry}, "${TWO_WILDCARDS}")`,
    (found) => `Each entry must be ${EXPECTED.repository}. Invalid: ${found}`,
    undefined,
    orNone,
  ),
  eachOf(
    "image_tags",
    (entry) => `${matchesRegex(TAG_PATTERN, entry)} && !strcontains(${entry}, "${TWO_WILDCARDS}")`,
    (found) => `Each entry must be ${EXPECTED.imageTag}. Invalid: ${found}`,
    undefined,
    orNone,
  ),
  rule("severities", (value) => `length(${value}) > 0`, "At least one severity is required"),
  eachOf(
    "severities",
    (entry) => isOneOf(SEVERITIES, entry),
    (found) => `Severities must be ${oneOf(SEVERITIES)}. Invalid: ${found}`,
  ),
  rule(
    "target",
    (value) => `length(${value}) <= 1 && alltrue([for kind in keys(${value}) : ${isOneOf(KINDS, "kind")}])`,
    `The target must have exactly one key: ${oneOf(KINDS)}`,
  ),
  eachOf(
    "target",
    (entry) => `anytrue([${FORMS.map((form) => matchesRegex(form, entry)).join(", ")}])`,
    () => `The target must be the ARN of an SNS topic, an SQS queue or a Lambda function (${oneOf(TARGET_FORMS)})`,
    undefined,
    arns,
  ),
  eachOf(
    "target",
    (entry) => `!endswith(${entry}, ".fifo")`,
    () => "The target must be a standard topic or queue, because FIFO topics and queues need a message group",
    undefined,
    arns,
  ),
  eachOf(
    "emails",
    (entry) => matchesRegex(EMAIL, entry),
    (found) => `Each entry must be an email address. Invalid: ${found}`,
  ),
  rule(
    "kms_key",
    (value) => `${value} == null ? true : ${matchesRegex(KEY_ARN, value)}`,
    "The kms_key must be a key ARN (arn:<partition>:kms:<region>:<account>:key/<id>)",
  ),
];

/** The rules that depend on several variables, or on the account and region. */
export function notificationPreconditions(): Precondition[] {
  const [account, region] = [expression(CURRENT.account), expression(CURRENT.region)];
  return [
    condition(
      "(length(var.target) == 1) != (length(var.emails) > 0)",
      "Set either target or emails. To send both, call the module twice",
    ),
    condition(
      "var.kms_key == null || length(var.emails) > 0",
      "The kms_key applies only to the topic that the module creates for emails. Remove it",
    ),
    condition(
      `alltrue([for arn in values(var.target) : strcontains(arn, ":${region}:${account}:")])`,
      `The target must be in account ${account} and region ${region}, like the registry`,
    ),
  ];
}
