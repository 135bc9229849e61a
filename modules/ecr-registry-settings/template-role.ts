import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { ROLE_LIMITS } from "../../src/domain/iam/role-limits";
import { KEY_ACTIONS } from "../../src/domain/operator/permissions";
import { ROOT } from "../../src/domain/registry/settings";
import {
  TEMPLATE_ROLE_ACTIONS,
  TEMPLATE_ROLE_DESCRIPTION,
  TEMPLATE_ROLE_POLICY,
  TEMPLATE_ROLE_TRUST,
} from "../../src/domain/registry/template-role";
import { CURRENT } from "../kit/data-sources";
import { jsonPolicy } from "../kit/json-policy";
import { countIf, type ModuleStack } from "../kit/module-stack";
import { hclList, hclText, matchesRegex, rule, type Validation } from "../kit/validation";
import { unlessNull } from "./entry-rules";

const INPUT = "template_role";

/** Whether ECR needs a role for the repositories of a template, as an expression. */
export const NEEDS_ROLE = 'length(template.tags) > 0 || template.encryption_configuration.encryption_type != "AES256"';

const below = `prefix == ${hclText(ROOT)} ? "*" : "\${trimsuffix(prefix, "/")}/*"`;
const repositoryArn = `"arn:\${${CURRENT.partition}}:ecr:\${${CURRENT.region}}:\${${CURRENT.account}}:repository/\${${below}}"`;

/** The locals of the role, as expressions. */
export const TEMPLATE_ROLE_LOCALS = {
  role_templates: `{ for prefix, template in local.templates : prefix => template if var.${INPUT} != null && template.custom_role_arn == null && (${NEEDS_ROLE}) }`,
  template_repositories: `[for prefix, template in local.role_templates : ${repositoryArn}]`,
  template_keys:
    "distinct(compact([for template in local.role_templates : template.encryption_configuration.kms_key]))",
} as const;

const PERMISSIONS = `jsonencode({ Version = "2012-10-17", Statement = concat([{ Sid = "CreateRepositories", Effect = "Allow", Action = ${hclList(TEMPLATE_ROLE_ACTIONS)}, Resource = local.template_repositories }], [for keys in [local.template_keys] : { Sid = "EncryptRepositories", Effect = "Allow", Action = ${hclList(KEY_ACTIONS)}, Resource = keys } if length(keys) > 0]) })`;

/** The role that ECR assumes for a template: that of the module, if the template needs one and names none. */
export function templateRoleReference(): string {
  return "${contains(keys(local.role_templates), each.key) ? aws_iam_role.templates[0].arn : each.value.custom_role_arn}";
}

/** Rules for the variable of the role. */
export const TEMPLATE_ROLE_RULES: readonly Validation[] = [
  field("name", (name) => matchesRegex(ROLE_LIMITS.name, name), "must have 1 to 64 letters, digits and _ + = , . @ -"),
  field(
    "path",
    (path) => matchesRegex(ROLE_LIMITS.path, path),
    'must be a path that starts and ends with a slash, such as "/platform/"',
  ),
];

function field(name: string, holds: (value: string) => string, message: string): Validation {
  return rule(
    INPUT,
    (role) => unlessNull(`try(${role}.${name}, null)`, () => holds(`${role}.${name}`)),
    `The ${name} of template_role ${message}`,
  );
}

/** The role for creation templates, if there are templates that need it. */
export function addTemplateRole(stack: ModuleStack): void {
  const count = countIf("length(local.role_templates) > 0");
  new IamRole(stack, "templateRole.templates", {
    count,
    name: `\${var.${INPUT}.name}`,
    path: `\${var.${INPUT}.path}`,
    description: TEMPLATE_ROLE_DESCRIPTION,
    assumeRolePolicy: jsonPolicy(TEMPLATE_ROLE_TRUST),
    permissionsBoundary: `\${var.${INPUT}.permissions_boundary}`,
  });
  new IamRolePolicy(stack, "templateRolePolicy.templates", {
    count,
    name: TEMPLATE_ROLE_POLICY,
    role: "${aws_iam_role.templates[0].name}",
    policy: `\${${PERMISSIONS}}`,
  });
}
