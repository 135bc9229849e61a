import { hclTemplate } from "./hcl-expression";
import { policySize, type PolicyDocument, type PolicyStatement } from "../../src/domain/iam/policy";
import { CURRENT } from "./data-sources";
import { hclList } from "./validation";
import {
  allowStatements,
  DELETE_ACTION,
  denyEverythingElse,
  OPERATOR_ACTIONS,
} from "../../src/domain/operator/permissions";
import { MANAGED_POLICY_QUOTA } from "../../src/domain/iam/managed-policies";
import { POD_IDENTITY_SID, podIdentityStatement } from "../../src/domain/operator/pod-identity";
import { subject } from "../../src/domain/operator/service-account-subject";
import { trustStatement } from "../../src/domain/operator/trust-policy";

/** Comments on the locals, by address. */
export const LOCAL_COMMENTS = {
  "local.clusters":
    "Each cluster with IRSA is one statement of the trust policy. A Sid can contain only letters and digits.",
  "local.pod_identity_trust":
    "One statement for each namespace, because a statement with several namespaces and names would trust every combination. EKS sets the cluster's ARN as\n" +
    "aws:SourceArn.",
} as const;

/** Prefixes of the ARNs of IAM, repositories and KMS keys, as expressions. */
export function arnLocals() {
  const { account, partition, region } = CURRENT;
  return {
    iam_arn: `"arn:\${${partition}}:iam::\${${account}}"`,
    repositories_arn: `"arn:\${${partition}}:ecr:\${${region}}:\${${account}}:repository"`,
    kms_arn: `"arn:\${${partition}}:kms:\${${region}}"`,
    eks_arn: `"arn:\${${partition}}:eks:\${${region}}:\${${account}}"`,
  };
}

/** The locals of the trust policy, as expressions by name. ServiceAccounts may have wildcards. */
export function trustLocals(): Record<string, string> {
  const { foreign_providers, ...irsa } = irsaLocals();
  const hasPattern = 'length(regexall("[*?]", join("", [account.namespace, account.name]))) > 0';
  return {
    ...irsa,
    exact_subjects: '[for subject in local.subjects : subject if length(regexall("[*?]", subject)) == 0]',
    wildcard_subjects: '[for subject in local.subjects : subject if length(regexall("[*?]", subject)) > 0]',
    exact_trust: irsaTrust("StringEquals", "local.exact_subjects"),
    wildcard_trust: irsaTrust("StringLike", "local.wildcard_subjects"),
    exact_accounts: `[for account in distinct(var.service_accounts) : account if !(${hasPattern})]`,
    pattern_accounts: `[for account in distinct(var.service_accounts) : join("/", [account.namespace, account.name]) if ${hasPattern}]`,
    ...podIdentityLocals("local.exact_accounts"),
    trust_policy:
      '{ Version = "2012-10-17", Statement = concat(local.exact_trust, local.wildcard_trust, local.pod_identity_trust) }',
    foreign_providers,
  };
}

/** The locals for IRSA, as expressions by name. */
export function irsaLocals() {
  return {
    clusters:
      "[for key, cluster in var.clusters : { " +
      'sid = join("", [for word in regexall("[0-9A-Za-z]+", key) : title(word)]), ' +
      'issuer = element(split(":oidc-provider/", cluster.oidc_provider_arn), 1), ' +
      "oidc_provider_arn = cluster.oidc_provider_arn } if cluster.oidc_provider_arn != null]",
    subjects: `distinct([for account in var.service_accounts : "${subject({ namespace: "${account.namespace}", name: "${account.name}" })}"])`,
    foreign_providers:
      '[for cluster in local.clusters : cluster.oidc_provider_arn if !startswith(cluster.oidc_provider_arn, "${local.iam_arn}:")]',
  };
}

/** The statements that trust some subjects in each cluster, as an expression; none for an empty list. */
export function irsaTrust(test: "StringEquals" | "StringLike", subjects: string): string {
  const provider = { sid: "${cluster.sid}", issuer: "${cluster.issuer}", providerArn: "${cluster.oidc_provider_arn}" };
  const statement = trustStatement(provider, test, [textOrListOf(subjects)]);
  return `[for cluster in local.clusters : ${hclTemplate(statement)} if length(${subjects}) > 0]`;
}

/**
 * The locals for EKS Pod Identity, as expressions by name.
 * @param accounts expression of the ServiceAccounts without wildcards
 */
