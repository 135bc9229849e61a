import { error, quoteValue, type Problem } from "../problems/problem";
import { MESSAGES } from "./service-account-messages";

/** A kind of names that Kubernetes has. */
export interface KubernetesName {
  readonly pattern: RegExp;
  readonly maxLength: number;
  /** What is allowed, in words. */
  readonly allowed: string;
}

const LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";

/**
 * A DNS label, as namespaces and containers are named.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
 */
export const DNS_LABEL: KubernetesName = {
  pattern: new RegExp(`^${LABEL}$`),
  maxLength: 63,
  allowed: "1 to 63 lower-case letters, digits and hyphens are allowed, a letter or digit first and last",
};

/**
 * A DNS subdomain, as ServiceAccounts and Deployments are named: labels joined by dots.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names
 */
export const DNS_SUBDOMAIN: KubernetesName = {
  pattern: new RegExp(`^${LABEL}(\\.${LABEL})*$`),
  maxLength: 253,
  allowed:
    "1 to 253 lower-case letters, digits, hyphens and dots are allowed, a letter or digit first and last in each part between dots",
};

/**
 * Whether something can be called by a DNS label.
 * @param what how messages call it, such as `namespace`
 */
export function checkDnsLabel(what: string, name: string): Problem[] {
  return check("kubernetes/dns-label", DNS_LABEL, what, name);
}

/**
 * Whether something can be called by a DNS subdomain.
 * @param what how messages call it, such as `ServiceAccount`
 */
export function checkDnsSubdomain(what: string, name: string): Problem[] {
  return check("kubernetes/dns-subdomain", DNS_SUBDOMAIN, what, name);
}

function check(rule: string, kind: KubernetesName, what: string, name: string): Problem[] {
  if (kind.pattern.test(name) && name.length <= kind.maxLength) return [];
  return [error(rule, [], MESSAGES.name(what, quoteValue(name), kind, `: ${found(name, kind.maxLength)}`))];
}

function found(name: string, longest: number): string {
  if (name === "") return "it is empty";
  if (name.length > longest) return `it has ${name.length} characters`;
  if (/[A-Z]/.test(name)) return "it has capital letters";
  const strange = /[^a-z0-9.-]/.exec(name);
  if (strange !== null) return `it has ${quoteValue(strange[0])}`;
  if (/^[.-]|[.-]$/.test(name)) return "it begins or ends with a separator";
  return "its separators are misplaced";
}
