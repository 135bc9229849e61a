import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { checkNotification } from "../../src/domain/notifications/check";
import { EMAIL_TEXTS, eventPattern } from "../../src/domain/notifications/event-patterns";
import {
  prefixedName,
  ruleAddress,
  ruleName,
  subscriptionAddress,
  topicAddress,
} from "../../src/domain/notifications/names";
import { type NotificationEvent, type NotificationSettings } from "../../src/domain/notifications/settings";
import { targetKind } from "../../src/domain/notifications/target";
import { jsonPolicy } from "../kit/json-policy";
import { optionalMap } from "../kit/optional";
import { throwOnErrors } from "../kit/throw-on-errors";

/** Arguments of `EcrNotification`. */
export type EcrNotificationProps = NotificationSettings;

/** Principal of EventBridge. */
export const SERVICE = "events.amazonaws.com";

/**
 * Sends notifications about events in a registry, such as pushes and scan findings, to a topic, a queue, a function or email addresses.
 * There is one EventBridge rule for each event.
 *
 * Terraform addresses derive from the name and the event: `aws_cloudwatch_event_rule.security_scan`. A new topic has the
 * address `aws_sns_topic.security`.
 *
 * The policy of an existing topic or queue must allow `events.amazonaws.com` to publish. The construct does not change it, because a
 * topic and a queue each have only one policy. For a Lambda function, the construct adds the permission.
 * @throws an error that lists all arguments that AWS would reject
 * @example
 * new EcrNotification(this, "Security", {
 *   location: { account: "111122223333", region: "eu-west-1" },
 *   name: "security",
 *   events: ["scan"],
 *   emails: ["security@example.com"],
 * });
 */
export class EcrNotification extends Construct {
  /** The rules, one for each event. */
  readonly rules: readonly CloudwatchEventRule[];
  /** The new topic; `undefined` if there is a target. */
  readonly topic?: SnsTopic;

  /**
   * Checks the settings, and adds the rules with their targets.
   * @param scope stack or construct to which the notification belongs
   * @param id ID of the construct, unique in the scope
   * @param props settings of the notification
   */
  constructor(scope: Construct, id: string, props: EcrNotificationProps) {
    super(scope, id);
    throwOnErrors(this, checkNotification(props));
    const { events, target } = props;
    if (target === undefined) this.topic = this.addTopic(props);
    this.rules = events.map((event) => this.addRule(event, props));
    if (this.topic !== undefined) this.allowRules(this.topic, props);
    else if (target !== undefined && targetKind(target) === "lambda") this.allowInvocation(target, props);
  }

  private addRule(event: NotificationEvent, props: EcrNotificationProps): CloudwatchEventRule {
    const address = ruleAddress(props.name, event);
    const rule = new CloudwatchEventRule(this, `Rule.${event}`, {
      name: prefixedName(props, ruleName(props.name, event)),
      description: `Amazon ECR: ${RULE_DESCRIPTIONS[event]}.`,
      eventPattern: jsonPolicy(eventPattern(event, props, props.location)),
      tags: optionalMap(props.tags),
    });
    rule.overrideLogicalId(address);
    const target = new CloudwatchEventTarget(this, `Target.${event}`, {
      rule: rule.name,
      arn: this.topic?.arn ?? props.target ?? "",
      // Programs get the whole event.
      inputTransformer: this.topic === undefined ? undefined : emailText(event),
    });
    target.overrideLogicalId(address);
    return rule;
  }

  private addTopic(props: EcrNotificationProps): SnsTopic {
    const { name, emails = [], kmsKey } = props;
    const topic = new SnsTopic(this, "Topic", {
      name: prefixedName(props, name),
      kmsMasterKeyId: kmsKey,
      tags: optionalMap(props.tags),
    });
    topic.overrideLogicalId(topicAddress(name));
    for (const email of emails) {
      new SnsTopicSubscription(this, `Subscription.${email}`, {
        topicArn: topic.arn,
        protocol: "email",
        endpoint: email,
      }).overrideLogicalId(subscriptionAddress(name, email));
    }
    return topic;
  }

  /** Only these rules may publish to the topic. */
  private allowRules(topic: SnsTopic, { name }: EcrNotificationProps): void {
    new SnsTopicPolicy(this, "TopicPolicy", {
      arn: topic.arn,
      policy: jsonPolicy({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "Publish",
            Effect: "Allow",
            Principal: { Service: SERVICE },
            Action: "sns:Publish",
            Resource: topic.arn,
            Condition: { ArnEquals: { "aws:SourceArn": this.rules.map(({ arn }) => arn) } },
          },
        ],
      }),
    }).overrideLogicalId(topicAddress(name));
  }

  private allowInvocation(target: string, props: EcrNotificationProps): void {
    props.events.forEach((event, index) => {
      const address = ruleAddress(props.name, event);
      new LambdaPermission(this, `Permission.${event}`, {
        statementId: prefixedName(props, ruleName(props.name, event)),
        action: "lambda:InvokeFunction",
        functionName: target,
        principal: SERVICE,
        sourceArn: this.rules[index]?.arn,
      }).overrideLogicalId(address);
    });
  }
}

/** What the rules are about, for their descriptions. */
export const RULE_DESCRIPTIONS: Readonly<Record<NotificationEvent, string>> = {
  push: "pushed images",
  delete: "deleted images",
  scan: "finished scans with findings",
  finding: "new findings",
  replicationFailed: "failed replication",
  pullThroughCacheFailed: "failed pulls through the cache",
};

/** An email is one sentence, because SNS sends it as it is. */
function emailText(event: NotificationEvent) {
  const { paths, text } = EMAIL_TEXTS[event];
  return { inputPaths: { ...paths }, inputTemplate: JSON.stringify(text) };
}
