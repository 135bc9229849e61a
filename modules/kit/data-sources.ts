/** Where a module's resources are, as expressions: what the modules ask of their provider. */
export const CURRENT = {
  account: "data.aws_caller_identity.current.account_id",
  partition: "data.aws_service.ecr.partition",
  region: "data.aws_service.ecr.region",
} as const;

/** Why the data source of a service is asked for the region. */
export const SERVICE_COMMENT =
  "For the partition and the region: the data source of regions names its attribute anew in AWS provider 6.";

/** What `depends_on` does to a module that asks its provider: said in the README of each. */
export const DEPENDS_ON_NOTE = [
  "Prefer a reference to `depends_on`. With that, Terraform asks the provider for account and region while it applies, whenever what the call",
  "depends on changes: the plan then shows policies as known after apply that stay what they are.",
].join("\n");
