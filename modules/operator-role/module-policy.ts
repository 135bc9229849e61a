import { hclTemplate } from "../core/hcl-expression";
import { type PolicyStatement } from "../core/iam-policy";
import { HERE } from "../core/module-location";
import { hclList } from "../core/module-rule";
import { allowStatements, DELETE_ACTION, denyEverythingElse, OPERATOR_ACTIONS } from "./permissions";
import { subject, trustStatement } from "./trust-policy";

/** The beginning of ARNs, as expressions: up to an account's IAM, its repositories, and the keys that they may have. */
export function arnLocals(): Record<string, string> {
  const { account, partition, region } = HERE;
  return {
    iam_arn: `"arn:\${${partition}}:iam::\${${account}}"`,
    repositories_arn: `"arn:\${${partition}}:ecr:\${${region}}:\${${account}}:repository"`,
    kms_arn: `"arn:\${${partition}}:kms:\${${region}}"`,
  };
}

/** Who assumes the role: the module's locals, as expressions by their names, up to its `trust_policy`. */
export function trustLocals(): Record<string, string> {
  const provider = { sid: "${cluster.sid}", issuer: "${cluster.issuer}", providerArn: "${cluster.oidc_provider_arn}" };
  const trust = (test: "StringEquals" | "StringLike", subjects: string): string => {
    // IAM takes one subject as text; `one` fails for several, which are a list.
    const statement = trustStatement(provider, test, [`\${try(one(${subjects}), ${subjects})}`]);
    return `[for cluster in local.clusters : ${hclTemplate(statement)} if length(${subjects}) > 0]`;
  };
  return {
    clusters:
      "[for key, cluster in var.clusters : { " +
      'sid = join("", [for word in regexall("[0-9A-Za-z]+", key) : title(word)]), ' +
      'issuer = element(split(":oidc-provider/", cluster.oidc_provider_arn), 1), ' +
      "oidc_provider_arn = cluster.oidc_provider_arn }]",
    subjects: `distinct([for account in var.service_accounts : "${subject({ namespace: "${account.namespace}", name: "${account.name}" })}"])`,
    exact_subjects: '[for subject in local.subjects : subject if length(regexall("[*?]", subject)) == 0]',
    wildcard_subjects: '[for subject in local.subjects : subject if length(regexall("[*?]", subject)) > 0]',
    exact_trust: trust("StringEquals", "local.exact_subjects"),
    wildcard_trust: trust("StringLike", "local.wildcard_subjects"),
    trust_policy: '{ Version = "2012-10-17", Statement = concat(local.exact_trust, local.wildcard_trust) }',
    foreign_providers:
      '[for cluster in local.clusters : cluster.oidc_provider_arn if !startswith(cluster.oidc_provider_arn, "${local.iam_arn}:")]',
  };
}

/** What the role may do: the module's locals, as expressions by their names, up to its `permissions`. */
export function permissionLocals(): Record<string, string> {
  const anywhere = { location: { account: "", region: "" }, manages: [] };
  const [repositories, keys] = allowStatements({ ...anywhere, kmsKeyArns: [""] });
  const statement = (
    from: PolicyStatement | undefined,
    parts: Partial<Record<keyof PolicyStatement, string>>,
  ): string => hclTemplate({ ...from, ...parts });
  const actions = `concat(${hclList(OPERATOR_ACTIONS)}, var.allow_delete ? ${hclList([DELETE_ACTION])} : [])`;
  const statements = [
    statement(repositories, { Action: `\${${actions}}`, Resource: "${local.repository_arns}" }),
    statement(keys, { Resource: "${distinct(var.kms_key_arns)}" }),
    statement(denyEverythingElse(anywhere), { NotResource: "${local.repository_arns}" }),
  ];
  return {
    // What another entry covers already is not said twice.
    managed:
      "[for entry in distinct(var.manages) : entry if !anytrue([for other in var.manages : " +
      'other != entry && endswith(other, "/") && startswith(entry, other)])]',
    repository_arns:
      '[for entry in local.managed : "${local.repositories_arn}/${entry}${endswith(entry, "/") ? "*" : ""}"]',
    statements: `[${statements.join(", ")}]`,
    // Without keys there is no statement about them.
    permissions:
      '{ Version = "2012-10-17", Statement = [for statement in local.statements : statement if try(length(statement.Resource), 1) > 0] }',
    foreign_keys: '[for arn in var.kms_key_arns : arn if !startswith(arn, "${local.kms_arn}:")]',
  };
}
