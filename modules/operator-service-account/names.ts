import { error, shown, type Problem } from "../core/problem";

const LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const LABEL_LENGTH = 63;
const SUBDOMAIN_LENGTH = 253;

/**
 * A DNS label, as namespaces and containers are named: 1 to 63 of a-z, 0-9 and `-`, a letter or digit at both ends.
 * @param what how messages call it, such as `namespace`
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
 */
export function checkDnsLabel(what: string, name: string): Problem[] {
  if (LABEL.test(name) && name.length <= LABEL_LENGTH) return [];
  return [
    error(
      "kubernetes/dns-label",
      [],
      `${shown(name)} is no name of a ${what}: ${found(name, LABEL_LENGTH)}; 1 to ${LABEL_LENGTH} lower-case letters, digits and hyphens are allowed, a letter or digit first and last`,
    ),
  ];
}

/**
 * A DNS subdomain, as ServiceAccounts and Deployments are named: labels joined by dots, 253 characters at most.
 * @param what how messages call it, such as `ServiceAccount`
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names
 */
export function checkDnsSubdomain(what: string, name: string): Problem[] {
  if (name.split(".").every((label) => LABEL.test(label)) && name.length <= SUBDOMAIN_LENGTH) return [];
  return [
    error(
      "kubernetes/dns-subdomain",
      [],
      `${shown(name)} is no name of a ${what}: ${found(name, SUBDOMAIN_LENGTH)}; 1 to ${SUBDOMAIN_LENGTH} lower-case letters, digits, hyphens and dots are allowed, a letter or digit first and last in each part between dots`,
    ),
  ];
}

function found(name: string, longest: number): string {
  if (name === "") return "it is empty";
  if (name.length > longest) return `it has ${name.length} characters`;
  if (/[A-Z]/.test(name)) return "it has capital letters";
  const strange = /[^a-z0-9.-]/.exec(name);
  if (strange !== null) return `it has ${shown(strange[0])}`;
  if (/^[.-]|[.-]$/.test(name)) return "it begins or ends with a separator";
  return "its separators are misplaced";
}
