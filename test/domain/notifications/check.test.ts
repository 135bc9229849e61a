import { checkNotification } from "../../../src/domain/notifications/check";
import { checkNames } from "../../../src/domain/notifications/names";
import { type NotificationSettings } from "../../../src/domain/notifications/settings";
import { formatPath } from "../../../src/domain/problems/problem";

const SOUND: NotificationSettings = {
  name: "security",
  events: ["scan"],
  emails: ["security@example.com"],
  location: { account: "111122223333", region: "eu-west-1" },
};
const TOPIC = "arn:aws:sns:eu-west-1:111122223333:security";

const found = (settings: Partial<NotificationSettings>): string[] =>
  checkNotification({ ...SOUND, ...settings }).map(({ at, message }) => `${formatPath(at)}: ${message}`);

/** With a target in place of the emails. */
const { emails: _emails, ...WITHOUT_EMAILS } = SOUND;
const withTarget = (target: string): string[] =>
  checkNotification({ ...WITHOUT_EMAILS, target }).map(({ message }) => message);

test("emails, topics, queues and functions receive notifications", () => {
  expect(found({})).toEqual([]);
  expect(withTarget(TOPIC)).toEqual([]);
  expect(withTarget("arn:aws:sqs:eu-west-1:111122223333:security")).toEqual([]);
  expect(withTarget("arn:aws:lambda:eu-west-1:111122223333:function:security")).toEqual([]);
  expect(found({ events: ["push", "finding"], imageTags: ["v*"], severities: ["LOW"] })).toEqual([]);
});

test.each<[string, Partial<NotificationSettings>, string]>([
  ["a name with spaces", { name: "my alarm" }, 'name: expected 1 to 38 letters, digits, - and _, found "my alarm"'],
  ["a name with a dot", { name: "a.b" }, "name: expected 1 to 38 letters, digits, - and _"],
  [
    "a name with which a rule's name is too long",
    { name: "n".repeat(38), namePrefix: "production-ecr", events: ["replicationFailed"] },
    `name: expected rule names of at most 64 characters, found "production-ecr-${"n".repeat(38)}-replication-failed" (72). Rule names contain the name of the notification, so shorten it`,
  ],
  [
    "addresses with the same Terraform name",
    { emails: ["jo.hn@example.com", "jo-hn@example.com"] },
    'emails[1]: expected addresses with unique Terraform names, found "jo-hn@example.com" and "jo.hn@example.com", which both become "security_jo_hn_example_com". Move one to a second notification',
  ],
  [
    "the same address twice",
    { emails: ["a@example.com", "a@example.com"] },
    'emails[1]: expected each address once, found "a@example.com" twice. Remove one',
  ],
  ["no events", { events: [] }, "events: expected at least one event, found none"],
  ["an event twice", { events: ["scan", "scan"] }, "events[1]: expected each event once, found scan twice. Remove one"],
  [
    "tags of a scan",
    { imageTags: ["v*"] },
    "imageTags: applies only to push and delete, but this notification reports scan. Remove it",
  ],
  [
    "severities of a push",
    { events: ["push"], severities: ["LOW"] },
    "severities: applies only to scan and finding, but this notification reports push. Remove it",
  ],
  [
    "two wildcards in a row",
    { repositories: ["team/**"] },
    'repositories[0]: expected a name or a pattern such as "team/*", without "**", found "team/**"',
  ],
  [
    "emails and a target",
    { target: TOPIC },
    "emails: expected target or emails, found both. To send both, add a second notification",
  ],
  ["an address without @", { emails: ["security"] }, 'emails[0]: expected an email address, found "security"'],
  [
    "a key of another region",
    { kmsKey: "arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012" },
    "kmsKey: expected the ARN of a KMS key in eu-west-1 (arn:aws:kms:eu-west-1:<account>:key/<id>), found",
  ],
])("%s is an error", (_, settings, message) => {
  expect(found(settings)).toEqual([expect.stringContaining(message) as string]);
});

test.each([
  ["something else", "arn:aws:kinesis:eu-west-1:111122223333:stream/x", "expected the ARN of an SNS topic"],
  [
    "another account",
    "arn:aws:sqs:eu-west-1:444455556666:q",
    "expected a target in the registry's account and region (111122223333, eu-west-1)",
  ],
  [
    "another region",
    "arn:aws:sqs:us-east-1:111122223333:q",
    "expected a target in the registry's account and region (111122223333, eu-west-1)",
  ],
  ["another partition", "arn:aws-cn:sqs:eu-west-1:111122223333:q", "expected the ARN of an SNS topic"],
  ["a FIFO queue", "arn:aws:sqs:eu-west-1:111122223333:q.fifo", "expected a standard topic or queue"],
])("a target that is %s is an error", (_, target, message) => {
  expect(withTarget(target)).toEqual([expect.stringContaining(message) as string]);
});

test("a notification needs a receiver", () => {
  expect(checkNotification(WITHOUT_EMAILS)).toEqual([
    expect.objectContaining({ message: "expected target or emails, found neither. Set one of them" }),
  ]);
});

test("more names than an event pattern can hold are an error with a way out", () => {
  const repositories = Array.from({ length: 100 }, (_, index) => `team/service-number-${index}`);
  expect(found({ events: ["push"], repositories })).toEqual([
    expect.stringMatching(
      /^repositories: expected an event pattern of at most 2048 characters, found \d+\. Use patterns such as "team\/\*"/,
    ) as string,
  ]);
});

test("names are unique in Terraform", () => {
  expect(checkNames(["a-b", "c", "a_b", "c"]).map(({ at, message }) => `${formatPath(at)}: ${message}`)).toEqual([
    '[2].name: expected unique names, found "a_b" and "a-b", which both become "a_b". Rename one of them',
    '[3].name: expected unique names, found "c" twice. Rename one of them',
  ]);
});
