/** Account, partition and region of the provider, as Terraform expressions. */
export const CURRENT = {
  account: "data.aws_caller_identity.current.account_id",
  partition: "data.aws_service.ecr.partition",
  region: "data.aws_service.ecr.region",
} as const;

/** Comment above `data.aws_service.ecr`. */
export const SERVICE_COMMENT =
  "Source of the partition and region. aws_region renamed its `name` attribute to `region` in provider 6; aws_service works in\n" +
  "5 and 6.";
