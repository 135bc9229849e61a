interface PartitionFacts {
  /** Domain of service endpoints. */
  readonly dnsSuffix: string;
  /** Prefixes of region names, up to the last word and number. */
  readonly prefixes: readonly string[];
  /** The regions that AWS has announced. */
  readonly regions: readonly string[];
}

/** When the table was last compared with its sources. */
export const PARTITIONS_DATE = "2026-11-27";

/**
 * AWS's partitions, regions and their domains, from `partitions.json` in botocore 1.43.11.
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export const PARTITIONS = {
  aws: {
    dnsSuffix: "amazonaws.com",
    prefixes: ["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"],
    regions: [
      ...["af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3"],
      ...["ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4"],
      ...["ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-central-1", "ca-west-1"],
      ...["eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2"],
      ...["eu-west-1", "eu-west-2", "eu-west-3", "il-central-1", "me-central-1", "me-south-1", "mx-central-1"],
      ...["sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"],
    ],
  },
  "aws-cn": {
    dnsSuffix: "amazonaws.com.cn",
    prefixes: ["cn"],
    regions: ["cn-north-1", "cn-northwest-1"],
  },
  "aws-us-gov": {
    dnsSuffix: "amazonaws.com",
    prefixes: ["us-gov"],
    regions: ["us-gov-east-1", "us-gov-west-1"],
  },
  "aws-eusc": {
    dnsSuffix: "amazonaws.eu",
    prefixes: ["eusc-de"],
    regions: ["eusc-de-east-1"],
  },
  "aws-iso": {
    dnsSuffix: "c2s.ic.gov",
    prefixes: ["us-iso"],
    regions: ["us-iso-east-1", "us-iso-west-1"],
  },
  "aws-iso-b": {
    dnsSuffix: "sc2s.sgov.gov",
    prefixes: ["us-isob"],
    regions: ["us-isob-east-1", "us-isob-west-1"],
  },
  "aws-iso-e": {
    dnsSuffix: "cloud.adc-e.uk",
    prefixes: ["eu-isoe"],
    regions: ["eu-isoe-west-1"],
  },
  "aws-iso-f": {
    dnsSuffix: "csp.hci.ic.gov",
    prefixes: ["us-isof"],
    regions: ["us-isof-east-1", "us-isof-south-1"],
  },
} as const satisfies Readonly<Record<string, PartitionFacts>>;

/**
 * A partition of AWS: the second part of every ARN. A region belongs to exactly one.
 * @useDeclaredType
 */
export type Partition = keyof typeof PARTITIONS;

const ENTRIES: readonly (readonly [Partition, PartitionFacts])[] = Object.entries(PARTITIONS) as [
  Partition,
  PartitionFacts,
][];

export const PARTITION_NAMES: readonly Partition[] = ENTRIES.map(([name]) => name);
/** The known regions of all partitions. */
export const REGIONS: readonly string[] = ENTRIES.flatMap(([, { regions }]) => regions);
/** The domains of services, each once. */
export const DNS_SUFFIXES: readonly string[] = [...new Set(ENTRIES.map(([, { dnsSuffix }]) => dnsSuffix))];

/** Pattern sources that match any partition and any domain. */
export const ANY_PARTITION = `(?:${PARTITION_NAMES.join("|")})`;
export const ANY_DNS_SUFFIX = `(?:${DNS_SUFFIXES.map((suffix) => suffix.replaceAll(".", "\\.")).join("|")})`;

/** Names of existing regions, and of regions that AWS may add later to a known partition. */
export const REGION = new RegExp(
  `^(?:${ENTRIES.flatMap(([, { prefixes }]) => prefixes).join("|")})-[a-z]+-[0-9]{1,2}$`,
);

/** The partition of a region by the prefix of its name; `aws` if none matches. */
export function partitionOf(region: string): Partition {
  const [prefix = ""] = /^[a-z-]+(?=-[a-z]+-\d+$)/.exec(region) ?? [];
  return ENTRIES.find(([, { prefixes }]) => prefixes.includes(prefix))?.[0] ?? "aws";
}

/** The domain of a partition's services, such as `amazonaws.com`. */
export function dnsSuffix(partition: Partition): string {
  return PARTITIONS[partition].dnsSuffix;
}
