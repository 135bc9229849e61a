import { Random } from "../hcl/random";

/** A repository's settings in YAML's data, at two revisions; `undefined` where it is not declared. */
export interface Pair {
  readonly name: string;
  readonly before: Settings | undefined;
  readonly after: Settings | undefined;
  /** What the environment says about a repository that is no longer declared, or no longer retained. */
  readonly listed: "removed" | "released" | undefined;
}

type Settings = Readonly<Record<string, unknown>>;

const OTHER = "444455556666";
const LIFECYCLE = ["none", "newest", "oldest"] as const;
const STATEMENT = { Sid: "Scans", Effect: "Allow", Principal: { AWS: `arn:aws:iam::${OTHER}:root` } };
const POLICIES: readonly object[] = [
  { Version: "2012-10-17", Statement: [{ ...STATEMENT, Action: ["ecr:DescribeImageScanFindings"] }] },
  { Version: "2012-10-17", Statement: [{ ...STATEMENT, Action: ["ecr:DescribeImageScanFindings", "ecr:ListImages"] }] },
];

/** Random pairs of settings of repositories. A second call with the same seed returns the same pairs. */
export function randomPairs(count: number, seed: number): Pair[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, index) => randomPair(random, `pair${index % 3}/${index}`));
}

function randomPair(random: Random, name: string): Pair {
  const before = random.chance(0.15) ? undefined : randomSettings(random, name);
  const after = random.chance(0.15) ? undefined : randomChange(random, name, before);
  return { name, before, after, listed: listedAs(random, before, after) };
}

/** A retained repository must be listed before Terraform lets it go. */
function listedAs(random: Random, before: Settings | undefined, after: Settings | undefined): Pair["listed"] {
  if (before === undefined) return undefined;
  const isRetained = before["deletionPolicy"] !== "Delete";
  if (after === undefined) {
    if (isRetained) return random.chance(0.5) ? "removed" : "released";
    return random.chance(0.5) ? "removed" : undefined;
  }
  return isRetained && after["deletionPolicy"] === "Delete" ? "released" : undefined;
}

function randomSettings(random: Random, name: string): Settings {
  return {
    repositoryName: name,
    imageTagMutability: random.pick(["MUTABLE", "IMMUTABLE"]),
    scanOnPush: random.chance(0.5),
    // Terraform does not see the difference between Retain and Orphan.
    deletionPolicy: random.pick(["Delete", "Delete", "Retain"]),
    lifecyclePolicy: random.pick(LIFECYCLE),
    tags: random.pick([{}, { Team: "api" }, { Team: "web", Stage: "test" }]),
    pullPrincipals: random.pick([[], [OTHER], [`arn:aws:iam::${OTHER}:root`, "555566667777"]]),
    ...(random.chance(0.4) ? {} : { repositoryPolicy: random.pick(POLICIES) }),
    ...(random.chance(0.2) ? { encryptionConfiguration: { encryptionType: "KMS" } } : {}),
  };
}

/** Mostly one or two changed settings, sometimes none, sometimes all. */
function randomChange(random: Random, name: string, before: Settings | undefined): Settings {
  const other = randomSettings(random, name);
  if (before === undefined || random.chance(0.2)) return guarded(other, before);
  if (random.chance(0.2)) return before;
  const keys = [random.pick(Object.keys(other)), random.pick(Object.keys(other))];
  return guarded({ ...before, ...Object.fromEntries(keys.map((key) => [key, other[key]])) }, before);
}

/** Terraform refuses to replace a repository that stays retained. */
function guarded(after: Settings, before: Settings | undefined): Settings {
  const isReplaced =
    before !== undefined &&
    JSON.stringify(before["encryptionConfiguration"]) !== JSON.stringify(after["encryptionConfiguration"]);
  return isReplaced && after["deletionPolicy"] === "Retain" ? { ...after, deletionPolicy: "Delete" } : after;
}
