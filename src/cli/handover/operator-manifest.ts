import { type Environment, type RepositoryDeclaration } from "../../model/environment";
import { manifestsOf, objectNames, type RepositoryManifest } from "../../config/formats/manifests-of";

export interface ManifestPlace {
  /** Name of the `AWSProvider` that the operator signs in by. @default - as `ecr export` calls it */
  readonly provider?: string;
  readonly namespace: string;
}

/** A repository that is given to the operator. */
export interface Given {
  readonly manifest: RepositoryManifest;
  /** Sentences about what the manifest can not say. */
  readonly losses: readonly string[];
}

/**
 * The manifest by which the operator takes a repository over and changes as little of it as it can. It says `Retain`, whatever is
 * declared: the operator does not keep it today, and one that does some day shall.
 */
export function givenRepository(
  environment: Environment,
  repository: RepositoryDeclaration,
  { provider, namespace }: ManifestPlace,
): Given | undefined {
  // What becomes of the deletion policy is said on its own, before all else.
  const [exported] = manifestsOf(environment, [{ ...repository, deletionPolicy: "Delete" }], namespace).repositories;
  if (exported === undefined) return undefined;
  const { manifest, losses } = exported;
  const { providerRef } = manifest.spec;
  return {
    manifest: {
      ...manifest,
      spec: {
        ...manifest.spec,
        providerRef: provider === undefined ? providerRef : { ...providerRef, name: provider },
        deletionPolicy: "Retain",
      },
    },
    losses,
  };
}

/** What the manifest of a repository is called. */
export function manifestNameOf(repositoryName: string): string {
  return objectNames([repositoryName]).join("");
}
