/**
 * Blocks of EC2's public IPv4 addresses by their first byte: second byte and length of the prefix. Only the largest blocks, with a
 * prefix of at most 14 bits, as of 2026-08-22.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html
 */
const IPV4: Readonly<Record<string, string>> = {
  3: "8/13 16/12 36/14 40/14 64/11 96/14 104/13 112/14 120/13 128/12 144/13 208/12 224/12 248/13",
  13: "36/14 40/14 48/12 112/14 124/14 184/13 196/14 200/13 208/12 228/14 232/13 244/14",
  16: "24/14 60/14 144/14 168/14",
  18: "96/14 116/14 132/14 140/14 156/14 168/14 176/13 188/14 192/11 224/13 232/14",
  23: "20/14",
  32: "184/13 192/12",
  34: "192/10",
  35: "72/13 80/12 152/13 160/12 176/13",
  43: "200/13 208/14",
  44: "192/10",
  47: "128/14",
  50: "16/14",
  51: "200/14",
  52: "0/11 32/13 40/14 48/12 64/12 88/14 192/12 208/13",
  54: "64/11 144/12 160/12 176/14 184/13 196/14 200/13 208/13 216/14 224/14 232/14 244/14 248/13",
  57: "180/14",
  63: "32/14 176/12",
  65: "0/14",
  77: "112/14",
  78: "12/14",
  98: "80/12",
  99: "200/13",
  100: "20/14 24/13 48/12",
  107: "20/14",
  108: "128/13",
  182: "24/14",
  184: "32/12 192/12",
};

type Block = readonly [start: string, prefixLength: number];

/** Addresses that AWS assigns to its customers' instances, for a time. */
export const EC2_ADDRESSES: { readonly ipv4: readonly Block[]; readonly ipv6: readonly Block[] } = {
  ipv4: Object.entries(IPV4).flatMap(([first, blocks]) =>
    blocks.split(" ").map((block): Block => {
      const [second = "", length] = block.split("/");
      return [`${first}.${second}.0.0`, Number(length)];
    }),
  ),
  ipv6: [
    ["2406:da00::", 24],
    ["2600:1f00::", 24],
    ["2600:f000::", 24],
    ["2a05:d000::", 24],
  ],
};
