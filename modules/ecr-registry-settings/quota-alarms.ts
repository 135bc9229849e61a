import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { type Construct } from "constructs";
import { ALARM_PERIOD, quotaAlarms, usageDimensions, type QuotaAlarms } from "../../src/domain/registry/quota-alarms";
import { literalText } from "../../src/domain/terraform/strings";

/** What all alarms have in common. */
export const ALARM = {
  namespace: "AWS/Usage",
  metricName: "CallCount",
  statistic: "Sum",
  period: ALARM_PERIOD,
  evaluationPeriods: 1,
  comparisonOperator: "GreaterThanThreshold",
  // There are no values without calls.
  treatMissingData: "notBreaching",
} as const;

/** Adds an alarm for each API action. */
export function addQuotaAlarms(scope: Construct, settings: QuotaAlarms): void {
  for (const { action, id, name, description, threshold } of quotaAlarms(settings)) {
    new CloudwatchMetricAlarm(scope, `QuotaAlarm.${action}`, {
      ...ALARM,
      alarmName: name,
      alarmDescription: literalText(description),
      dimensions: { ...usageDimensions(action) },
      threshold,
      alarmActions: [settings.topic],
    }).overrideLogicalId(id);
  }
}
