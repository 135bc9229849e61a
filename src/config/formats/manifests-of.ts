import { roleArn } from "../../domain/aws/arn";
import { lifecycleDocument } from "../../domain/lifecycle-policy/document";
import { declaredPolicies } from "../../domain/repository/addresses";
import { type Environment, type RepositoryDeclaration } from "../../model/environment";
import {
  OPERATOR_API_VERSION,
  type AwsProviderSpec,
  type EcrRepositorySpec,
  type Manifest,
} from "../../domain/operator/crds";

export type RepositoryManifest = Manifest<"ECRRepository", EcrRepositorySpec>;
export type ProviderManifest = Manifest<"AWSProvider", AwsProviderSpec>;

/** A repository as a manifest, with the settings that a manifest cannot express. */
export interface ExportedRepository {
  readonly repositoryName: string;
  readonly manifest: RepositoryManifest;
  /** Sentences, one for each setting. */
  readonly losses: readonly string[];
}

export interface ExportedManifests {
  readonly provider: ProviderManifest;
  readonly repositories: readonly ExportedRepository[];
}

/** Kubernetes' limit for the names of objects. */
const LONGEST_NAME = 253;

/**
 * Repositories of an environment as manifests that the operator's CRDs accept.
 * @param repositories the environment's repositories to export
 * @param namespace namespace of the manifests. @default - the namespace to which they are applied
 */
export function manifestsOf(
  environment: Environment,
  repositories: readonly RepositoryDeclaration[],
  namespace?: string,
): ExportedManifests {
  const provider = providerOf(environment, namespace);
  const names = objectNames(repositories.map(({ repositoryName }) => repositoryName));
  return {
    provider,
    repositories: repositories.map((repository, index) => {
      const { spec, losses } = specOf(repository, environment, provider);
      const { repositoryName } = repository;
      const metadata = { name: names[index] ?? repositoryName, ...(namespace === undefined ? {} : { namespace }) };
      const manifest = { apiVersion: OPERATOR_API_VERSION, kind: "ECRRepository", metadata, spec } as const;
      return { repositoryName, manifest, losses };
    }),
  };
}

function providerOf({ name, location, operator, provider, tags }: Environment, namespace?: string): ProviderManifest {
  const endpoint = provider.endpoints["ecr"];
  return {
    apiVersion: OPERATOR_API_VERSION,
    kind: "AWSProvider",
    metadata: { name: `${name}-aws`, ...(namespace === undefined ? {} : { namespace }) },
    spec: {
      region: location.region,
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(operator === undefined ? {} : { roleARN: roleArn(location, operator.roleName, operator.path) }),
      ...(Object.keys(tags).length === 0 ? {} : { defaultTags: { ...tags } }),
    },
  };
}

function specOf(
  repository: RepositoryDeclaration,
  { tags: inherited }: Environment,
  { metadata: { name, namespace } }: ProviderManifest,
): { readonly spec: EcrRepositorySpec; readonly losses: string[] } {
  const { repositoryName, imageTagMutability, scanOnPush, lifecyclePolicy, deletionPolicy } = repository;
  const encryption = encryptionOf(repository);
  // The operator does not apply the provider's default tags.
  const tags = { ...inherited, ...repository.tags };
  return {
    spec: {
      providerRef: { name, ...(namespace === undefined ? {} : { namespace }) },
      repositoryName,
      imageTagMutability: imageTagMutability.replace("_WITH_EXCLUSION", ""),
      scanOnPush,
      ...(encryption === undefined ? {} : { encryptionConfiguration: encryption }),
      ...(lifecyclePolicy === undefined
        ? {}
        : { lifecyclePolicy: { policyText: JSON.stringify(lifecycleDocument(lifecyclePolicy), undefined, 2) } }),
      ...(Object.keys(tags).length === 0 ? {} : { tags }),
      deletionPolicy,
    },
    losses: lossesOf(repository),
  };
}

/** The operator rejects `KMS` without a key and unknown types. It never changes the encryption of existing repositories. */
function encryptionOf({
  encryptionConfiguration,
}: RepositoryDeclaration): EcrRepositorySpec["encryptionConfiguration"] {
  const { encryptionType, kmsKey } = encryptionConfiguration;
  if (encryptionType === "AES256") return { encryptionType };
  return kmsKey === undefined ? undefined : { encryptionType: "KMS", kmsKey };
}

function lossesOf(repository: RepositoryDeclaration): string[] {
  const { imageTagMutability, imageTagMutabilityExclusionFilters: filters, deletionPolicy } = repository;
  const { encryptionType, kmsKey } = repository.encryptionConfiguration;
  const losses: string[] = [];
  if (imageTagMutability.endsWith("_WITH_EXCLUSION")) {
    const tags = filters.join(", ");
    const effect = imageTagMutability.startsWith("IMMUTABLE")
      ? "can no longer be overwritten"
      : "can be overwritten as well";
    losses.push(
      `imageTagMutability: the operator does not support ${imageTagMutability}, so the tags ${tags} ${effect}`,
    );
  }
  if (encryptionType === "KMS_DSSE" && kmsKey !== undefined) {
    losses.push("encryptionConfiguration: the operator does not support KMS_DSSE, and creates repositories with KMS");
  }
  if (encryptionType !== "AES256" && kmsKey === undefined) {
    losses.push(
      `encryptionConfiguration: the operator rejects ${encryptionType} without a kmsKey, so the manifest omits this setting, and the operator creates repositories with AES256`,
    );
  }
  if (declaredPolicies(repository).includes("repositoryPolicy")) {
    losses.push(
      "repositoryPolicy: the CRD does not have this field, so the policy stays in AWS but is no longer managed",
    );
  }
  if (deletionPolicy !== "Delete") {
    losses.push(
      `deletionPolicy: the operator ignores ${deletionPolicy}. When you delete the manifest, the operator deletes the repository and its images`,
    );
  }
  return losses;
}

/** Unique names of Kubernetes objects: `team/api` becomes `team-api`, and `team_api` after it `team-api-2`. */
export function objectNames(repositoryNames: readonly string[]): string[] {
  const usedNames = new Set<string>();
  return repositoryNames.map((repositoryName) => {
    const plain = repositoryName.replaceAll(/[^a-z0-9]+/g, "-");
    let name = plain.slice(0, LONGEST_NAME).replace(/-$/, "");
    for (let number = 2; usedNames.has(name); number += 1) {
      const end = `-${number}`;
      name = `${plain.slice(0, LONGEST_NAME - end.length).replace(/-$/, "")}${end}`;
    }
    usedNames.add(name);
    return name;
  });
}
