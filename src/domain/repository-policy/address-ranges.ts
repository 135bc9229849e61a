import { BlockList, isIP } from "node:net";
import { EC2_ADDRESSES } from "../aws/ec2-addresses";

/**
 * The widest ranges that S3 does not regard as public: /8 of IPv4 and /32 of IPv6.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
const WIDEST = { 4: 8, 6: 32 } as const;
const BITS = { 4: 32, 6: 128 } as const;

/** Private networks (RFC 1918); requests from the internet never come from them. */
const PRIVATE = [
  { first: 10, second: [0, 255], bits: 8 },
  { first: 172, second: [16, 31], bits: 12 },
  { first: 192, second: [168, 168], bits: 16 },
] as const;

/**
 * The parts of IPv6 with an IPv4 address in their last 32 bits: mapped, translated and compatible addresses in ::/8, NAT64 in
 * 64:ff9b::/96, and Teredo in 2001::/32.
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const EMBEDDING = new BlockList();
EMBEDDING.addSubnet("::", 8, "ipv6");
EMBEDDING.addSubnet("2001::", 32, "ipv6");

/**
 * Whether addresses and CIDR ranges are narrow enough to identify a network. Many narrow ranges can cover the internet, so their
 * sum counts: at most one /8 of IPv4 and one /32 of IPv6. Ranges of EC2 are open to everyone who starts an instance there.
 */
export function rangesAreNarrow(ranges: readonly string[]): boolean {
  const sum = { 4: 0n, 6: 0n };
  for (const range of ranges) {
    const [network = "", written] = range.split("/");
    const family = isIP(network);
    if ((family !== 4 && family !== 6) || network.includes("%")) return false;
    const bits = written === undefined ? BITS[family] : /^\d{1,3}$/.test(written) ? Number(written) : NaN;
    if (!(bits <= BITS[family]) || isRentable(network, family, bits)) return false;
    if (family === 6 && EMBEDDING.check(network, "ipv6")) {
      // A shorter prefix has every address of IPv4 in it.
      if (bits < 96) return false;
      sum[4] += 2n ** BigInt(128 - bits);
    } else if (!isPrivate(network, family, bits)) sum[family] += 2n ** BigInt(BITS[family] - bits);
  }
  return ([4, 6] as const).every((family) => sum[family] <= 2n ** BigInt(BITS[family] - WIDEST[family]));
}

/**
 * The first address of a range, and the address behind its last one, if there is one.
 * @returns `undefined` if the text is not a range
 */
export function rangeOf(text: string): { readonly start: string; readonly behind: readonly string[] } | undefined {
  const [network = "", bits] = text.split("/");
  const family = isIP(network);
  if (family !== 4 && family !== 6) return undefined;
  const count = 2n ** BigInt(BITS[family] - (bits === undefined ? BITS[family] : Number(bits)));
  const first = (numberOf(network, family) / count) * count;
  const behind = first + count;
  return {
    start: addressText(first, family),
    behind: behind >= 2n ** BigInt(BITS[family]) ? [] : [addressText(behind, family)],
  };
}

function numberOf(address: string, family: 4 | 6): bigint {
  const parts = family === 4 ? address.split(".") : groupsOf(address);
  const [radix, width] = family === 4 ? [10, 8n] : [16, 16n];
  return parts.reduce((sum, part) => (sum << width) + BigInt(parseInt(part, radix)), 0n);
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): string[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const hex = (high = "0", low = "0"): string => (Number(high) * 256 + Number(low)).toString(16);
  const text =
    dotted === null ? address : `${dotted[1] ?? ""}${hex(dotted[2], dotted[3])}:${hex(dotted[4], dotted[5])}`;
  const [before = "", after] = text.split("::");
  const split = (part: string): string[] => (part === "" ? [] : part.split(":"));
  if (after === undefined) return split(before);
  const zeros = 8 - split(before).length - split(after).length;
  return [...split(before), ...Array.from({ length: zeros }, () => "0"), ...split(after)];
}

function addressText(number: bigint, family: 4 | 6): string {
  const [count, width, radix, separator] = family === 4 ? ([4, 8n, 10, "."] as const) : ([8, 16n, 16, ":"] as const);
  return Array.from({ length: count }, (_, index) =>
    ((number >> (width * BigInt(count - 1 - index))) & ((1n << width) - 1n)).toString(radix),
  ).join(separator);
}

/** Single customers of EC2 have at most a /24 of its IPv4 addresses in a row, and a /48 of IPv6 addresses. */
const OF_ONE_CUSTOMER = { 4: 24, 6: 48 } as const;

/** Whether a range has addresses of EC2 that more than one customer has. */
function isRentable(network: string, family: 4 | 6, bits: number): boolean {
  if (bits >= OF_ONE_CUSTOMER[family]) return false;
  const type = `ipv${family}` as const;
  const range = new BlockList();
  range.addSubnet(network, bits, type);
  return EC2_ADDRESSES[type].some(([start, length]) => {
    const block = new BlockList();
    block.addSubnet(start, length, type);
    // Of two ranges with a common address, one contains the start of the other.
    return range.check(start, type) || block.check(network, type);
  });
}

/** Whether an address or CIDR range is private, so that no request from the internet comes from it. */
export function isPrivateRange(range: string): boolean {
  const [network = "", bits] = range.split("/");
  const family = isIP(network);
  return (family === 4 || family === 6) && isPrivate(network, family, bits === undefined ? BITS[family] : Number(bits));
}

function isPrivate(network: string, family: 4 | 6, bits: number): boolean {
  if (family === 6) return bits >= 7 && /^f[cd][0-9a-f]{2}:/i.test(network);
  const [first = 0, second = 0] = network.split(".").map(Number);
  return PRIVATE.some(
    (range) => first === range.first && second >= range.second[0] && second <= range.second[1] && bits >= range.bits,
  );
}
