import { eventPattern } from "../../src/domain/notifications/event-patterns";
import { NOTIFICATION_EVENTS, type NotificationSettings } from "../../src/domain/notifications/settings";
import { literalText } from "../../src/domain/terraform/strings";
import { snakeCase } from "../../src/domain/terraform/terraform-name";
import { type ModuleDocument } from "../kit/module-definition";
import { mockedAws, refusedRuns, run, testFile, type Assertions } from "../kit/terraform-test";
import { ACCEPTED_INPUTS, INVALID_INPUTS } from "./invalid-inputs";
import { TEST_LOCATION } from "../kit/invalid-input";

const { account, region } = TEST_LOCATION;

const MOCKED = mockedAws(TEST_LOCATION);

const EVENTS = NOTIFICATION_EVENTS.map(snakeCase);
const FUNCTION = `arn:aws:lambda:${region}:${account}:function:on-push`;
const COUNTS = ["rule", "target"].map((kind) => `length(aws_cloudwatch_event_${kind}.this)`);
const ALL = [...COUNTS, "length(aws_sns_topic.this)", "length(aws_lambda_permission.this)"].join(" + ");

/** The same patterns as those of the construct. */
function samePatterns(filter: Pick<NotificationSettings, "repositories" | "imageTags" | "severities">): Assertions {
  const assertions = NOTIFICATION_EVENTS.map((event) => {
    const expected = literalText(JSON.stringify(JSON.stringify(eventPattern(event, filter, TEST_LOCATION))));
    const found = `aws_cloudwatch_event_rule.this["${snakeCase(event)}"].event_pattern`;
    return [
      `The pattern of ${snakeCase(event)} must have exactly these filters.`,
      `jsonencode(jsondecode(${found})) == jsonencode(jsondecode(${expected}))`,
    ] as const;
  });
  return Object.fromEntries(assertions);
}

/** The module's test files. They run without AWS. */
export function moduleTests(): Readonly<Record<string, ModuleDocument>> {
  const filters = { repositories: ["prod/*", "shared", "*/web"], imageTags: ["v*"], severities: ["CRITICAL"] } as const;
  const runs = {
    create_is_false: run(
      { ...ACCEPTED_INPUTS, create: false },
      {
        "create = false must not create resources.": `${ALL} == 0`,
        "create = false must leave outputs empty.": "length(output.rule_arns) == 0 && output.topic_arn == null",
      },
    ),
    every_event_without_filters: run({ ...ACCEPTED_INPUTS, events: EVENTS }, samePatterns({})),
    every_event_with_filters: run(
      {
        ...ACCEPTED_INPUTS,
        events: EVENTS,
        repositories: filters.repositories,
        image_tags: filters.imageTags,
        severities: filters.severities,
      },
      samePatterns(filters),
    ),
    emails_get_a_topic: run(ACCEPTED_INPUTS, {
      "The topic must have the name of the notification.": 'aws_sns_topic.this[0].name == "security"',
      "Each address must subscribe to the topic.":
        'aws_sns_topic_subscription.this["security@example.com"].protocol == "email"',
      "A rule must have the names of the notification and the event.":
        'aws_cloudwatch_event_rule.this["push"].name == "security-push"',
      "An email must be a sentence.": 'length(aws_cloudwatch_event_target.this["push"].input_transformer) == 1',
      "Only functions need a permission.": "length(aws_lambda_permission.this) == 0",
    }),
    a_function_gets_a_permission: run(
      { name: "on_push", events: ["push"], target: { lambda: FUNCTION } },
      {
        "The rule must have a permission.": 'aws_lambda_permission.this["push"].statement_id == "on-push-push"',
        "A target must not get a topic.": "length(aws_sns_topic.this) == 0",
        "A target must get the whole event.": 'length(aws_cloudwatch_event_target.this["push"].input_transformer) == 0',
      },
    ),
  };
  return {
    notifications: testFile(runs, MOCKED),
    refused: testFile(refusedRuns(ACCEPTED_INPUTS, INVALID_INPUTS), MOCKED),
  };
}
