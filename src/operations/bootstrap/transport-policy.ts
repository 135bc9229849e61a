import { isMapping } from "../../domain/problems/mapping";
import { type StateBucket } from "./state-bucket";

/** A bucket policy, as far as it matters here. */
export interface BucketPolicy {
  readonly Version: string;
  readonly Id?: string;
  readonly Statement: readonly unknown[];
}

const SID = "DenyInsecureTransport";

/** ARNs of a bucket and of its objects. */
export function resourcesOf({ partition, bucket }: Pick<StateBucket, "partition" | "bucket">): [string, string] {
  const arn = `arn:${partition}:s3:::${bucket}`;
  return [arn, `${arn}/*`];
}

/**
 * The statement that denies requests without TLS.
 * @param resources the bucket and its objects: ARNs, or references to them
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export function transportStatement(resources: readonly string[]) {
  return {
    Sid: SID,
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: resources,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  } as const;
}

/** The policy of a bucket that has no other statements. */
export function transportPolicy(resources: readonly string[]) {
  return { Version: "2012-10-17", Statement: [transportStatement(resources)] } as const;
}

/** Whether a policy denies every request without TLS, to the bucket and its objects. */
export function requiresTransport(policy: BucketPolicy | undefined, resources: readonly string[]): boolean {
  return policy?.Statement.some((statement) => deniesInsecure(statement, resources)) ?? false;
}

/** The found policy with the statement added. Other statements are kept. */
export function withTransport(policy: BucketPolicy | undefined, resources: readonly string[]): BucketPolicy {
  if (policy === undefined) return transportPolicy(resources);
  const others = policy.Statement.filter((statement) => !isMapping(statement) || statement["Sid"] !== SID);
  return { ...policy, Statement: [...others, transportStatement(resources)] };
}

/** @param text as AWS returns it; a single statement may stand without a list */
export function parseBucketPolicy(text: string): BucketPolicy {
  const policy = JSON.parse(text) as { Version?: string; Statement?: unknown };
  return { ...policy, Version: policy.Version ?? "2008-10-17", Statement: listOf(policy.Statement) };
}

function deniesInsecure(statement: unknown, resources: readonly string[]): boolean {
  if (!isMapping(statement) || statement["Effect"] !== "Deny") return false;
  const covered = listOf(statement["Resource"]);
  return (
    isEveryone(statement["Principal"]) &&
    listOf(statement["Action"]).some((action) => action === "*" || action === "s3:*" || action === "S3:*") &&
    (covered.includes("*") || resources.every((resource) => covered.includes(resource))) &&
    isInsecure(statement["Condition"])
  );
}

function isEveryone(principal: unknown): boolean {
  if (isMapping(principal)) return listOf(principal["AWS"]).includes("*");
  return principal === "*";
}

/** A second condition would let some requests without TLS pass. */
function isInsecure(condition: unknown): boolean {
  const [operator, ...others] = isMapping(condition) ? Object.entries(condition) : [];
  if (others.length > 0 || operator?.[0] !== "Bool" || !isMapping(operator[1])) return false;
  const [test, ...more] = Object.entries(operator[1]);
  if (more.length > 0 || test?.[0].toLowerCase() !== "aws:securetransport") return false;
  return listOf(test[1]).every((value) => String(value) === "false");
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
