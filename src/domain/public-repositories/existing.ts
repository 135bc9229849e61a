import { type Tags } from "../aws/tags";
import { type ExistingRepository } from "../repository/existing";

/** A public repository as AWS describes it. Its URI has the alias of the account. */
export type ExistingPublicRepository = Pick<
  ExistingRepository,
  "repositoryName" | "repositoryArn" | "repositoryUri" | "registryId" | "createdAt"
>;

/** The catalog as AWS returns it. Empty texts and lists are left out. */
export interface ExistingCatalog {
  readonly description?: string;
  readonly about?: string;
  readonly usage?: string;
  readonly architectures?: readonly string[];
  readonly operatingSystems?: readonly string[];
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
