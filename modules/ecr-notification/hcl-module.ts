import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Token } from "cdktf";
import { EMAIL_TEXTS } from "../../src/domain/notifications/event-patterns";
import { NOTIFICATION_EVENTS } from "../../src/domain/notifications/settings";
import { snakeCase } from "../../src/domain/terraform/terraform-name";
import { SERVICE_COMMENT } from "../kit/data-sources";
import { hclTemplate } from "../kit/hcl-expression";
import { type ModuleDefinition } from "../kit/module-definition";
import { addCurrent, type ModuleStack } from "../kit/module-stack";
import { RULE_DESCRIPTIONS, SERVICE } from "./construct";
import { EXAMPLES, USAGE } from "./examples";
import { NOTIFICATION_LOCALS } from "./locals";
import { moduleTests } from "./tests";
import { NOTIFICATION_RULES, notificationPreconditions } from "./validations";
import { VARIABLES } from "./variables";

/** The Terraform module `ecr-notification`: the construct of this folder as an HCL module. */
export const ECR_NOTIFICATION_MODULE: ModuleDefinition = {
  name: "ecr-notification",
  source: "modules/ecr-notification",
  providers: ["aws"],
  build,
  sections: [
    {
      blocks: [
        ...["locals", "data.aws_caller_identity.current", "data.aws_service.ecr", "var.create", "var.name"],
        ...["var.events", "var.tags"],
      ],
    },
    {
      title: "Events",
      blocks: ["aws_cloudwatch_event_rule.this", "var.repositories", "var.image_tags", "var.severities"],
    },
    {
      title: "Receivers",
      blocks: [
        ...["aws_cloudwatch_event_target.this", "aws_sns_topic.this", "aws_sns_topic_policy.this"],
        ...["aws_sns_topic_subscription.this", "aws_lambda_permission.this"],
        ...["var.target", "var.emails", "var.kms_key", "output.rule_arns", "output.topic_arn"],
      ],
    },
  ],
  comments: {
    "local.name_matches":
      "EventBridge limits the number of wildcard patterns in a rule, so a pattern with only a trailing * becomes a prefix.",
    "local.repository_arns": "Inspector events identify repositories by ARN.",
    "local.counts": "With a single pattern, EventBridge treats `$or` as a field name.",
    "local.email_texts":
      "SNS emails the text without changes, so emails get a sentence. Other targets get the whole event.",
    "data.aws_service.ecr": SERVICE_COMMENT,
    "aws_sns_topic_policy.this": "Only these rules may publish to the topic.",
  },
  usage: USAGE,
  examples: EXAMPLES,
  tests: moduleTests(),
};

const RULE = "aws_cloudwatch_event_rule.this";

function build(stack: ModuleStack): void {
  stack.addVariables(VARIABLES, NOTIFICATION_RULES);
  addCurrent(stack);
  stack.addLocals({ ...NOTIFICATION_LOCALS, ...textLocals() });
  addRules(stack);
  addTopic(stack);
  addPermission(stack);
  stack.addModuleOutput(
    "rule_arns",
    "ARN of the rule for each event; empty if `create` is false.",
    `{ for event, rule in ${RULE} : event => rule.arn }`,
  );
  stack.addModuleOutput(
    "topic_arn",
    "ARN of the new topic; null if `target` is set or `create` is false.",
    "one(aws_sns_topic.this[*].arn)",
  );
}

/** What the rules and emails say, by event. */
function textLocals(): Readonly<Record<string, string>> {
  const byEvent = (value: (event: (typeof NOTIFICATION_EVENTS)[number]) => unknown): string =>
    hclTemplate(Object.fromEntries(NOTIFICATION_EVENTS.map((event) => [snakeCase(event), value(event)])));
  return {
    descriptions: byEvent((event) => RULE_DESCRIPTIONS[event]),
    email_texts: byEvent((event) => EMAIL_TEXTS[event]),
  };
}

function addRules(stack: ModuleStack): void {
  new CloudwatchEventRule(stack, "rule.this", {
    name: '${var.name}-${replace(each.key, "_", "-")}',
    description: "Amazon ECR: ${local.descriptions[each.key]}.",
    eventPattern: "${jsonencode(local.event_patterns[each.key])}",
    tags: Token.asStringMap("${var.tags}"),
    lifecycle: { precondition: notificationPreconditions() },
  }).addOverride("for_each", "${local.rules}");
  const target = new CloudwatchEventTarget(stack, "target.this", {
    rule: `\${${RULE}[each.key].name}`,
    arn: "${local.has_topic ? one(aws_sns_topic.this[*].arn) : local.target_arn}",
  });
  target.addOverride("for_each", "${local.rules}");
  target.addOverride("dynamic.input_transformer", {
    for_each: "${local.has_topic ? [local.email_texts[each.key]] : []}",
    content: {
      input_paths: "${input_transformer.value.paths}",
      input_template: "${jsonencode(input_transformer.value.text)}",
    },
  });
}

function addTopic(stack: ModuleStack): void {
  const count = Token.asNumber("${local.has_topic ? 1 : 0}");
  new SnsTopic(stack, "topic.this", {
    count,
    name: "${var.name}",
    kmsMasterKeyId: "${var.kms_key}",
    tags: Token.asStringMap("${var.tags}"),
  });
  new SnsTopicPolicy(stack, "policy.this", {
    count,
    arn: "${aws_sns_topic.this[0].arn}",
    policy: `\${jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "Publish", Effect = "Allow", Principal = { Service = "${SERVICE}" }, Action = "sns:Publish", Resource = aws_sns_topic.this[0].arn, Condition = { ArnEquals = { "aws:SourceArn" = [for rule in ${RULE} : rule.arn] } } }] })}`,
  });
  new SnsTopicSubscription(stack, "subscription.this", {
    topicArn: "${aws_sns_topic.this[0].arn}",
    protocol: "email",
    endpoint: "${each.key}",
  }).addOverride("for_each", "${toset([for email in var.emails : email if local.has_topic])}");
}

function addPermission(stack: ModuleStack): void {
  new LambdaPermission(stack, "permission.this", {
    statementId: '${replace("${var.name}-${each.key}", "_", "-")}',
    action: "lambda:InvokeFunction",
    functionName: "${local.target_arn}",
    principal: SERVICE,
    sourceArn: `\${${RULE}[each.key].arn}`,
  }).addOverride("for_each", '${toset([for event in local.rules : event if contains(keys(var.target), "lambda")])}');
}
