import { refusedValue as rejected, type InvalidInput } from "../kit/invalid-input";
import { type ModuleDocument } from "../kit/module-definition";

const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:events";
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/12345678-1234-1234-1234-123456789012";
const RULE = "aws_cloudwatch_event_rule.this";

/** The required inputs of the module. */
export const ACCEPTED_INPUTS = {
  name: "security",
  events: ["push", "scan"],
  emails: ["security@example.com"],
} as const satisfies ModuleDocument;

const together = (title: string, inputs: ModuleDocument, expectedMessage: string): InvalidInput => ({
  title,
  inputs,
  rejectedBy: RULE,
  expectedMessage,
});

/** Inputs that the module and the construct's checks reject. */
export const INVALID_INPUTS: readonly InvalidInput[] = [
  rejected("name", "a name with a space", "my alarm", "must be 1 to 38 letters, digits, - and _"),
  rejected("events", "no events", [], "at least one event"),
  rejected("events", "an event twice", ["push", "push"], "each only once"),
  rejected("events", "an unknown event", ["pull"], "events must be push"),
  rejected("repositories", "two wildcards in a row", ["team/**"], "a name or a pattern"),
  rejected("image_tags", "a tag with a slash", ["v/*"], "a tag or a pattern"),
  rejected("severities", "an unknown severity", ["SEVERE"], "severities must be critical"),
  rejected("severities", "no severities", [], "at least one severity"),
  rejected(
    "target",
    "a stream",
    { sqs: "arn:aws:kinesis:eu-west-1:111122223333:stream/x" },
    "must be the arn of an sns topic",
  ),
  rejected("target", "a FIFO queue", { sqs: `${QUEUE}.fifo` }, "must be a standard topic or queue"),
  rejected("target", "an unknown kind", { kinesis: QUEUE }, "must have exactly one key"),
  rejected("emails", "an address without a domain", ["security"], "must be an email address"),
  rejected("kms_key", "an alias", "alias/topic", "must be a key arn"),
  together("a target and emails", { target: { sqs: QUEUE } }, "set either target or emails"),
  together(
    "a target and a key",
    { target: { sqs: QUEUE }, emails: [], kms_key: KEY },
    "kms_key applies only to the topic",
  ),
  together(
    "a target in another region",
    { target: { sqs: QUEUE.replace("eu-west-1", "us-east-1") }, emails: [] },
    "must be in account 111122223333 and region eu-west-1",
  ),
];
