/** A lifecycle rule of a bucket, in the terms of S3's API. Properties that are not listed are kept. */
export interface BucketRule {
  readonly ID?: string;
  readonly Status: "Enabled" | "Disabled" | undefined;
  /** Older rules have a prefix instead of a filter. */
  readonly Prefix?: string;
  readonly Filter?: { readonly Prefix?: string };
  readonly NoncurrentVersionExpiration?: {
    readonly NoncurrentDays?: number;
    readonly NewerNoncurrentVersions?: number;
  };
  readonly Expiration?: { readonly ExpiredObjectDeleteMarker?: boolean };
  readonly AbortIncompleteMultipartUpload?: { readonly DaysAfterInitiation?: number };
}

/** Days after which S3 deletes a version of a state that a newer one has replaced. */
export const OLD_VERSION_DAYS = 90;
/** Days after which S3 deletes the parts of an upload that never completed. */
export const UPLOAD_DAYS = 7;

const ID = "expire-old-versions";

/**
 * The rule that deletes old versions of states and lock files. Each run of Terraform leaves a deleted lock file, whose
 * delete marker stays when its versions are gone, so the rule deletes those markers too.
 * @param days days after a version is replaced, at least 1
 */
export function oldVersionsRule(days: number) {
  return {
    ID,
    Status: "Enabled",
    Filter: { Prefix: "" },
    NoncurrentVersionExpiration: { NoncurrentDays: days },
    Expiration: { ExpiredObjectDeleteMarker: true },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: UPLOAD_DAYS },
  } as const satisfies BucketRule;
}

/** What the rules of a whole bucket do, together. */
export interface RulesEffect {
  /** Days until an old version is deleted. @default - old versions are kept */
  readonly versionDays?: number;
  /** Days until an incomplete upload is deleted. @default - it is kept */
  readonly uploadDays?: number;
  /** Whether delete markers without versions are deleted. */
  readonly markers: boolean;
}

/** The effect of the enabled rules that apply to every object. S3 lets the shortest period decide. */
export function effectOf(rules: readonly BucketRule[]): RulesEffect {
  const whole = rules.filter((rule) => rule.Status === "Enabled" && appliesToAll(rule));
  return {
    versionDays: shortest(
      whole.map(({ NoncurrentVersionExpiration: expiration }) =>
        expiration?.NewerNoncurrentVersions === undefined ? expiration?.NoncurrentDays : undefined,
      ),
    ),
    uploadDays: shortest(whole.map(({ AbortIncompleteMultipartUpload: abort }) => abort?.DaysAfterInitiation)),
    markers: whole.some(({ Expiration: expiration }) => expiration?.ExpiredObjectDeleteMarker === true),
  };
}

/**
 * Whether old versions are deleted after so many days, and incomplete uploads and delete markers at all. A shorter rule of
 * another name does not make the own rule wrong; `shorterRules` reports it.
 */
export function expiresOldVersions(rules: readonly BucketRule[], days: number): boolean {
  const own = rules.filter(({ ID: id }) => id === ID);
  return [own, rules].some((some) => {
    const { versionDays, uploadDays, markers } = effectOf(some);
    return versionDays === days && uploadDays !== undefined && markers;
  });
}

/** The found rules, with the rule for old versions in place of an earlier one. */
export function withOldVersions<R extends BucketRule>(rules: readonly R[], days: number): (R | BucketRule)[] {
  return [...rules.filter((rule) => rule.ID !== ID), oldVersionsRule(days)];
}

/** Names of the other rules that delete old versions sooner, and so decide. */
export function shorterRules(rules: readonly BucketRule[], days: number): string[] {
  return rules
    .filter((rule) => rule.ID !== ID && (effectOf([rule]).versionDays ?? days) < days)
    .map(({ ID: id = "without a name" }) => id);
}

function appliesToAll({ Prefix = "", Filter: { Prefix: filtered = "", ...others } = {} }: BucketRule): boolean {
  return Prefix === "" && filtered === "" && Object.values(others).every((part) => part === undefined);
}

function shortest(days: readonly (number | undefined)[]): number | undefined {
  const known = days.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
