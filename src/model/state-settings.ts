/** Where Terraform keeps the state of an environment's stacks. */
export type StateSettings = CloudStateSettings | BackendStateSettings;

/** State and runs in Terraform Cloud or Terraform Enterprise, with one workspace for each stack. */
export interface CloudStateSettings {
  /** Marks Terraform Cloud. */
  readonly kind: "cloud";
  /** Organization in Terraform Cloud. */
  readonly organization: string;
  /**
   * Project for new workspaces.
   * @default - the organization's default project
   */
  readonly project?: string;
  /**
   * Host name of Terraform Enterprise.
   * @default "app.terraform.io"
   */
  readonly hostname?: string;
}

/**
 * State in a backend, in Terraform's terms.
 * @see https://developer.hashicorp.com/terraform/language/backend
 */
export interface BackendStateSettings {
  /** Marks a backend. */
  readonly kind: "backend";
  /** Name of the backend: `s3`, `local`, `gcs` and others. */
  readonly name: string;
  /** Arguments of the backend. They may contain `{project}`, `{environment}` and `{stack}`. */
  readonly settings: BackendArguments;
}

/** A value of a backend's argument. */
export type BackendValue =
  string | number | boolean | readonly BackendValue[] | { readonly [key: string]: BackendValue };
/** Arguments of a backend, by name. */
export type BackendArguments = Readonly<Record<string, BackendValue>>;
