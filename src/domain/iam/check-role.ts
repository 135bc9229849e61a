import { MANAGED_POLICY_ARN } from "../aws/arn-patterns";
import { parseArn, partitionOf, type AwsLocation } from "../aws/arn";
import { error, quoteValue, type Problem } from "../problems/problem";
import { ROLE_LIMITS, type RoleSettings } from "./role-limits";
import { ROLE_MESSAGES as MESSAGES } from "./role-messages";

/**
 * Reports everything that IAM would reject in the settings that all roles have.
 * @param subject first part of the rule ids
 */
export function checkRole(settings: RoleSettings, subject: string): Problem[] {
  const { roleName, path, description, permissionsBoundary, maxSessionDuration, location } = settings;
  const problems: Problem[] = [];
  const report = (field: string, message: string): void =>
    void problems.push(error(`${subject}/${ruleOf(field)}`, [field], message));
  if (!ROLE_LIMITS.name.test(roleName)) report("roleName", MESSAGES.roleName(quoteValue(roleName), roleName.length));
  if (path !== undefined && (!ROLE_LIMITS.path.test(path) || path.length > ROLE_LIMITS.pathLength)) {
    report("path", MESSAGES.path(quoteValue(path)));
  }
  if (description !== undefined && !ROLE_LIMITS.description.test(description)) {
    report("description", MESSAGES.description(description.length));
  }
  if (permissionsBoundary !== undefined && !isBoundary(permissionsBoundary, location)) {
    const { account, region } = location;
    const message = MESSAGES.permissionsBoundary(quoteValue(permissionsBoundary), account, partitionOf(region));
    report("permissionsBoundary", message);
  }
  const { least, most } = ROLE_LIMITS.sessionSeconds;
  if (maxSessionDuration !== undefined && !isWithin(maxSessionDuration, least, most)) {
    report("maxSessionDuration", MESSAGES.maxSessionDuration(quoteValue(maxSessionDuration)));
  }
  return problems;
}

/** `max-session-duration` for `maxSessionDuration`. */
function ruleOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Whether a value is an integer from `least` to `most`. */
export function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function isBoundary(text: string, { account, region }: AwsLocation): boolean {
  const arn = parseArn(text);
  return (
    MANAGED_POLICY_ARN.test(text) &&
    arn?.partition === partitionOf(region) &&
    (arn.account === account || arn.account === "aws")
  );
}
