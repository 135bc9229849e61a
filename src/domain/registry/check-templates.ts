import { error, quoteValue, prefixed, type Problem } from "../problems/problem";
import { checkPrefixes } from "./prefix";
import { type CreationTemplate } from "./settings";

/**
 * How templates fit together. Their settings are those of repositories, and are checked as these are.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html
 */
export function checkTemplates(templates: readonly CreationTemplate[]): Problem[] {
  const prefixes = templates.map(({ prefix }) => prefix);
  return [
    ...checkPrefixes(prefixes, "prefix", "registry/template-prefix"),
    ...templates.flatMap((template, index) => prefixed([index], [...checkRole(template), ...checkKey(template)])),
  ];
}

/** ECR does by a role what its own service role may not. */
function checkRole({ customRoleArn, tags, encryptionConfiguration }: CreationTemplate): Problem[] {
  if (customRoleArn !== undefined) return [];
  const wanting = [
    ...(Object.keys(tags).length > 0 ? ["tags"] : []),
    ...(encryptionConfiguration.encryptionType === "AES256" ? [] : [encryptionConfiguration.encryptionType]),
  ];
  if (wanting.length === 0) return [];
  const message = `${wanting.join(" and ")} without customRoleArn; ECR makes such a repository by a role of yours, name it`;
  return [error("registry/template-role", ["customRoleArn"], message)];
}

/** Terraform looks up an alias for a repository, whose key is fixed. */
function checkKey({ encryptionConfiguration: { kmsKey } }: CreationTemplate): Problem[] {
  if (kmsKey?.startsWith("alias/") !== true) return [];
  const message = `${quoteValue(kmsKey)} is an alias; a template keeps what is written, name the key by its ARN`;
  return [error("registry/template-key", ["encryptionConfiguration", "kmsKey"], message)];
}
