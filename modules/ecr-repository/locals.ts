import { CURRENT } from "../kit/data-sources";
import { hclList } from "../kit/validation";
import { PULL_ACTIONS, PUSH_ACTIONS } from "../../src/domain/repository-policy/actions";
import { statements } from "./repository-policy-validations";

/** What the locals of the policies are for, by their addresses. */
export const POLICY_COMMENTS: Readonly<Record<string, string>> = {
  "local.lifecycle_rules_without_nulls":
    "ECR refuses a null, which is what a key of the variable's type is that was left out.",
  "local.lifecycle_rules":
    "By priority, as ECR gives them back: a map is in the order of its keys, and numbers of one length are in theirs.",
  "local.grants": "What those may do who are named by principals alone: docker's calls of a pull, and of a push.",
  "local.statements": "Written statements first, then the grants.",
};

/**
 * What principals are granted, as an expression of a list of `sid`, `principals` and `actions`.
 * @param input expression of an input by its name, such as `var.pull_principals`
 */
export function grants(input: (name: string) => string): string {
  const grant = (sid: string, principals: string, actions: readonly string[]): string =>
    `{ sid = "${sid}", principals = ${principals}, actions = ${hclList(actions)} }`;
  const pushing = [...new Set([...PUSH_ACTIONS, ...PULL_ACTIONS])];
  return `[${grant("AllowPull", input("pull_principals"), PULL_ACTIONS)}, ${grant("AllowPush", input("push_principals"), pushing)}]`;
}

/**
 * The statements of a repository policy as they are sent, as an expression: those that somebody wrote, then a grant for each
 * list of principals that has any.
 * @param policy expression of what somebody wrote, as JSON text or null
 * @param granted expression of the `grants`
 */
export function renderedStatements(policy: string, granted: string): string {
  const arn = `length(principal) == 12 ? "arn:\${${CURRENT.partition}}:iam::\${principal}:root" : principal`;
  const statement =
    `{ Sid = grant.sid, Effect = "Allow", Principal = { AWS = distinct([for principal in grant.principals : ${arn}]) }, ` +
    `Action = grant.actions }`;
  return `concat(${statements(policy)}, [for grant in ${granted} : ${statement} if length(grant.principals) > 0])`;
}

/**
 * A repository policy as it is sent, as an expression.
 * @param policy expression of what somebody wrote, as JSON text or null
 * @param sent expression of its statements, grants included
 */
export function renderedPolicy(policy: string, sent: string): string {
  return `jsonencode(merge({ Version = "2012-10-17" }, try(jsondecode(${policy}), {}), { Statement = ${sent} }))`;
}
