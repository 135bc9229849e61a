import { type BodyShape } from "./schema";
import { type Expression } from "./ast";

export interface Attribute {
  readonly kind: "attribute";
  readonly name: string;
  readonly value: Expression;
}

export interface Block {
  readonly kind: "block";
  /** `resource`, `lifecycle`, ... */
  readonly name: string;
  readonly labels: readonly string[];
  /** Attributes and blocks in reading order. */
  readonly body: readonly BodyItem[];
  readonly shape: BodyShape;
}

export type BodyItem = Attribute | Block;

/**
 * The address of a block in Terraform: `aws_ecr_repository.team_api`, `data.aws_kms_alias.main`, `var.name`,
 * `provider.aws` (`provider.aws.west` with the alias `west`), `output.url`, `moved`.
 */
export function addressOf({ name, labels, body }: Block): string {
  if (name === "resource") return labels.join(".");
  if (name !== "provider") return [name === "variable" ? "var" : name, ...labels].join(".");
  const alias = body.find((item): item is Attribute => item.kind === "attribute" && item.name === "alias");
  const [node] = alias?.value ?? [];
  const part = node?.kind === "template" ? node.parts[0] : undefined;
  return [name, ...labels, ...(typeof part === "string" ? [part] : [])].join(".");
}
