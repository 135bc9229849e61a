import { listOf } from "../iam/policy";
import { operatorOf } from "../iam/evaluation/comparisons";
import { error, quoteValue, valuesAt, type Problem } from "../problems/problem";
import { rangesAreNarrow } from "../repository-policy/address-ranges";
import { VPC_ENDPOINT } from "./patterns";
import { type GrantNetworks } from "./schema";

/** Checks the networks that a grant is limited to. */
export function checkNetworks({ vpce, ips }: GrantNetworks): Problem[] {
  if (vpce === undefined && ips === undefined)
    return [error("grant/networks", [], "expected vpce or ips, found neither. Add one of them, or remove when")];
  const endpoints = valuesAt(["vpce"], vpce).flatMap(({ at, text }) => {
    if (VPC_ENDPOINT.test(text)) return [];
    const message = `expected the ID of a VPC endpoint, such as "vpce-0123456789abcdef0", found ${quoteValue(text)}`;
    return [error("grant/networks", at, message)];
  });
  const addresses = valuesAt(["ips"], ips).flatMap(({ at, text }) => {
    if (isAddress(text)) return [];
    const message = `expected an IP address or a CIDR range, such as "203.0.113.0/24", found ${quoteValue(text)}`;
    return [error("grant/networks", at, message)];
  });
  const isWide = addresses.length === 0 && !rangesAreNarrow(listOf(ips));
  const wide = `expected ranges no larger than /8 (IPv4) and /32 (IPv6) in total, found ${quoteValue(ips)}, which is a large part of the internet. Use smaller ranges`;
  return [...endpoints, ...addresses, ...(isWide ? [error("grant/networks", ["ips"], wide)] : [])];
}

function isAddress(text: string): boolean {
  return operatorOf("ipaddress")?.compare(text, "192.0.2.1", { negated: false }) !== undefined;
}
