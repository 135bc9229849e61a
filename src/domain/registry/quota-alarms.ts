import { parseArn, type AwsLocation } from "../aws/arn";
import { TARGET_ARNS } from "../notifications/target";
import { error, quoteValue, type Problem } from "../problems/problem";
import { snakeCase } from "../terraform/terraform-name";

/**
 * AWS's default quotas in calls per second, for each API action whose calls CloudWatch counts.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/monitoring-usage.html
 */
export const CALL_QUOTAS = {
  BatchCheckLayerAvailability: 1000,
  BatchGetImage: 2000,
  CompleteLayerUpload: 100,
  GetAuthorizationToken: 500,
  GetDownloadUrlForLayer: 3000,
  InitiateLayerUpload: 100,
  PutImage: 10,
  UploadLayerPart: 500,
} as const;

/**
 * An API action of pushes or pulls with a quota.
 * @useDeclaredType
 */
export type LimitedAction = keyof typeof CALL_QUOTAS;

export const LIMITED_ACTIONS = Object.keys(CALL_QUOTAS) as readonly LimitedAction[];

/** CloudWatch alarms on the quotas for API calls of the registry, one for each action. */
export interface QuotaAlarms {
  /** ARN of an SNS topic in the registry's account and region. */
  readonly topic: string;
  /**
   * Percentage of a quota, 1 to 100. The alarm is triggered if the calls in one minute exceed this percentage.
   * @default 80
   */
  readonly percent?: number;
  /**
   * Quotas that AWS has raised for the account, in calls per second.
   * @default - AWS's default quotas
   */
  readonly quotas?: Readonly<Partial<Record<LimitedAction, number>>>;
}

export const ALARM_PERCENT = { min: 1, max: 100, default: 80 } as const;

/** Seconds that an alarm counts calls for. CloudWatch has one value a minute. */
export const ALARM_PERIOD = 60;

/** One alarm. */
export interface QuotaAlarm {
  readonly action: LimitedAction;
  /** Terraform name. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Calls in a period. */
  readonly threshold: number;
}

/** The alarms. `SERVICE_QUOTA()` is not used, because AWS does not document whether it is per second or per period. */
export function quotaAlarms({ percent = ALARM_PERCENT.default, quotas }: QuotaAlarms): QuotaAlarm[] {
  return LIMITED_ACTIONS.map((action) => {
    const quota = quotas?.[action] ?? CALL_QUOTAS[action];
    return {
      action,
      id: `quota_${snakeCase(action)}`,
      name: alarmName(action),
      description: `Amazon ECR: in a minute, more than ${percent}% of the quota for ${action}, ${quota} calls per second`,
      threshold: (quota * ALARM_PERIOD * percent) / 100,
    };
  });
}

/** Name of an alarm, which is unique in the account and region. */
export function alarmName(action: LimitedAction): string {
  return `ecr-quota-${action}`;
}

/** Dimensions of the metric. */
export function usageDimensions(Resource: string): Readonly<Record<string, string>> {
  return { Class: "None", Resource, Service: "ECR", Type: "API" };
}

/** Checks that CloudWatch can notify the topic. */
export function checkQuotaAlarms({ topic }: QuotaAlarms, location: AwsLocation | undefined): Problem[] {
  const arn = parseArn(topic);
  const at = ["topic"];
  if (!TARGET_ARNS.sns.test(topic) || topic.endsWith(".fifo")) {
    const message = `expected the ARN of a standard SNS topic (arn:aws:sns:<region>:<account>:<topic>), found ${quoteValue(topic)}`;
    return [error("registry/alarm-topic", at, message)];
  }
  if (location === undefined || (arn?.region === location.region && arn.account === location.account)) return [];
  const message = `expected a topic in account ${location.account} and ${location.region}, like the registry, found ${quoteValue(topic)}`;
  return [error("registry/alarm-topic", at, message)];
}
