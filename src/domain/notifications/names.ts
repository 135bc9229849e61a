import { error, quoteValue, repeated, type Problem } from "../problems/problem";
import { snakeCase } from "../terraform/terraform-name";
import { type NotificationEvent } from "./settings";

/** Name of the rule for one event: `security-scan`. */
export function ruleName(name: string, event: NotificationEvent): string {
  return `${name}-${snakeCase(event).replaceAll("_", "-")}`;
}

/** First part of the names of an environment's rules and topics. */
export function notificationPrefix(environment: string): string {
  return `${environment}-ecr`;
}

/** A name as AWS gets it: `production-ecr-security-scan`. */
export function prefixedName({ namePrefix }: { readonly namePrefix?: string }, name: string): string {
  return namePrefix === undefined ? name : `${namePrefix}-${name}`;
}

/** Terraform name of the rule for one event: `security_scan`. */
export function ruleAddress(name: string, event: NotificationEvent): string {
  return snakeCase(ruleName(name, event));
}

/** Terraform name of an address's subscription: `security_team_example_com`. */
export function subscriptionAddress(name: string, email: string): string {
  return `${topicAddress(name)}_${snakeCase(email)}`;
}

/** Terraform name of the new topic: `security`. */
export function topicAddress(name: string): string {
  return snakeCase(name);
}

/** Reports names that are used twice, or that have the same Terraform address. Each problem is at its index. */
export function checkNames(names: readonly string[]): Problem[] {
  return repeated(names, topicAddress).map(({ index, entry, first, key }) => {
    const found =
      first === entry
        ? `${quoteValue(entry)} twice`
        : `${quoteValue(entry)} and ${quoteValue(first)}, which both become ${quoteValue(key)}`;
    return error("notification/name", [index, "name"], `expected unique names, found ${found}. Rename one of them`);
  });
}
