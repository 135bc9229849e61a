import { AT_LEAST_ONE, UNFILTERED } from "../../src/domain/notifications/event-patterns";
import { type NotificationEvent } from "../../src/domain/notifications/settings";
import { CURRENT } from "../kit/data-sources";
import { hclTemplate } from "../kit/hcl-expression";

/** How a text with wildcards is matched, as an expression: exactly, by its start, or as a wildcard pattern. */
function matching(text: string): string {
  const wildcard = `can(regex("^[^*]*[*]$", ${text})) ? jsonencode({ prefix = trimsuffix(${text}, "*") }) : jsonencode({ wildcard = ${text} })`;
  return `jsondecode(strcontains(${text}, "*") ? (${wildcard}) : jsonencode(${text}))`;
}

/** A filter that is left out if it matches everything, as an expression. */
function filter(field: string, matches: string): string {
  return `{ for field, matches in { "${field}" = ${matches} } : field => matches if length(matches) > 0 }`;
}

/** A pattern with filters, as an expression. */
function filtered(event: NotificationEvent, ...filters: readonly string[]): string {
  const { detail, ...rest } = UNFILTERED[event];
  const fields = Object.entries(rest).map(([name, value]) => `"${name}" = ${hclTemplate(value)}`);
  return `{ ${fields.join(", ")}, detail = merge(${[hclTemplate(detail), ...filters].join(", ")}) }`;
}

const ANY_COUNT = 'length(local.counts) == 1 ? jsonencode(local.counts[0]) : jsonencode({ "$or" = local.counts })';
const RESOURCES = hclTemplate(UNFILTERED.finding.detail.resources);

/** The module's locals, in reading order. */
export const NOTIFICATION_LOCALS: Readonly<Record<string, string>> = {
  repositories: "coalesce(var.repositories, [])",
  repository_arns: `[for name in local.repositories : "arn:\${${CURRENT.partition}}:ecr:\${${CURRENT.region}}:\${${CURRENT.account}}:repository/\${name}"]`,
  name_matches: `[for name in local.repositories : ${matching("name")}]`,
  arn_matches: `[for arn in local.repository_arns : ${matching("arn")}]`,
  tag_matches: `[for tag in coalesce(var.image_tags, []) : ${matching("tag")}]`,
  severities:
    'flatten([for severity in var.severities : severity == "UNDEFINED" ? [severity, "UNTRIAGED"] : [severity]])',
  counts: `[for severity in local.severities : { "finding-severity-counts" = { (severity) = ${hclTemplate(AT_LEAST_ONE)} } }]`,
  by_name: filter("repository-name", "local.name_matches"),
  by_tag: filter("image-tag", "local.tag_matches"),
  by_name_or_arn: filter("repository-name", "concat(local.name_matches, local.arn_matches)"),
  by_image: `{ for field, matches in { details = { awsEcrContainerImage = { repositoryName = local.name_matches } } } : field => matches if length(local.name_matches) > 0 }`,
  event_patterns: `{
    push = ${filtered("push", "local.by_tag", "local.by_name")}
    delete = ${filtered("delete", "local.by_tag", "local.by_name")}
    scan = ${filtered("scan", "local.by_name_or_arn", `jsondecode(${ANY_COUNT})`)}
    finding = ${filtered("finding", `{ severity = local.severities, resources = merge(${RESOURCES}, local.by_image) }`)}
    replication_failed = ${filtered("replicationFailed", "local.by_name")}
    pull_through_cache_failed = ${filtered("pullThroughCacheFailed", "local.by_name")}
  }`,
  rules: "toset([for event in var.events : event if var.create])",
  has_topic: "var.create && length(var.emails) > 0",
  target_arn: "one(values(var.target))",
};
