import { type ModuleDocument, type ModuleExample } from "../kit/module-definition";

const SECURITY = {
  name: "production-security",
  events: ["scan"],
  repositories: ["prod/*"],
  emails: ["security@example.com"],
};

/** The call in the README's usage section. */
export const USAGE: ModuleDocument = {
  module: { security: { source: "./terraform/modules/ecr-notification", ...SECURITY } },
};

export const EXAMPLES: readonly ModuleExample[] = [
  {
    name: "minimal",
    shows: "An email for each scan in `prod/` that finds critical or high vulnerabilities.",
    document: {
      provider: { aws: [{ region: "eu-west-1" }] },
      module: { security: { source: "../..", ...SECURITY } },
    },
  },
  {
    name: "complete",
    shows:
      "A queue that receives an event for each pushed release, and an encrypted topic for failures. The example prompts for the ARN of a KMS key.",
    document: {
      provider: { aws: [{ region: "eu-west-1" }] },
      variable: {
        kms_key_arn: {
          description: "ARN of a KMS key whose policy lets events.amazonaws.com use it.",
          type: "string",
        },
      },
      resource: {
        aws_sqs_queue: { releases: { name: "releases", sqs_managed_sse_enabled: true } },
        aws_sqs_queue_policy: {
          releases: {
            queue_url: "${aws_sqs_queue.releases.id}",
            policy:
              '${jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "sqs:SendMessage", Resource = aws_sqs_queue.releases.arn, Condition = { ArnEquals = { "aws:SourceArn" = values(module.releases.rule_arns) } } }] })}',
          },
        },
      },
      module: {
        releases: {
          source: "../..",
          name: "releases",
          events: ["push"],
          image_tags: ["v*"],
          target: { sqs: "${aws_sqs_queue.releases.arn}" },
          tags: { Team: "platform" },
        },
        failures: {
          source: "../..",
          name: "failures",
          events: ["replication_failed", "pull_through_cache_failed"],
          emails: ["platform@example.com"],
          kms_key: "${var.kms_key_arn}",
        },
      },
      output: { topic_arn: { description: "ARN of the topic for failures.", value: "${module.failures.topic_arn}" } },
    },
  },
];
