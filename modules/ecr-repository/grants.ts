import { LAMBDA_ACCOUNTS_SID, LAMBDA_ACTIONS } from "../../src/domain/grants/parts";
import { LAMBDA } from "../../src/domain/grants/patterns";
import { IMPORT_ACTION } from "../../src/domain/registry/names";
import { PULL_ACTIONS, PUSH_ACTIONS } from "../../src/domain/repository-policy/actions";
import { CURRENT } from "../kit/data-sources";
import { hclList, hclText } from "../kit/validation";
import { statements } from "./repository-policy-validations";

/** Expression of an input by its name, such as `var.pull_grants`. */
type Input = (name: string) => string;

/** Type of a list of grants in a module's variable. */
export const GRANTS_TYPE = `list(object({
  principals          = optional(list(string), [])
  organization        = optional(string)
  organizational_unit = optional(string)
  service             = optional(string)
  source_arns         = optional(list(string), [])
  source_accounts     = optional(list(string), [])
  vpc_endpoints       = optional(list(string), [])
  ip_ranges           = optional(list(string), [])
}))`;

/** Actions that several grants share, as locals. */
export const ACTION_LOCALS: Readonly<Record<string, string>> = {
  pull_actions: hclList(PULL_ACTIONS),
  push_actions: hclList([...new Set([...PUSH_ACTIONS, ...PULL_ACTIONS])]),
};

/** The domain of a service: `lambda` is `lambda.amazonaws.com`. */
const DOMAIN = 'can(regex("[.]amazonaws[.]", name)) ? name : "${name}.amazonaws.com"';

const arnOf = (principal: string): string =>
  `length(${principal}) == 12 ? "arn:\${${CURRENT.partition}}:iam::\${${principal}}:root" : ${principal}`;

/** A part of a grant, like `GrantPart` of src/domain/grants. */
function part(sid: string, type: string, principals: string, actions: string, test?: string, limits = "[]"): string {
  const tested = test ?? 'operator = "", key = "", values = []';
  return `{ sid = "${sid}", type = "${type}", principals = ${principals}, actions = ${actions}, ${tested}, limits = ${limits} }`;
}

/** The networks of `grant`; without any, one entry without limits. */
const NETWORKS =
  'concat([for ids in [grant.vpc_endpoints] : { from = "FromEndpoints", limits = [["StringEquals", "aws:SourceVpce", sort(distinct(ids))]] } if length(ids) > 0], ' +
  '[for ranges in [grant.ip_ranges] : { from = "FromAddresses", limits = [["IpAddress", "aws:SourceIp", sort(distinct(ranges))]] } if length(ranges) > 0], ' +
  '[for anywhere in [{ from = "", limits = [] }] : anywhere if length(grant.vpc_endpoints) + length(grant.ip_ranges) == 0])';

const SERVICES = `[for domain in [for name in [grant.service] : ${DOMAIN} if name != null] : ${part(
  "AllowServicePull",
  "Service",
  "[domain]",
  "local.pull_actions",
  'operator = length(grant.source_arns) > 0 ? "ArnLike" : "StringEquals", ' +
    'key = length(grant.source_arns) > 0 ? "aws:SourceArn" : "aws:SourceAccount", ' +
    "values = concat(grant.source_arns, grant.source_accounts)",
)} if domain != ${hclText(LAMBDA)}]`;

const FUNCTIONS = `concat(grant.source_arns, [for account in grant.source_accounts : "arn:\${${CURRENT.partition}}:lambda:\${${CURRENT.region}}:\${account}:function:*"])`;

/** Functions in another account also need a statement for the account. */
const FUNCTION_PARTS = `[for arn in ${FUNCTIONS} : [${part(
  "AllowLambdaPull",
  "Service",
  `[${hclText(LAMBDA)}]`,
  hclList(LAMBDA_ACTIONS),
  'operator = "ArnLike", key = "aws:SourceArn", values = [arn]',
)}, ${part(
  LAMBDA_ACCOUNTS_SID,
  "AWS",
  `["arn:\${${CURRENT.partition}}:iam::\${try(split(":", arn)[4], "")}:root"]`,
  hclList(LAMBDA_ACTIONS),
)}]]`;

const LAMBDAS = `[for domain in [for name in [grant.service] : ${DOMAIN} if name != null] : ${FUNCTION_PARTS} if domain == ${hclText(LAMBDA)}]`;

