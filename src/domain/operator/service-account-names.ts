import { error, quoteValue, type Problem } from "../problems/problem";
import { type KubernetesName } from "./service-account-limits";
import { MESSAGES } from "./service-account-messages";

const LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";

/**
 * A DNS label: the name of a namespace or container.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
 */
export const DNS_LABEL: KubernetesName = {
  rule: "kubernetes/dns-label",
  pattern: new RegExp(`^${LABEL}$`),
  maxLength: 63,
  allowed: "1 to 63 lowercase letters, digits and hyphens, starting and ending with a letter or digit",
};

/**
 * A DNS subdomain, labels joined by dots: the name of a ServiceAccount or Deployment.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names
 */
export const DNS_SUBDOMAIN: KubernetesName = {
  rule: "kubernetes/dns-subdomain",
  pattern: new RegExp(`^${LABEL}(\\.${LABEL})*$`),
  maxLength: 253,
  allowed:
    "1 to 253 lowercase letters, digits, hyphens and dots, where each part between dots starts and ends with a letter or digit",
};

/**
 * Checks that Kubernetes accepts a name.
 * @param what has the name, such as `namespace`
 */
export function checkKubernetesName(kind: KubernetesName, what: string, name: string): Problem[] {
  if (kind.pattern.test(name) && name.length <= kind.maxLength) return [];
  return [error(kind.rule, [], MESSAGES.name(what, quoteValue(name), kind, faultOf(name, kind.maxLength)))];
}

/** What is wrong with a name, as the end of a sentence. */
function faultOf(name: string, longest: number): string {
  if (name === "") return "";
  if (name.length > longest) return `, which has ${name.length} characters`;
  if (/[A-Z]/.test(name)) return ", which has uppercase letters";
  const invalid = /[^a-z0-9.-]/.exec(name);
  if (invalid !== null) return `, which has ${quoteValue(invalid[0])}`;
  if (/^[.-]|[.-]$/.test(name)) return ", which starts or ends with a separator";
  return ", which has invalid dots or hyphens";
}
