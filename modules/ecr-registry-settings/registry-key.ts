import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { dnsSuffix, partitionOf } from "../../src/domain/aws/arn";
import { KEY_ACTIONS } from "../../src/domain/operator/permissions";
import { KEY_DAYS } from "../../src/domain/registry/key";
import { EXPECTED, KEY_ALIAS, RESERVED_ALIAS } from "../../src/domain/registry/patterns";
import { CURRENT, textByPartition } from "../kit/data-sources";
import { countIf, type ModuleStack } from "../kit/module-stack";
import { hclList, hclText, matchesRegex, type Validation } from "../kit/validation";
import { matchesSized, ruleUnlessNull } from "./entry-rules";

const INPUT = "key";

/** Whether a key is written as an alias, as an expression. */
export function isAlias(key: string): string {
  return matchesRegex(/^alias\//, key);
}

/** The templates with the ARN in place of the alias, as an expression. */
export function templatesWithKey(templates: string): string {
  const encryption = `merge(template.encryption_configuration, { kms_key = try(template.encryption_configuration.kms_key == var.${INPUT}.alias, false) ? aws_kms_key.this[0].arn : template.encryption_configuration.kms_key })`;
  return `{ for prefix, template in ${templates} : prefix => merge(template, { encryption_configuration = ${encryption} }) if var.create }`;
}

function daysRule(name: string, { min, max }: { readonly min: number; readonly max: number }): Validation {
  return ruleUnlessNull(
    INPUT,
    (key) => `${key}.${name} >= ${min} && ${key}.${name} <= ${max} && floor(${key}.${name}) == ${key}.${name}`,
    `The ${name} must be a whole number from ${min} to ${max}`,
  );
}

/** KMS's rules for the key. */
export const KEY_RULES: readonly Validation[] = [
  ruleUnlessNull(
    INPUT,
    (key) => `${matchesSized(KEY_ALIAS, `${key}.alias`)} && !startswith(${key}.alias, ${hclText(RESERVED_ALIAS)})`,
    `The alias of the key must be ${EXPECTED.keyAlias}`,
  ),
  daysRule("rotation_period_in_days", KEY_DAYS.rotation),
  daysRule("deletion_window_in_days", KEY_DAYS.deletion),
];

const ROOT = `"arn:\${${CURRENT.partition}}:iam::\${${CURRENT.account}}:root"`;
const SUFFIX = textByPartition((region) => dnsSuffix(partitionOf(region)));
const VIA_ECR = `{ "kms:CallerAccount" = ${CURRENT.account}, "kms:ViaService" = join(".", ["ecr", ${CURRENT.region}, ${SUFFIX}]) }`;
const POLICY = `jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "AdministerThroughIam", Effect = "Allow", Principal = { AWS = ${ROOT} }, Action = "kms:*", Resource = "*" }, { Sid = "UseThroughEcr", Effect = "Allow", Principal = { AWS = "*" }, Action = ${hclList(KEY_ACTIONS)}, Resource = "*", Condition = { StringEquals = ${VIA_ECR} } }] })`;

/** The key and its alias, if the input asks for them. */
export function addRegistryKey(stack: ModuleStack): void {
  const count = countIf(`var.${INPUT} != null`);
  const key = new KmsKey(stack, "registryKey.this", {
    count,
    description: `\${var.${INPUT}.description}`,
    policy: `\${${POLICY}}`,
    enableKeyRotation: true,
    lifecycle: { preventDestroy: true },
  });
  key.addOverride("rotation_period_in_days", `\${var.${INPUT}.rotation_period_in_days}`);
  key.addOverride("deletion_window_in_days", `\${var.${INPUT}.deletion_window_in_days}`);
  new KmsAlias(stack, "registryKeyAlias.this", {
    count,
    name: `\${var.${INPUT}.alias}`,
    targetKeyId: "${aws_kms_key.this[0].key_id}",
  });
}
