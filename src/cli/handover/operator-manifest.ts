import { type Environment, type RepositoryDeclaration } from "../../model/environment";
import { manifestsOf, objectNames } from "../../config/formats/manifests-of";

export interface ManifestPlace {
  /** Name of the operator's `AWSProvider`. @default - the name that `ecr export` uses */
  readonly provider?: string;
  readonly namespace: string;
}

/**
 * The manifest with which the operator adopts a repository and changes as little as possible. It always has `Retain`,
 * which the operator ignores today, but may respect in a later version. The losses are sentences about settings that the manifest
 * cannot express.
 */
export function operatorManifest(
  environment: Environment,
  repository: RepositoryDeclaration,
  { provider, namespace }: ManifestPlace,
) {
  // The consequences already describe the deletion policy, so keep it out of the losses.
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

export function manifestNameOf(repositoryName: string): string {
  return objectNames([repositoryName]).join("");
}
