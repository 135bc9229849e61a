import { error, quoteValue, prefixed, type Problem } from "../problems/problem";
import { checkPrefixes } from "./prefix";
import { type CreationTemplate } from "./settings";

/**
 * Checks templates together. Their repository settings are checked like those of repositories.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html
 */
export function checkTemplates(templates: readonly CreationTemplate[]): Problem[] {
  const prefixes = templates.map(({ prefix }) => prefix);
  return [
    ...checkPrefixes(prefixes, "prefix", "registry/template-prefix"),
    ...templates.flatMap((template, index) => prefixed([index], [...checkRole(template), ...checkKey(template)])),
  ];
}

/** ECR's service-linked role cannot set tags or KMS encryption. */
function checkRole({ customRoleArn, tags, encryptionConfiguration }: CreationTemplate): Problem[] {
  if (customRoleArn !== undefined) return [];
  const settings = [
    ...(Object.keys(tags).length > 0 ? ["tags"] : []),
    ...(encryptionConfiguration.encryptionType === "AES256" ? [] : [encryptionConfiguration.encryptionType]),
  ];
  if (settings.length === 0) return [];
  const message = `expected the ARN of a role, because the template sets ${settings.join(" and ")}, found nothing. ECR needs this role to create repositories with these settings`;
  return [error("registry/template-role", ["customRoleArn"], message)];
}

/** Unlike for repositories, Terraform does not look up aliases in templates. */
function checkKey({ encryptionConfiguration: { kmsKey } }: CreationTemplate): Problem[] {
  if (kmsKey?.startsWith("alias/") !== true) return [];
  const message = `expected a key's ARN in a template, found ${quoteValue(kmsKey)}. Aliases are not looked up here; write the key's ARN`;
  return [error("registry/template-key", ["encryptionConfiguration", "kmsKey"], message)];
}