export function podIdentityLocals(accounts: string): Record<string, string> {
  const names = `[for account in ${accounts} : account.name if account.namespace == namespace]`;
  const statement = podIdentityStatement(
    { account: `\${${CURRENT.account}}`, clusterArns: textOrListOf("local.pod_identity_cluster_arns") },
    {
      sid: `\${index == 0 ? "${POD_IDENTITY_SID}" : format("${POD_IDENTITY_SID}%d", index + 1)}`,
      namespace: "${namespace}",
      names: textOrListOf(names),
    },
  );
  return {
    pod_identity_clusters:
      "{ for key, cluster in var.clusters : key => cluster.pod_identity_cluster if cluster.pod_identity_cluster != null }",
    pod_identity_cluster_arns: '[for name in values(local.pod_identity_clusters) : "${local.eks_arn}:cluster/${name}"]',
    pod_identity_trust: `[for index, namespace in distinct(${accounts}[*].namespace) : ${hclTemplate(statement)} if length(local.pod_identity_clusters) > 0]`,
    associations:
      `merge([for key, name in local.pod_identity_clusters : { for account in ${accounts} : ` +
      'join("/", [key, account.namespace, account.name]) => merge(account, { cluster = name }) }]...)',
  };
}

/** A single entry of a list as text, as IAM returns it. `one` fails for several entries, so `try` returns the list. */
export function textOrListOf(list: string): string {
  return `\${try(one(${list}), ${list})}`;
}

/** The entries of a list of repositories without duplicates and without those that another entry covers, as an expression. */
export function distinctEntriesOf(list: string): string {
  const covers = 'other != entry && endswith(other, "/") && startswith(entry, other)';
  return `[for entry in distinct(${list}) : entry if !anytrue([for other in ${list} : ${covers}])]`;
}

/**
 * The ARNs of a list of repositories, as an expression. A prefix becomes a pattern for everything below it.
 * @param start of the ARNs, as text with expressions
 */
export function arnsOf(list: string, start = "${local.repositories_arn}"): string {
  return `[for entry in ${list} : "${start}/\${entry}\${endswith(entry, "/") ? "*" : ""}"]`;
}

/** A statement about the ARNs of a local, as an expression; none for an empty list. */
export function statementOn(local: string, statement: PolicyStatement): string {
  return `[for arns in [local.${local}] : ${hclTemplate({ ...statement, Resource: "${arns}" })} if length(arns) > 0]`;
}

/** The statement of a policy with this Sid. @throws Error if there is none */
export function statementOf({ Statement }: PolicyDocument, sid: string): PolicyStatement {
  const found = Statement.find(({ Sid }) => Sid === sid);
  if (found === undefined) throw new Error(`expected a statement ${sid}, found none`);
  return found;
}

/** Maximum characters of a list entry with its comma, in any account, partition and region. */
const entrySize = (service: "ecr" | "kms", resource: string): number =>
  JSON.stringify(`arn:aws-us-gov:${service}:ap-southeast-1:111122223333:${resource}`).length + 1;
export const REPOSITORY_ARN_SIZE = entrySize("ecr", "repository/*");
export const KEY_ARN_SIZE = entrySize("kms", `key/mrk-${"0".repeat(32)}`);

const sizeOf = (...statements: readonly PolicyStatement[]): number =>
  policySize({ Version: "2012-10-17", Statement: statements });

/**
 * The locals of the permissions, as expressions by name. Terraform must know the number of policies before it knows the
 * account, so the number depends on the maximum length of an ARN.
 */
export function permissionLocals(): Record<string, string> {
  const placeholders = { location: { account: "", region: "" }, manages: [], allowDelete: true, kmsKeyArns: [""] };
  const [repositories, keys] = allowStatements(placeholders);
  if (repositories === undefined || keys === undefined)
    throw new Error("expected one statement for repositories and one for keys, found fewer");
  const deny = denyEverythingElse(placeholders);
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
    // Not a conditional, because its branches must have the same type and these lists differ in length.
    statements_by_policy:
      "concat([for all in [local.statements] : all if local.fits_one_policy], " +
      "[for statement in local.statements : [statement] if !local.fits_one_policy])",
    policies:
      '[for statements in local.statements_by_policy : jsonencode({ Version = "2012-10-17", Statement = statements })]',
    foreign_keys: '[for arn in var.kms_key_arns : arn if !startswith(arn, "${local.kms_arn}:")]',
  };
}
