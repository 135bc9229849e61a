import { repositoryArn, roleArn, type AwsLocation } from "../aws/arn";
import { policyOf, type PolicyDocument } from "../iam/policy";
import { KEY_ACTIONS } from "../operator/permissions";
import { namesBelow } from "./names";
import { ROOT, type RegistrySettings } from "./settings";
import { type CreationTemplate } from "./template-settings";

/** Address of the role in its stack, and the name of its policy. */
export const TEMPLATE_ROLE_ID = "creation_templates";
export const TEMPLATE_ROLE_POLICY = "CreateRepositories";
export const TEMPLATE_ROLE_DESCRIPTION = "Amazon ECR: creates repositories from creation templates";
export const TEMPLATE_ROLE_SERVICE = "ecr.amazonaws.com";

/**
 * The actions with which ECR creates a repository with tags.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-custom.html
 */
export const TEMPLATE_ROLE_ACTIONS = ["ecr:CreateRepository", "ecr:ReplicateImage", "ecr:TagResource"] as const;

/** The settings of a template with which ECR creates repositories only as a role. */
export function roleSettingsOf({
  tags,
  encryptionConfiguration: { encryptionType },
}: Pick<CreationTemplate, "tags" | "encryptionConfiguration">): string[] {
  return [...(Object.keys(tags).length > 0 ? ["tags"] : []), ...(encryptionType === "AES256" ? [] : [encryptionType])];
}

/** Whether ECR creates the repositories of a template with the registry's `templateRole`. */
export function usesTemplateRole(template: CreationTemplate): boolean {
  return template.customRoleArn === undefined && roleSettingsOf(template).length > 0;
}

/** ARN of the role with which ECR creates the repositories of a template; `undefined` for ECR's own role. */
export function templateRoleArn(
  template: CreationTemplate,
  { templateRole }: Pick<RegistrySettings, "templateRole">,
  location: AwsLocation,
): string | undefined {
  if (templateRole === undefined || !usesTemplateRole(template)) return template.customRoleArn;
  return roleArn(location, templateRole.roleName, templateRole.path);
}

/**
 * The trust policy that AWS documents. Nobody in another account can have ECR assume the role, because only principals of the
 * role's own account can pass it to a service.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-create-iam.html
 */
export const TEMPLATE_ROLE_TRUST: PolicyDocument = policyOf([
  {
    Sid: "CreateRepositories",
    Effect: "Allow",
    Principal: { Service: TEMPLATE_ROLE_SERVICE },
    Action: "sts:AssumeRole",
  },
]);

/** The permissions of the role: on the repositories and keys of the templates that use it. */
export function templateRolePermissions(templates: readonly CreationTemplate[], location: AwsLocation): PolicyDocument {
  const users = templates.filter(usesTemplateRole);
  const prefixes = users.some(({ prefix }) => prefix === ROOT) ? [ROOT] : users.map(({ prefix }) => prefix);
  const keys = new Set(users.flatMap(({ encryptionConfiguration: { kmsKey } }) => kmsKey ?? []));
  return policyOf([
    {
      Sid: "CreateRepositories",
      Effect: "Allow",
      Action: TEMPLATE_ROLE_ACTIONS,
      Resource: prefixes.map((prefix) => repositoryArn(location, `${namesBelow(prefix)}*`)),
    },
    // The policy of the key that AWS manages allows its use to everyone in the account.
    ...(keys.size === 0
      ? []
      : [{ Sid: "EncryptRepositories", Effect: "Allow", Action: KEY_ACTIONS, Resource: [...keys] } as const]),
  ]);
}
