import { type Tags } from "../aws/tags";
import { type PolicyDocument } from "../iam/policy";

/**
 * Region of the API for public repositories. They belong to no region, and only this one manages them.
 * @see https://docs.aws.amazon.com/general/latest/gr/ecr-public.html
 */
export const PUBLIC_REGION = "us-east-1";

/** Host name of the public registry, the same for all accounts. */
export const PUBLIC_HOST = "public.ecr.aws";

/** Shell command that logs Docker in to the public registry. Pulls need no login. */
export const PUBLIC_LOGIN_COMMAND = `aws ecr-public get-login-password --region ${PUBLIC_REGION} | docker login --username AWS --password-stdin ${PUBLIC_HOST}`;

/** Prefix of a public repository's name where it could be mistaken for a private one. No repository's name has a colon. */
const PUBLIC_PREFIX = "public:";

/** A public repository's name as `removed`, `released` and the guards have it. */
export function markedPublic(repositoryName: string): string {
  return `${PUBLIC_PREFIX}${repositoryName}`;
}

/** The name of a public repository that is marked as one; `undefined` for the name of a private one. */
export function publicNameOf(marked: string): string | undefined {
  return marked.startsWith(PUBLIC_PREFIX) ? marked.slice(PUBLIC_PREFIX.length) : undefined;
}

export const PUBLIC_DELETION_POLICIES = ["Retain", "Delete"] as const;

/**
 * What happens when a public repository's declaration is removed: Terraform deletes the repository, or rejects the plan.
 * @useDeclaredType
 */
export type PublicDeletionPolicy = (typeof PUBLIC_DELETION_POLICIES)[number];

/**
 * What the Amazon ECR Public Gallery shows about a repository.
 * @see https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/API_RepositoryCatalogDataInput.html
 */
export interface PublicCatalog {
  /**
   * One line for lists and searches, at most 1,024 bytes.
   * @default - none
   */
  readonly description?: string;
  /**
   * Description of what the images contain, in Markdown, at most 10,240 bytes.
   * @default - none
   */
  readonly about?: string;
  /**
   * Instructions for using the images, in Markdown, at most 10,240 bytes.
   * @default - none
   */
  readonly usage?: string;
  /**
   * Architectures of the images, at most 50. The Gallery shows `ARM`, `ARM 64`, `x86` and `x86-64`.
   * @default - none
   */
  readonly architectures?: readonly string[];
  /**
   * Operating systems of the images, at most 50. The Gallery shows `Linux` and `Windows`.
   * @default - none
   */
  readonly operatingSystems?: readonly string[];
  /**
   * The logo, a PNG or JPEG image of at most 512,000 bytes, in base64. The Gallery shows logos only for accounts that AWS has verified. Terraform does not notice if someone
   * else changes it.
   * @default - none
   */
  readonly logoImageBlob?: string;
}

/**
 * A public repository in the Amazon ECR Public Gallery. Everyone may pull its images.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/public/public-repositories.html
 */
export interface PublicRepositorySettings {
  /** Name of the repository: 2 to 205 characters. Slashes separate namespaces, as in `team/api`. */
  readonly repositoryName: string;
  /**
   * What the Gallery shows about the repository.
   * @default - not managed
   */
  readonly catalog?: PublicCatalog;
  /**
   * Principals that may push: account IDs or ARNs of IAM roles and users.
   * @default - only the repository's own account
   */
  readonly pushPrincipals?: readonly string[];
  /**
   * Repository policy with `ecr-public:` actions. Its statements have no `Resource`.
   * @default - none
   */
  readonly repositoryPolicy?: PolicyDocument;
  /**
   * Tags of the repository, in addition to the provider's default tags.
   * @default - none
   */
  readonly tags?: Tags;
  /**
   * What happens when the declaration is removed.
   * @default "Retain"
   */
  readonly deletionPolicy?: PublicDeletionPolicy;
  /**
   * Whether deleting the repository also deletes its images. Otherwise AWS rejects the deletion of a repository that has
   * images.
   * @default false
   */
  readonly forceDelete?: boolean;
}

/** Strangers depend on a public repository, and nobody can ask them. */
export const PUBLIC_DEFAULTS = { deletionPolicy: "Retain", forceDelete: false } as const;

/**
 * Limits of the catalog. AWS allows 25,600 characters of `about` and `usage`, but Terraform's AWS provider allows only 10,240
 * bytes.
 * @see https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/API_RepositoryCatalogDataInput.html
 */
export const CATALOG_LIMITS = {
  description: 1024,
  about: 10_240,
  usage: 10_240,
  labels: 50,
  labelLength: 50,
  logoBytes: 512_000,
} as const;

/** The labels that the Gallery shows and searches. */
export const GALLERY_LABELS = {
  architectures: ["ARM", "ARM 64", "x86", "x86-64"],
  operatingSystems: ["Linux", "Windows"],
} as const;

/** Descriptions of the settings, for the JSON Schema and the module's variables. */
export const DESCRIPTIONS = {
  repositoryName:
    "Name of the public repository: 2 to 205 characters. Slashes separate namespaces, as in `team/api`. The name is visible to everyone.",
  catalog: "What the Amazon ECR Public Gallery shows about the repository.",
  pushPrincipals:
    "Principals that may push: account IDs (12 digits, quoted) or ARNs of IAM roles and users. Everyone may pull.",
  repositoryPolicy:
    "Repository policy with `ecr-public:` actions: a document without `Resource`. It cannot restrict pulls.",
  tags: "Tags of the repository, in addition to the environment's. At most 50 tags in total, with keys of up to 128 characters and values of up to 256.",
  deletionPolicy:
    "What happens when the entry is removed. With `Retain`, Terraform rejects the plan until `public:<name>` is under `removed` or `released`. `Delete` deletes the repository. Defaults to `Retain`.",
  forceDelete:
    "Whether deleting the repository also deletes its images. Otherwise, AWS refuses to delete a repository that contains images. Defaults to `false`.",
} as const;

/** Descriptions of the catalog's settings. */
export const CATALOG_DESCRIPTIONS = {
  description: "One line for lists and searches, at most 1,024 bytes.",
  about: "Description of what the images contain, in Markdown, at most 10,240 bytes.",
  usage: "Instructions for using the images, in Markdown, at most 10,240 bytes.",
  architectures: "Architectures of the images, at most 50. The Gallery shows `ARM`, `ARM 64`, `x86` and `x86-64`.",
  operatingSystems: "Operating systems of the images, at most 50. The Gallery shows `Linux` and `Windows`.",
  logoImageFile:
    "File with the logo, a PNG or JPEG image of at most 512,000 bytes in the same Git repository, relative to the file that contains this setting. The Gallery shows logos only for accounts that AWS has verified.",
} as const;
