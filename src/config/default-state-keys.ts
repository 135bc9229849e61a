/**
 * Terraform's backends, each with the argument that identifies a stack's state, and its default.
 * @see https://developer.hashicorp.com/terraform/language/backend
 */
export const BACKENDS = {
  s3: { distinguishes: "key", template: "{project}/{environment}/{stack}.tfstate" },
  local: { distinguishes: "path", template: ".state/{project}/{environment}/{stack}.tfstate" },
  gcs: { distinguishes: "prefix", template: "{project}/{environment}/{stack}" },
  azurerm: { distinguishes: "key", template: "{project}/{environment}/{stack}.tfstate" },
  consul: { distinguishes: "path", template: "{project}/{environment}/{stack}" },
  cos: { distinguishes: "prefix", template: "{project}/{environment}/{stack}" },
  oss: { distinguishes: "prefix", template: "{project}/{environment}/{stack}" },
  kubernetes: { distinguishes: "secret_suffix", template: "{project}-{environment}-{stack}" },
  pg: { distinguishes: "schema_name", template: "{project}_{environment}_{stack}" },
  http: { distinguishes: "address", template: undefined },
  remote: { distinguishes: "workspaces", template: undefined },
} as const;

export type BackendName = keyof typeof BACKENDS;
