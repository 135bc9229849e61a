import { quoteValue, type Problem } from "../problems/problem";
import { placedTests, type PartialStatement } from "../repository-policy/draft";
import { isPrivateRange } from "../repository-policy/address-ranges";
import { finding } from "./rules";

/**
 * Warns about `aws:SourceIp` with private addresses. Without `IfExists`, the test then has the same result for every request.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip
 */
export function checkPrivateAddresses(partial: PartialStatement): Problem[] {
  return placedTests(partial).flatMap(({ operator, key, lowerKey, values: ranges, at }) => {
    if (operator?.name.endsWith("ipaddress") !== true || operator.ifExists) return [];
    if (lowerKey !== "aws:sourceip" || ranges.length === 0 || !ranges.every(isPrivateRange)) return [];
    const message = `expected public addresses for ${key}, found only private addresses (${quoteValue(ranges.length === 1 ? ranges[0] : ranges)}). In requests, this key never contains a private address. Use aws:VpcSourceIp, or aws:SourceVpce with the ID of the VPC endpoint`;
    return [finding("private-address", at, message)];
  });
}
