import { CreateBucketCommand, HeadBucketCommand, S3Client, type BucketLocationConstraint } from "@aws-sdk/client-s3";
import { CreateClusterCommand, DescribeClusterCommand, EKSClient, type Cluster } from "@aws-sdk/client-eks";
import { CreateOpenIDConnectProviderCommand, IAMClient } from "@aws-sdk/client-iam";
import { type ClientConfig } from "./emulator-env";

export interface EmulatorSeed {
  /** Bucket for Terraform's state. @default - none is created */
  readonly stateBucket?: string;
  /** Names of the EKS clusters to create. */
  readonly eksClusters: readonly string[];
  /** IAM OIDC providers to create, by issuer or by EKS cluster. @default - none is created */
  readonly oidcProviders?: { readonly issuers: readonly string[]; readonly eksClusters: readonly string[] };
}

/** What seeding has done. */
export interface Seeded {
  /** Names of the resources that did not exist before. */
  readonly created: readonly string[];
  /** OIDC issuer by cluster name. */
  readonly issuers: Readonly<Record<string, string>>;
}

/** Creates what Terraform expects to exist: the state bucket, EKS clusters and OIDC providers. Does nothing for existing ones. */
export async function seedEmulator(config: ClientConfig, seed: EmulatorSeed): Promise<Seeded> {
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const eks = new EKSClient({ ...config });
  const iam = new IAMClient({ ...config });
  const created: string[] = [];
  const issuers: Record<string, string> = {};
  try {
    if (seed.stateBucket !== undefined && (await ensureBucket(s3, seed.stateBucket, config.region)))
      created.push(seed.stateBucket);
    for (const name of seed.eksClusters) {
      const existing = await findCluster(eks, name);
      const cluster = existing ?? (await createCluster(eks, name));
      if (existing === undefined) created.push(name);
      issuers[name] = cluster?.identity?.oidc?.issuer ?? "";
    }
    const { issuers: given = [], eksClusters = [] } = seed.oidcProviders ?? {};
    for (const url of [...given, ...eksClusters.flatMap((name) => issuers[name] ?? [])]) {
      if (await ensureProvider(iam, url)) created.push(`OIDC provider ${url.replace("https://", "")}`);
    }
  } finally {
    s3.destroy();
    eks.destroy();
    iam.destroy();
  }
  return { created, issuers };
}

/** Whether a bucket exists. */
export async function hasBucket(config: ClientConfig, bucket: string): Promise<boolean> {
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  try {
    return await bucketExists(s3, bucket);
  } finally {
    s3.destroy();
  }
}

async function bucketExists(s3: S3Client, bucket: string): Promise<boolean> {
  try {
    await s3.send(new HeadBucketCommand({ Bucket: bucket }));
    return true;
  } catch (error) {
    if (isNamed(error, "NotFound", "NoSuchBucket")) return false;
    throw error;
  }
}

async function ensureBucket(s3: S3Client, bucket: string, region: string): Promise<boolean> {
  if (await bucketExists(s3, bucket)) return false;
  // S3 rejects us-east-1 as a location constraint.
  const configuration = region === "us-east-1" ? undefined : { LocationConstraint: region as BucketLocationConstraint };
  await s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: configuration }));
  return true;
}

/** @returns whether the provider was created */
async function ensureProvider(iam: IAMClient, url: string): Promise<boolean> {
  try {
    await iam.send(new CreateOpenIDConnectProviderCommand({ Url: url, ClientIDList: ["sts.amazonaws.com"] }));
    return true;
  } catch (error) {
    if (isNamed(error, "EntityAlreadyExistsException")) return false;
    throw error;
  }
}

async function findCluster(eks: EKSClient, name: string): Promise<Cluster | undefined> {
  try {
    return (await eks.send(new DescribeClusterCommand({ name }))).cluster;
  } catch (error) {
    if (isNamed(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

async function createCluster(eks: EKSClient, name: string): Promise<Cluster | undefined> {
  // The emulator checks only their format.
  const roleArn = "arn:aws:iam::123456789012:role/emulated-cluster";
  const resourcesVpcConfig = { subnetIds: ["subnet-00000001", "subnet-00000002"] };
  return (await eks.send(new CreateClusterCommand({ name, roleArn, resourcesVpcConfig }))).cluster;
}

function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}
