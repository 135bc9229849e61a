/** Where a module's resources are, as expressions: what the modules ask of their provider. */
export const HERE = {
  account: "data.aws_caller_identity.current.account_id",
  partition: "data.aws_service.ecr.partition",
  region: "data.aws_service.ecr.region",
} as const;

/** Why the data source of a service is asked for the region. */
export const SERVICE_COMMENT =
  "For the partition and the region: the data source of regions names its attribute anew in AWS provider 6.";
