import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, Testing, TerraformStack } from "cdktf";
import { EcrNotification, type EcrNotificationProps } from "../../../modules/ecr-notification/construct";

type Resources = Record<string, Record<string, Record<string, unknown>> | undefined>;

const HERE = { account: "111122223333", region: "eu-west-1" };

function synth(props: Omit<EcrNotificationProps, "location">): Resources {
  const stack = new TerraformStack(new App(), "registry");
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  new EcrNotification(stack, "Notification", { ...props, location: HERE });
  return (JSON.parse(Testing.synth(stack, true)) as { resource: Resources }).resource;
}

test("emails get a topic of their own, to which only the rules may publish", () => {
  const resources = synth({
    name: "security",
    namePrefix: "dev-ecr",
    events: ["scan", "replicationFailed"],
    emails: ["security@example.com"],
    kmsKey: "arn:aws:kms:eu-west-1:111122223333:key/12345678-1234-1234-1234-123456789012",
    tags: { Team: "security" },
  });
  expect(resources["aws_sns_topic"]).toEqual({
    security: {
      name: "dev-ecr-security",
      kms_master_key_id: "arn:aws:kms:eu-west-1:111122223333:key/12345678-1234-1234-1234-123456789012",
      tags: { Team: "security" },
    },
  });
  expect(resources["aws_sns_topic_subscription"]).toEqual({
    security_security_example_com: {
      topic_arn: "${aws_sns_topic.security.arn}",
      protocol: "email",
      endpoint: "security@example.com",
    },
  });
  const policy = resources["aws_sns_topic_policy"]?.["security"]?.["policy"];
  expect(policy).toContain('"Principal" = {"Service" = "events.amazonaws.com"}');
  expect(policy).toContain(
    '"aws:SourceArn" = ["${aws_cloudwatch_event_rule.security_scan.arn}", "${aws_cloudwatch_event_rule.security_replication_failed.arn}"]',
  );
  expect(resources["aws_cloudwatch_event_rule"]?.["security_scan"]).toMatchObject({
    name: "dev-ecr-security-scan",
    description: "Amazon ECR: finished scans with findings.",
    tags: { Team: "security" },
  });
  expect(resources["aws_cloudwatch_event_target"]?.["security_scan"]).toMatchObject({
    rule: "${aws_cloudwatch_event_rule.security_scan.name}",
    arn: "${aws_sns_topic.security.arn}",
    input_transformer: { input_paths: { repository: "$.detail.repository-name" } },
  });
  expect(resources["aws_lambda_permission"]).toBeUndefined();
});

test("a function may be invoked by the rule, and gets the whole event", () => {
  const target = "arn:aws:lambda:eu-west-1:111122223333:function:on-push";
  const resources = synth({ name: "pushes", events: ["push"], target });
  expect(resources["aws_lambda_permission"]).toEqual({
    pushes_push: {
      statement_id: "pushes-push",
      action: "lambda:InvokeFunction",
      function_name: target,
      principal: "events.amazonaws.com",
      source_arn: "${aws_cloudwatch_event_rule.pushes_push.arn}",
    },
  });
  expect(resources["aws_cloudwatch_event_target"]?.["pushes_push"]).toEqual({
    rule: "${aws_cloudwatch_event_rule.pushes_push.name}",
    arn: target,
  });
  expect(resources["aws_sns_topic"]).toBeUndefined();
});

test("an existing topic keeps its policy", () => {
  const resources = synth({ name: "t", events: ["delete"], target: "arn:aws:sns:eu-west-1:111122223333:t" });
  expect(Object.keys(resources).sort()).toEqual(["aws_cloudwatch_event_rule", "aws_cloudwatch_event_target"]);
});

test("wrong settings are an error with the construct's path", () => {
  expect(() => synth({ name: "x", events: [] })).toThrow(
    /registry\/Notification[\s\S]*events: expected at least one event/,
  );
});