/** The parts of one access: of the principals, then of each grant. */
function partsOf(access: "Pull" | "Push", input: Input): string {
  const name = access.toLowerCase();
  const actions = `local.${name}_actions`;
  const all = `concat(${actions}, ${input("cached")} ? ${hclList([IMPORT_ACTION])} : [])`;
  const limits = "where.limits";
  const principals = part(
    ...([`Allow${access}\${where.from}`, "AWS", `[for name in names : ${arnOf("name")}]`] as const),
    ...([all, undefined, limits] as const),
  );
  const organization = part(
    ...([`AllowOrganization${access}\${where.from}`, "*", '["*"]', all] as const),
    ...(['operator = "StringEquals", key = "aws:PrincipalOrgID", values = [id]', limits] as const),
  );
  const unit = part(
    ...([`AllowUnit${access}\${where.from}`, "*", '["*"]', all] as const),
    'operator = "ForAnyValue:StringLike", key = "aws:PrincipalOrgPaths", values = [can(regex("/[*]?$", path)) ? path : "${path}/*"]',
    limits,
  );
  const ofNetwork =
    `concat([for names in [grant.principals] : ${principals} if length(names) > 0], ` +
    `[for id in [grant.organization] : ${organization} if id != null], ` +
    `[for path in [grant.organizational_unit] : ${unit} if path != null])`;
  const services = access === "Pull" ? `, ${SERVICES}, ${LAMBDAS}` : "";
  const own = part(`Allow${access}`, "AWS", `[for name in names : ${arnOf("name")}]`, actions);
  return (
    `[for names in [${input(`${name}_principals`)}] : ${own} if length(names) > 0], ` +
    `flatten([for grant in ${input(`${name}_grants`)} : [[for where in ${NETWORKS} : ${ofNetwork}]${services}]])`
  );
}

/**
 * The grants of a repository before they are merged, as an expression.
 * @param input expression of an input by its name
 */
export function grants(input: Input): string {
  return `concat(${partsOf("Pull", input)}, ${partsOf("Push", input)})`;
}

/** Whether a repository has grants, as an expression. */
export function hasGrants(input: Input): string {
  const lists = ["pull_principals", "push_principals", "pull_grants", "push_grants"];
  return lists.map((name) => `length(${input(name)})`).join(" + ") + " > 0";
}

/** Grants without statements for accounts that may pull anyway. */
function uncovered(granted: string): string {
  const pulling = `flatten([for other in ${granted} : other.principals if other.sid == "AllowPull"])`;
  return `[for grant in ${granted} : grant if grant.sid != "${LAMBDA_ACCOUNTS_SID}" || !alltrue([for name in grant.principals : contains(${pulling}, name)])]`;
}

/** Groups grants that are equal but for one list, sorted by what they have in common. */
function groups(granted: string, common: readonly string[]): string {
  return `values({ for grant in ${granted} : jsonencode([${common.map((name) => `grant.${name}`).join(", ")}]) => grant... })`;
}

/** Grants that are equal but for the values of their test, as one, like `mergedStatements` of src/domain/grants. */
export function mergedValues(granted: string): string {
  const common = ["sid", "type", "principals", "actions", "operator", "key", "limits"];
  return `[for group in ${groups(uncovered(granted), common)} : merge(group[0], { values = sort(distinct(flatten(group[*].values))) })]`;
}

/** Grants that are equal but for their principals, as one. */
export function mergedPrincipals(granted: string): string {
  const common = ["sid", "type", "actions", "operator", "key", "values", "limits"];
  return `[for group in ${groups(granted, common)} : merge(group[0], { principals = distinct(flatten(group[*].principals)) })]`;
}

const TESTS =
  "concat([for values in [grant.values] : [grant.operator, grant.key, values] if length(values) > 0], grant.limits)";

const CONDITION = `{ for operator in distinct([for test in ${TESTS} : test[0]]) : operator => { for test in ${TESTS} : test[1] => test[2] if test[0] == operator } }`;

/**
 * The final statements of a repository policy as an expression: the written statements, followed by a statement for each grant.
 * @param policy expression of the written policy, as JSON text or null
 * @param merged expression of the grants, merged
 */
export function renderedStatements(policy: string, merged: string): string {
  const written = statements(policy);
  const earlier =
    `length([for other in slice(${merged}, 0, index) : other if other.sid == grant.sid]) + ` +
    `length([for statement in ${written} : statement if try(statement.Sid, "") == grant.sid])`;
  const sid = `join("", concat([grant.sid], [for number in [${earlier}] : number + 1 if number > 0]))`;
  const principal = 'jsondecode(grant.type == "*" ? jsonencode("*") : jsonencode({ (grant.type) = grant.principals }))';
  return (
    `concat(${written}, [for index, grant in ${merged} : merge(` +
    `{ Sid = ${sid}, Effect = "Allow", Principal = ${principal}, Action = grant.actions }, ` +
    `{ for name, condition in { Condition = ${CONDITION} } : name => condition if length(condition) > 0 })])`
  );
}
