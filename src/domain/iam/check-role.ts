import { MANAGED_POLICY_ARN } from "../aws/arn-patterns";
import { parseArn, partitionOf, type AwsLocation } from "../aws/arn";
import { error, quoteValue, type Problem } from "../problems/problem";
import { ROLE_LIMITS } from "./role-limits";
import { MESSAGES } from "../operator/role-messages";
import { type OperatorRoleSettings } from "../operator/role-settings";

/** What every role has, whoever assumes it. */
export type RoleItself = { readonly location: AwsLocation } & Pick<
  OperatorRoleSettings,
  "roleName" | "path" | "description" | "permissionsBoundary" | "maxSessionDuration"
>;

/**
 * Everything about a role itself that IAM would refuse, each at its own field.
 * @param subject first part of the rules' ids
 */
export function checkRole(settings: RoleItself, subject: string): Problem[] {
  const { roleName, path, description, permissionsBoundary, maxSessionDuration, location } = settings;
  const problems: Problem[] = [];
  const say = (field: string, message: string): void =>
    void problems.push(error(`${subject}/${rule(field)}`, [field], message));
  if (!ROLE_LIMITS.name.test(roleName)) say("roleName", MESSAGES.roleName(quoteValue(roleName), roleName.length));
  if (path !== undefined && (!ROLE_LIMITS.path.test(path) || path.length > ROLE_LIMITS.pathLength)) {
    say("path", MESSAGES.path(quoteValue(path)));
  }
  if (description !== undefined && !ROLE_LIMITS.description.test(description)) {
    say("description", MESSAGES.description(description.length));
  }
  if (permissionsBoundary !== undefined && !isBoundary(permissionsBoundary, location)) {
    const { account, region } = location;
    say(
      "permissionsBoundary",
      MESSAGES.permissionsBoundary(quoteValue(permissionsBoundary), account, partitionOf(region)),
    );
  }
  const { least, most } = ROLE_LIMITS.sessionSeconds;
  if (maxSessionDuration !== undefined && !isWithin(maxSessionDuration, least, most)) {
    say("maxSessionDuration", MESSAGES.maxSessionDuration(quoteValue(maxSessionDuration)));
  }
  return problems;
}

function rule(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Whether it is a whole number from `least` to `most`. */
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
