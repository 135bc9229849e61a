import { ECR_ACTIONS } from "../aws/ecr-actions";
import { listOf } from "../iam/policy";
import { oneOf, quoteValue, valuesAt, type Problem } from "../problems/problem";
import { patternNamesAction } from "../repository-policy/actions";
import { type PartialStatement } from "../repository-policy/draft";
import { didYouMean } from "../text/suggestions";
import { finding } from "./rules";

const KNOWN = ECR_ACTIONS.map(({ name }) => `ecr:${name}`);
const ON_REPOSITORIES = ECR_ACTIONS.flatMap(({ name, resource }) => (resource === "repository" ? [`ecr:${name}`] : []));

/**
 * Actions with which a principal can obtain more permissions than it has, unless they are limited to single resources.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_actions-resources-contextkeys.html
 */
export const ESCALATING_ACTIONS: readonly string[] = [
  ...["AddUserToGroup", "AttachGroupPolicy", "AttachRolePolicy", "AttachUserPolicy", "CreateAccessKey"],
  ...["CreateLoginProfile", "CreatePolicyVersion", "DeleteRolePermissionsBoundary", "DeleteUserPermissionsBoundary"],
  ...["PassRole", "PutGroupPolicy", "PutRolePermissionsBoundary", "PutRolePolicy", "PutUserPermissionsBoundary"],
  ...["PutUserPolicy", "SetDefaultPolicyVersion", "UpdateAssumeRolePolicy", "UpdateLoginProfile"],
]
  .map((name) => `iam:${name}`)
  .concat(
    ["sts:AssumeRole", "kms:CreateGrant", "kms:PutKeyPolicy", "lambda:UpdateFunctionCode"],
    ["ecr:SetRepositoryPolicy", "ecr:DeleteRepositoryPolicy", "ecr:PutRegistryPolicy", "ecr:DeleteRegistryPolicy"],
  );

/** Warns about permissions of a role that reach further than its work, and about actions that ECR does not have. */
export function checkRolePermissions({ at, statement }: PartialStatement): Problem[] {
  const actions = valuesAt([...at, "Action"], statement.Action);
  const unknown = actions.flatMap(({ text: pattern, at: where }) => {
    if (!/^ecr:/i.test(pattern) || KNOWN.some((known) => patternNamesAction(pattern, known))) return [];
    const message = `expected a known ECR action, found ${quoteValue(pattern)}.${didYouMean(pattern, KNOWN) || " Check the spelling"}`;
    return [finding("unknown-action", where, message)];
  });
  if (statement.Effect !== "Allow" || !listOf(statement.Resource).some(isWide)) return unknown;
  const escalating = ESCALATING_ACTIONS.filter((action) =>
    actions.some(({ text }) => patternNamesAction(text, action)),
  );
  return [...unknown, ...escalation(at, escalating), ...wildcardResource({ at, statement }, escalating)];
}

function escalation(at: PartialStatement["at"], actions: readonly string[]): Problem[] {
  if (actions.length === 0) return [];
  const shown = actions.length > 4 ? [...actions.slice(0, 3), `${actions.length - 3} more actions`] : actions;
  const message = `expected specific resources for ${oneOf(shown, "and")}, found a wildcard in Resource. The role could obtain more permissions. Name the resources, or remove the actions`;
  return [finding("escalation", [...at, "Action"], message)];
}

function wildcardResource(
  { at, statement }: Pick<PartialStatement, "at" | "statement">,
  reported: readonly string[],
): Problem[] {
  const isEverything = listOf(statement.Resource).some((text) => /^\*+$/.test(text));
  const limitable = ON_REPOSITORIES.filter(
    (action) =>
      !reported.includes(action) && listOf(statement.Action).some((pattern) => patternNamesAction(pattern, action)),
  );
  if (!isEverything || limitable.length === 0) return [];
  const shown = limitable.length > 4 ? [...limitable.slice(0, 3), `${limitable.length - 3} more actions`] : limitable;
  const message = `expected ARNs of repositories for ${oneOf(shown, "and")}, found "*". IAM can limit these actions to repositories. List their ARNs in Resource`;
  return [finding("wildcard-resource", [...at, "Resource"], message)];
}

const WIDE = [
  /^\*+$/,
  // Of every account.
  /^arn:[^:]*:[^:]*:[^:]*:\*/,
  // Of every name.
  /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(?:[a-z-]+[/:])?\*+$/,
];

/** Whether a resource stands for all of its kind, or for those of accounts that it does not name. */
function isWide(resource: string): boolean {
  return WIDE.some((pattern) => pattern.test(resource));
}
