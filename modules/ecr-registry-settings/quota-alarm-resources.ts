import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { TARGET_ARNS } from "../../src/domain/notifications/target";
import { oneOf } from "../../src/domain/problems/problem";
import {
  ALARM_PERCENT,
  ALARM_PERIOD,
  CALL_QUOTAS,
  LIMITED_ACTIONS,
  usageDimensions,
} from "../../src/domain/registry/quota-alarms";
import { CURRENT } from "../kit/data-sources";
import { hclTemplate } from "../kit/hcl-expression";
import { type ModuleStack } from "../kit/module-stack";
import { condition, expression } from "../kit/role-preconditions";
import { isOneOf, matchesRegex, type Precondition, type Validation } from "../kit/validation";
import { ruleUnlessNull } from "./entry-rules";
import { ALARM } from "./quota-alarms";

const INPUT = "quota_alarms";

const { min, max } = ALARM_PERCENT;

/** Rules for the variable of the alarms. */
export const ALARM_RULES: readonly Validation[] = [
  ruleUnlessNull(
    INPUT,
    (alarms) => `${matchesRegex(TARGET_ARNS.sns, `${alarms}.topic`)} && !endswith(${alarms}.topic, ".fifo")`,
    "The topic of quota_alarms must be the ARN of a standard SNS topic (arn:aws:sns:<region>:<account>:<topic>)",
  ),
  ruleUnlessNull(
    INPUT,
    (alarms) => `${alarms}.percent >= ${min} && ${alarms}.percent <= ${max}`,
    `The percent of quota_alarms must be a number from ${min} to ${max}`,
  ),
  ruleUnlessNull(
    INPUT,
    (alarms) =>
      `alltrue([for action, quota in ${alarms}.quotas : ${isOneOf(LIMITED_ACTIONS, "action")} && quota >= 1])`,
    `The quotas of quota_alarms must be numbers of calls per second for ${oneOf(LIMITED_ACTIONS)}`,
  ),
];

/** The locals of the alarms, as expressions. */
export const ALARM_LOCALS = {
  call_quotas: hclTemplate(CALL_QUOTAS),
  quota_alarms: `{ for action, quota in merge(local.call_quotas, try(var.${INPUT}.quotas, {})) : action => quota if var.create && var.${INPUT} != null }`,
} as const;

/** The rule that depends on the account and region. */
export function alarmPreconditions(): Precondition[] {
  const [account, region] = [expression(CURRENT.account), expression(CURRENT.region)];
  return [
    condition(
      `strcontains(var.${INPUT}.topic, ":${region}:${account}:")`,
      `The topic of quota_alarms must be in account ${account} and region ${region}, like the registry`,
    ),
  ];
}

/** An alarm for each API action, if the input asks for them. */
export function addQuotaAlarms(stack: ModuleStack): void {
  const alarm = new CloudwatchMetricAlarm(stack, "quotaAlarm.this", {
    ...ALARM,
    alarmName: "ecr-quota-${each.key}",
    alarmDescription: `Amazon ECR: in a minute, more than \${var.${INPUT}.percent}% of the quota for \${each.key}, \${each.value} calls per second`,
    dimensions: { ...usageDimensions("${each.key}") },
    alarmActions: [`\${var.${INPUT}.topic}`],
    lifecycle: { precondition: alarmPreconditions() },
  });
  alarm.addOverride("threshold", `\${each.value * ${ALARM_PERIOD} * var.${INPUT}.percent / 100}`);
  alarm.addOverride("for_each", `\${local.${INPUT}}`);
}
