import { hclTemplate } from "./hcl-expression";
import { policySize, type PolicyStatement } from "../../src/domain/iam/policy";
import { CURRENT } from "./data-sources";
import { hclList } from "./validation";
import {
  allowStatements,
  DELETE_ACTION,
  denyEverythingElse,
  OPERATOR_ACTIONS,
} from "../../src/domain/operator/permissions";
import { MANAGED_POLICY_QUOTA } from "../../src/domain/operator/plan-policies";
import { subject, trustStatement } from "../../src/domain/operator/trust-policy";

/** The beginning of ARNs, as expressions: up to an account's IAM, its repositories, and the keys that they may have. */
export function arnLocals(): Record<string, string> {
  const { account, partition, region } = CURRENT;
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

/** A list of repositories without repetitions and without what another entry covers already, as an expression. */
export function distinctEntriesOf(list: string): string {
  const covers = 'other != entry && endswith(other, "/") && startswith(entry, other)';
  return `[for entry in distinct(${list}) : entry if !anytrue([for other in ${list} : ${covers}])]`;
}

/** ARNs of a list of repositories, in which a prefix is all that is below it; as an expression. */
export function arnsOf(list: string): string {
  return `[for entry in ${list} : "\${local.repositories_arn}/\${entry}\${endswith(entry, "/") ? "*" : ""}"]`;
}

/** Characters that an entry of a list takes at most, its comma included, whatever the account, partition and region. */
const entrySize = (service: "ecr" | "kms", resource: string): number =>
  JSON.stringify(`arn:aws-us-gov:${service}:ap-southeast-1:111122223333:${resource}`).length + 1;
const REPOSITORY_ARN_SIZE = entrySize("ecr", "repository/*");
const KEY_ARN_SIZE = entrySize("kms", `key/mrk-${"0".repeat(32)}`);

const sizeOf = (...statements: readonly PolicyStatement[]): number =>
  policySize({ Version: "2012-10-17", Statement: statements });

/**
 * What the role may do: the module's locals, as expressions by their names, up to its `policies`. How many there are has to
 * be known before anything is known of the account, so it is decided by the most that an ARN may take.
 */
export function permissionLocals(): Record<string, string> {
  const anywhere = { location: { account: "", region: "" }, manages: [], allowDelete: true, kmsKeyArns: [""] };
  const [repositories, keys] = allowStatements(anywhere);
  if (repositories === undefined || keys === undefined) throw new Error("repositories and keys are allowed apart");
  const deny = denyEverythingElse(anywhere);
  const statement = (from: PolicyStatement, parts: Partial<Record<keyof PolicyStatement, string>>): string =>
    hclTemplate({ ...from, ...parts });
  const actions = `concat(${hclList(OPERATOR_ACTIONS)}, var.allow_delete ? ${hclList([DELETE_ACTION])} : [])`;
  const { characters } = MANAGED_POLICY_QUOTA;
  const roomForAll = characters - sizeOf(repositories, keys, deny);
  const roomForRepositories = characters - sizeOf(repositories);
  return {
    managed: distinctEntriesOf("var.manages"),
    repository_arns: arnsOf("local.managed"),
    arn_sizes: `[for entry in local.managed : length(entry) + ${REPOSITORY_ARN_SIZE}]`,
    fits_one_policy: `2 * sum(concat([0], local.arn_sizes)) + ${KEY_ARN_SIZE} * length(var.kms_key_arns) <= ${roomForAll}`,
    arns_per_policy: `local.fits_one_policy ? length(local.managed) : floor(${roomForRepositories} / max(local.arn_sizes...))`,
    repository_statements: `[for arns in chunklist(local.repository_arns, local.arns_per_policy) : ${statement(repositories, { Action: `\${${actions}}`, Resource: "${arns}" })}]`,
    key_statements: `[for arns in [distinct(var.kms_key_arns)] : ${statement(keys, { Resource: "${arns}" })} if length(var.kms_key_arns) > 0]`,
    deny_statement: statement(deny, { NotResource: "${local.repository_arns}" }),
    statements: "concat(local.repository_statements, local.key_statements, [local.deny_statement])",
    // A conditional would want both of one type.
    statements_by_policy:
      "concat([for all in [local.statements] : all if local.fits_one_policy], " +
      "[for statement in local.statements : [statement] if !local.fits_one_policy])",
    policies:
      '[for statements in local.statements_by_policy : jsonencode({ Version = "2012-10-17", Statement = statements })]',
    foreign_keys: '[for arn in var.kms_key_arns : arn if !startswith(arn, "${local.kms_arn}:")]',
  };
}
