import { type CopySettings } from "../domain/regions/copies";
import { type RegistrySettings } from "../domain/registry/settings";
import { type RepositoryImport } from "./environment";

/** An additional region of an environment. */
export interface RegionSettings extends CopySettings {
  /**
   * Registry settings for the region, in addition to those that it shares with the environment's main region.
   * @default - none
   */
  readonly registry?: RegistrySettings;
  /** Repositories that Terraform imports in this region. */
  readonly imports: readonly RepositoryImport[];
  /**
   * Names of copies that Terraform stops managing and leaves in AWS. The region no longer has copies with these names.
   * @default - none
   */
  readonly removed?: readonly string[];
  /**
   * Names of copies that lose the protection of `Retain` or `Orphan`. The region no longer has copies with these names.
   * @default - none
   */
  readonly released?: readonly string[];
}
