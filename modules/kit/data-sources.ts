import { PARTITION_NAMES, PARTITIONS } from "../../src/domain/aws/partitions";

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

/**
 * A text that differs between partitions, as an expression.
 * @param textIn the text in a region
 */
export function textByPartition(textIn: (region: string) => string): string {
  const usual = textIn(PARTITIONS.aws.regions[0]);
  const texts = PARTITION_NAMES.map((name) => [name, textIn(PARTITIONS[name].regions[0])] as const);
  const others = texts.filter(([, text]) => text !== usual).map(([name, text]) => `"${name}" = "${text}"`);
  return `lookup({ ${others.join(", ")} }, ${CURRENT.partition}, "${usual}")`;
}
