import { type CopySettings } from "../domain/regions/copies";
import { type RegistrySettings } from "../domain/registry/settings";
import { type NotificationDeclaration, type RepositoryImport } from "./environment";

/** A further region of an environment. */
export interface RegionSettings extends CopySettings {
  /**
   * Settings of the region's registry, in addition to those it has in common with the environment's own region.
   * @default - none
   */
  readonly registry?: RegistrySettings;
  /** Notifications about events in the region's registry. @default - none */
  readonly notifications?: readonly NotificationDeclaration[];
  /** Repositories that Terraform imports in this region. */
  readonly imports: readonly RepositoryImport[];
}
