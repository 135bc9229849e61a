import { refusedBy, refusedValue as rejected, type InvalidInput } from "../kit/invalid-input";
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

const together = (title: string, words: string, inputs: ModuleDocument): InvalidInput =>
  refusedBy(RULE, title, words, inputs);

/** Inputs that the module and the construct's checks reject. */
export const INVALID_INPUTS: readonly InvalidInput[] = [
  rejected("name", "a name with a space", "must be 1 to 38 letters, digits, - and _", "my alarm"),
  rejected("events", "no events", "at least one event", []),
  rejected("events", "an event twice", "each only once", ["push", "push"]),
  rejected("events", "an unknown event", "events must be push", ["pull"]),
  rejected("repositories", "two wildcards in a row", "a name or a pattern", ["team/**"]),
  rejected("image_tags", "a tag with a slash", "a tag or a pattern", ["v/*"]),
  rejected("severities", "an unknown severity", "severities must be critical", ["SEVERE"]),
  rejected("severities", "no severities", "at least one severity", []),
  rejected("target", "a stream", "must be the arn of an sns topic", {
    sqs: "arn:aws:kinesis:eu-west-1:111122223333:stream/x",
  }),
  rejected("target", "a FIFO queue", "must be a standard topic or queue", { sqs: `${QUEUE}.fifo` }),
  rejected("target", "an unknown kind", "must have exactly one key", { kinesis: QUEUE }),
  rejected("emails", "an address without a domain", "must be an email address", ["security"]),
  rejected("kms_key", "an alias", "must be a key arn", "alias/topic"),
  together("a target and emails", "set either target or emails", { target: { sqs: QUEUE } }),
  together("a target and a key", "kms_key applies only to the topic", {
    target: { sqs: QUEUE },
    emails: [],
    kms_key: KEY,
  }),
  together("a target in another region", "must be in account 111122223333 and region eu-west-1", {
    target: { sqs: QUEUE.replace("eu-west-1", "us-east-1") },
    emails: [],
  }),
];
