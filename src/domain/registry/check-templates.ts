import { type AwsLocation } from "../aws/arn";
import { checkRole as checkIamRole } from "../iam/check-role";
import { error, quoteValue, prefixed, warning, type Problem } from "../problems/problem";
import { checkPrefixes } from "./addresses";
import { namesKey, type RegistryKey } from "./key";
import { type RegistrySettings } from "./settings";
import { type CreationTemplate, type TemplateRole } from "./template-settings";
import { roleSettingsOf, usesTemplateRole } from "./template-role";

/**
 * Checks templates together, and the role for them. Their repository settings are checked like those of repositories.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html
 */
export function checkTemplates(
  {
    creationTemplates: templates = [],
    templateRole,
    key,
  }: Pick<RegistrySettings, "creationTemplates" | "templateRole" | "key">,
  location: AwsLocation | undefined,
): Problem[] {
  const prefixes = templates.map(({ prefix }) => prefix);
  const lacksRole = templateRole === undefined ? checkRole : () => [];
  return [
    ...prefixed(
      ["creationTemplates"],
      [
        ...checkPrefixes(prefixes, "prefix", "registry/template-prefix"),
        ...templates.flatMap((template, index) =>
          prefixed([index], [...lacksRole(template), ...checkKey(template, key)]),
        ),
      ],
    ),
    ...(templateRole === undefined ? [] : prefixed(["templateRole"], checkOwnRole(templateRole, templates, location))),
  ];
}

/** ECR's service-linked role cannot set tags or KMS encryption. */
function checkRole(template: CreationTemplate): Problem[] {
  if (!usesTemplateRole(template)) return [];
  const message = `expected the ARN of a role, found nothing. The template sets ${roleSettingsOf(template).join(" and ")}, so ECR needs a role to create the repositories. Write the ARN of a role, or declare templateRole under registry to create a role`;
  return [error("registry/template-role", ["customRoleArn"], message)];
}

function checkOwnRole(
  role: TemplateRole,
  templates: readonly CreationTemplate[],
  location: AwsLocation | undefined,
): Problem[] {
  const problems = location === undefined ? [] : checkIamRole({ ...role, location }, "registry");
  if (templates.some(usesTemplateRole)) return problems;
  const message =
    "no template uses this role. Only templates with tags or a KMS key, and without customRoleArn, use it. Remove templateRole";
  return [...problems, warning("registry/template-role-unused", [], message)];
}

/** Unlike for repositories, Terraform does not look up aliases in templates. */
function checkKey({ encryptionConfiguration: { kmsKey } }: CreationTemplate, key: RegistryKey | undefined): Problem[] {
  if (kmsKey?.startsWith("alias/") !== true || namesKey(kmsKey, key)) return [];
  const expected = key === undefined ? "" : `, or ${key.alias}`;
  const message = `expected a key's ARN${expected} in a template, found ${quoteValue(kmsKey)}. Templates accept only the alias of registry.key. For a different key, write the key's ARN`;
  return [error("registry/template-key", ["encryptionConfiguration", "kmsKey"], message)];
}
