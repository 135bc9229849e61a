import { parseArn } from "../../domain/aws/arn";
import { oneOf } from "../../domain/problems/problem";
import { countText } from "../../domain/text/format";
import { effectOf, expiresOldVersions, shorterRules, UPLOAD_DAYS, type BucketRule } from "./old-versions";
import { type StateBucket } from "./state-bucket";
import { requiresTransport, resourcesOf, type BucketPolicy } from "./transport-policy";

/** What a bucket has, in the terms of S3's API. */
export interface BucketFacts {
  /** @default - `BucketOwnerEnforced` is not set */
  readonly ownership?: string;
  readonly publicAccess: PublicAccess;
  /** @default - not set; AWS then encrypts with SSE-S3 */
  readonly encryption?: { readonly algorithm: string; readonly key?: string };
  /** @default - it was never turned on */
  readonly versioning?: string;
  readonly policy?: BucketPolicy;
  readonly rules: readonly BucketRule[];
  /** Which small objects the rules move to other storage classes. Kept when the rules change. */
  readonly transitionSize?: string;
}

export const PUBLIC_ACCESS = [
  "BlockPublicAcls",
  "IgnorePublicAcls",
  "BlockPublicPolicy",
  "RestrictPublicBuckets",
] as const;
export type PublicAccess = Readonly<Partial<Record<(typeof PUBLIC_ACCESS)[number], boolean>>>;

/** Settings in the order in which they are applied: access is closed before anything else. */
export const SETTINGS = [
  "bucket",
  "ownership",
  "publicAccess",
  "encryption",
  "versioning",
  "tls",
  "oldVersions",
] as const;
export type SettingId = (typeof SETTINGS)[number];

export interface PlannedSetting {
  readonly id: SettingId;
  readonly state: "create" | "change" | "ok";
  readonly expected: string;
  /** What the bucket has. @default - the bucket does not exist */
  readonly found?: string;
}

/**
 * Compares a bucket with what a state bucket needs.
 * @param facts @default - the bucket does not exist
 * @param days days after which an old version is deleted
 */
export function planBucket(target: StateBucket, facts: BucketFacts | undefined, days: number): PlannedSetting[] {
  return SETTINGS.map((id) => {
    const expected = EXPECTED[id](target, days);
    if (facts === undefined) return { id, state: "create", expected };
    const found = FOUND[id](facts, target);
    const isMet = IS_MET[id]?.(facts, target, days) ?? found === expected;
    return { id, state: isMet ? "ok" : "change", expected, found };
  });
}

/** Remarks on what this command does not change. */
export function remarksOn(target: StateBucket, facts: BucketFacts | undefined, days: number): string[] {
  const { environment, sharedWith, account, kmsKeyId, bucket } = target;
  const remarks: string[] = [];
  if (sharedWith.length > 0) {
    const names = sharedWith.map(({ name, account: own }) => (own === account ? name : `${name} (account ${own})`));
    remarks.push(
      `${bucket} is also the state bucket of ${oneOf(names, "and")}. The settings apply to all environments that use the bucket.`,
    );
  }
  if (sharedWith.some((other) => other.account !== account)) {
    remarks.push(
      "Environments in other accounts need access through the bucket policy. This command does not grant this access.",
    );
  }
  const otherKeys = sharedWith.filter((other) => other.kmsKeyId !== kmsKeyId);
  if (otherKeys.length > 0) {
    const names = otherKeys.map(({ name, kmsKeyId: key }) => `${name} (${key ?? "SSE-S3"})`);
    remarks.push(
      `These environments encrypt their state differently from ${environment}: ${names.join(", ")}. This works, because Terraform sets the encryption of each state object.`,
    );
  }
  for (const rule of shorterRules(facts?.rules ?? [], days)) {
    remarks.push(
      `The lifecycle rule ${rule} deletes old versions before ${days === 1 ? "1 day has" : `${days} days have`} passed. This command does not change it.`,
    );
  }
  return remarks;
}

const EXPECTED: Readonly<Record<SettingId, (target: StateBucket, days: number) => string>> = {
  bucket: ({ account, region }) => `in account ${account}, ${region}`,
  ownership: () => "BucketOwnerEnforced",
  publicAccess: () => "blocked",
  encryption: ({ kmsKeyId }) => encryptionText(kmsKeyId === undefined ? "AES256" : "aws:kms", kmsKeyId),
  versioning: () => "Enabled",
  tls: () => "required",
  oldVersions: (_, days) => `deleted after ${countText(days, "day")}, incomplete uploads after ${UPLOAD_DAYS} days`,
};

const FOUND: Readonly<Record<SettingId, (facts: BucketFacts, target: StateBucket) => string>> = {
  bucket: (_, { account, region }) => `in account ${account}, ${region}`,
  ownership: ({ ownership = "not set" }) => ownership,
  publicAccess: ({ publicAccess }) => {
    const open = PUBLIC_ACCESS.filter((name) => publicAccess[name] !== true);
    return open.length === 0 ? "blocked" : `not blocked (${open.join(", ")})`;
  },
  encryption: ({ encryption: found }) => (found === undefined ? "not set" : encryptionText(found.algorithm, found.key)),
  versioning: ({ versioning = "not set" }) => versioning,
  tls: ({ policy }, target) => (requiresTransport(policy, resourcesOf(target)) ? "required" : "not required"),
  oldVersions: ({ rules }) => rulesText(rules),
};

/** Settings that may be met by something else than what is expected. */
const IS_MET: Readonly<Partial<Record<SettingId, (facts: BucketFacts, target: StateBucket, days: number) => boolean>>> =
  {
    encryption: ({ encryption }, target) => isEncrypted(encryption, target),
    oldVersions: ({ rules }, _, days) => expiresOldVersions(rules, days),
  };

/** Without a key of its own, an environment accepts any key: a bucket is not made weaker than it is. */
function isEncrypted(found: BucketFacts["encryption"], { kmsKeyId, sharedWith }: StateBucket): boolean {
  if (found === undefined) return false;
  if (kmsKeyId === undefined) return true;
  const { algorithm, key } = found;
  if (!algorithm.startsWith("aws:kms") || key === undefined) return false;
  const accepted = [kmsKeyId, ...sharedWith.flatMap(({ kmsKeyId: other }) => other ?? [])];
  return accepted.some((other) => keyName(other) === keyName(key));
}

/** AWS returns a key as it was written: as an ARN, an id or an alias. */
function keyName(key: string): string {
  return (parseArn(key)?.resource ?? key).replace(/^key\//, "");
}

function encryptionText(algorithm: string, key: string | undefined): string {
  if (algorithm === "AES256") return "SSE-S3 (AES256)";
  return `${algorithm === "aws:kms:dsse" ? "DSSE-KMS" : "SSE-KMS"} with ${key ?? "the key aws/s3"}`;
}

function rulesText(rules: readonly BucketRule[]): string {
  const { versionDays, uploadDays, markers } = effectOf(rules);
  const versions = versionDays === undefined ? "kept" : `deleted after ${countText(versionDays, "day")}`;
  const uploads =
    uploadDays === undefined ? "incomplete uploads kept" : `incomplete uploads after ${countText(uploadDays, "day")}`;
  return `${versions}, ${uploads}${markers ? "" : ", delete markers kept"}`;
}
