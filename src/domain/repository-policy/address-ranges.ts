import { BlockList, isIP } from "node:net";

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
 * sum counts: at most one /8 of IPv4 and one /32 of IPv6.
 */
export function rangesAreNarrow(ranges: readonly string[]): boolean {
  const sum = { 4: 0n, 6: 0n };
  for (const range of ranges) {
    const [network = "", written] = range.split("/");
    const family = isIP(network);
    if ((family !== 4 && family !== 6) || network.includes("%")) return false;
    const bits = written === undefined ? BITS[family] : /^\d{1,3}$/.test(written) ? Number(written) : NaN;
    if (!(bits <= BITS[family])) return false;
    if (family === 6 && EMBEDDING.check(network, "ipv6")) {
      // A shorter prefix has every address of IPv4 in it.
      if (bits < 96) return false;
      sum[4] += 2n ** BigInt(128 - bits);
    } else if (!isPrivate(network, family, bits)) sum[family] += 2n ** BigInt(BITS[family] - bits);
  }
  return ([4, 6] as const).every((family) => sum[family] <= 2n ** BigInt(BITS[family] - WIDEST[family]));
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
