import { type Tags } from "../aws/tags";
import { type ExistingRepository } from "../repository/existing";
import { type PublicCatalog } from "./settings";

/** A public repository as AWS describes it. Its URI has the alias of the account. */
export type ExistingPublicRepository = Pick<
  ExistingRepository,
  "repositoryName" | "repositoryArn" | "repositoryUri" | "registryId" | "createdAt"
>;

/** The catalog as AWS returns it. Empty texts and lists are left out. */
export interface ExistingCatalog extends Omit<PublicCatalog, "logoImageBlob"> {
  /** Address of the logo. AWS does not return the image itself. */
  readonly logoUrl?: string;
}

/** What needs separate calls for each public repository. */
export interface PublicDetails {
  readonly catalog: ExistingCatalog;
  /** JSON, as AWS returns it. @default - no policy */
  readonly repositoryPolicyText?: string;
  readonly tags: Tags;
}
