import { dnsSuffix, partitionOf, type AwsLocation } from "../aws/arn";
import { policyOf, type PolicyDocument } from "../iam/policy";
import { KEY_ACTIONS } from "../operator/permissions";
import { error, type Path, type Problem } from "../problems/problem";
import { type DeletionPolicy } from "../repository/settings";

/** The registry's key as `removed`, `released` and the guards have it. No repository's name has a colon. */
export const REGISTRY_KEY = "key:registry";

/** Terraform name of the key and of its alias. */
export const KEY_NAME = "registry";

/** Terraform addresses of the key and of its alias. */
export const KEY_ADDRESSES = [`aws_kms_key.${KEY_NAME}`, `aws_kms_alias.${KEY_NAME}`] as const;

export const KEY_DESCRIPTION = "Amazon ECR: encrypts repositories";

/**
 * The KMS key that Terraform creates for the registry.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
 */
export interface RegistryKey {
  /** Alias by which repositories and templates name the key: `alias/<name>`. */
  readonly alias: string;
  /**
   * What the key is for.
   * @default "Amazon ECR: encrypts repositories"
   */
  readonly description?: string;
  /**
   * Days between two rotations of the key material, 90 to 2,560. Rotation does not change the key's ARN.
   * @default 365
   */
  readonly rotationPeriodInDays?: number;
  /**
   * Days until AWS deletes the key after Terraform destroys it, 7 to 30. Until then, the deletion can be canceled.
   * @default 30
   */
  readonly deletionWindowInDays?: number;
  /**
   * What Terraform does if the key is no longer declared. `Delete` is for trials: without its key, an image cannot be read.
   * @default "Retain"
   */
  readonly deletionPolicy?: Exclude<DeletionPolicy, "Orphan">;
}

/** Numbers that KMS accepts, and its defaults. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
export const KEY_DAYS = {
  rotation: { min: 90, max: 2560, default: 365 },
  deletion: { min: 7, max: 30, default: 30 },
} as const;

/** Whether Terraform must not destroy the key. */
export function isRetainedKey(key: RegistryKey | undefined): key is RegistryKey {
  return key !== undefined && key.deletionPolicy !== "Delete";
}

/** Whether a repository or template names the registry's key. */
export function namesKey(kmsKey: string | undefined, key: RegistryKey | undefined): boolean {
  return kmsKey !== undefined && kmsKey === key?.alias;
}

/**
 * Condition keys of the calls that ECR makes to KMS on behalf of a principal.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
export function throughEcr({ account, region }: AwsLocation): Readonly<Record<string, string>> {
  return {
    "kms:CallerAccount": account,
    "kms:ViaService": `ecr.${region}.${dnsSuffix(partitionOf(region))}`,
  };
}

/**
 * The policy of the key. IAM policies in the account decide who administers it. Whoever may create or delete a repository may have
 * ECR create its grants on the key, with which ECR then encrypts and decrypts: pushes, pulls and replication need nothing else.
 */
export function registryKeyPolicy(location: AwsLocation): PolicyDocument {
  const root = `arn:${partitionOf(location.region)}:iam::${location.account}:root`;
  return policyOf([
    { Sid: "AdministerThroughIam", Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" },
    {
      Sid: "UseThroughEcr",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: KEY_ACTIONS,
      Resource: "*",
      Condition: { StringEquals: throughEcr(location) },
    },
  ]);
}

interface KeyLists {
  readonly removed: readonly string[];
  readonly released: readonly string[];
}

interface Encrypted {
  readonly encryptionConfiguration: { readonly kmsKey?: string | undefined };
}

interface KeyUsers {
  readonly key?: RegistryKey | undefined;
  readonly creationTemplates?: readonly (Encrypted & { readonly prefix: string })[];
}

/**
 * Checks the registry's key under `removed` and `released`: at most once, and no longer declared.
 * @param registry its templates may use the key
 */
export function checkKeyReferences(
  { removed, released }: KeyLists,
  { key, creationTemplates = [] }: KeyUsers = {},
  repositories: readonly (Encrypted & { readonly repositoryName: string })[] = [],
): Problem[] {
  const places = [...indexes(removed, "removed"), ...indexes(released, "released")];
  const [, second] = places;
  const [first] = places;
  if (first === undefined) return [];
  if (second !== undefined)
    return [error(`${second[0]}/twice`, second, `expected ${REGISTRY_KEY} once, found it twice. Remove one`)];
  const [list] = first;
  if (key !== undefined) {
    const message = `expected no registry.key next to ${REGISTRY_KEY}, found one with ${key.alias}. Remove registry.key, or the name here`;
    return [error(`${list}/declared`, first, message)];
  }
  if (list === "removed") return [];
  return checkStillUsed(first, [
    ...repositories.map((it) => ({ ...it.encryptionConfiguration, name: it.repositoryName })),
    ...creationTemplates.map((it) => ({ ...it.encryptionConfiguration, name: it.prefix })),
  ]);
}

/** The alias of the former key is no longer written anywhere, so any alias may be the key's. */
function checkStillUsed(
  at: Path,
  encrypted: readonly { readonly name: string; readonly kmsKey?: string | undefined }[],
): Problem[] {
  const users = encrypted.filter(
    ({ kmsKey }) => kmsKey?.startsWith("alias/") === true && !kmsKey.startsWith("alias/aws/"),
  );
  const [user] = users;
  if (user === undefined) return [];
  const more = users.length === 1 ? "" : ` and ${users.length - 1} more`;
  const message = `expected no repository or template whose kmsKey is an alias, found ${user.name} (${user.kmsKey ?? ""})${more}. If the alias names the released key, no one could read the images anymore. To leave the key in KMS, list ${REGISTRY_KEY} under removed. To delete the key, delete these repositories first. If the alias names a different key, write that key's ARN`;
  return [error("released/key-in-use", at, message)];
}

function indexes(names: readonly string[], list: "removed" | "released"): (readonly [string, number])[] {
  return names.flatMap((name, index) => (name === REGISTRY_KEY ? [[list, index] as const] : []));
}
