import { INLINE_POLICY_QUOTA, pushPolicy } from "../../src/domain/ci/permissions";
import { MESSAGES as SIZE_MESSAGES } from "../../src/domain/ci/messages";
import { ciTrustPolicy, GITHUB_ISSUER, subjectOf, tokenIssuer } from "../../src/domain/ci/trust-policy";
import { hclTemplate } from "../kit/hcl-expression";
import { listOf, type PolicyStatement } from "../../src/domain/iam/policy";
import { CURRENT } from "../kit/data-sources";
import { hclList, type Precondition } from "../kit/validation";
import { PARTITION_NAMES, PARTITIONS } from "../../src/domain/aws/partitions";
import { boundaryCondition, condition, expression } from "../kit/role-preconditions";
import { arnLocals, arnsOf, distinctEntriesOf } from "../kit/role-locals";
import { MESSAGES } from "../../src/domain/ci/role-messages";

/** The locals of the trust policy, as expressions by name. */
export function ciTrustLocals(): Record<string, string> {
  const branch = "${var.github.branch}";
  const github = { path: "${local.names[0]}/${local.names[1]}", branch };
  const gitlab = { path: "${var.gitlab.project}", branch: "${var.gitlab.branch}" };
  const audienceIn = (region: string): string => tokenIssuer("github", { account: "", region }, "").audience;
  const defaultAudience = audienceIn(PARTITIONS.aws.regions[0]);
  const audienceByPartition = PARTITION_NAMES.map((name) => [name, audienceIn(PARTITIONS[name].regions[0])] as const);
  const audiences = `{ ${audienceByPartition.flatMap(([name, audience]) => (audience === defaultAudience ? [] : [`"${name}" = "${audience}"`])).join(", ")} }`;
  const quoted = (subject: string): string => JSON.stringify(subject);
  const numbered = subjectOf("github", { ...github, ids: "${local.ids[0]}/${local.ids[1]}" });
  const { iam_arn } = arnLocals();
  return {
    ...(iam_arn === undefined ? {} : { iam_arn }),
    issuer: 'element(split(":oidc-provider/", var.oidc_provider_arn), 1)',
    github_audience: `lookup(${audiences}, ${CURRENT.partition}, "${defaultAudience}")`,
    audience: 'var.github == null ? "https://${local.issuer}" : local.github_audience',
    names: 'try(split("/", var.github.repository), [])',
    ids: 'try(split("/", var.github.ids), [])',
    github_subject: `try(${quoted(numbered)}, ${quoted(subjectOf("github", github))}, null)`,
    subject: `var.github == null ? ${quoted(subjectOf("gitlab", gitlab))} : local.github_subject`,
    trust_policy: hclTemplate(
      ciTrustPolicy(
        "${var.oidc_provider_arn}",
        { issuer: "${local.issuer}", audience: "${local.audience}" },
        "${local.subject}",
      ),
    ),
  };
}

/** The locals of the permissions, as expressions by name. */
export function ciPermissionLocals(): Record<string, string> {
  const { repositories_arn = "" } = arnLocals();
  const emptySettings = { location: { account: "", region: "" }, repositories: [], scannedOnRequest: [] };
  const lists = { pullRepositories: [""], importRepositories: [""], createRepositories: [""] };
  const statements = pushPolicy({ ...emptySettings, ...lists, scannedOnRequest: [""], scanning: "enhanced" }).Statement;
  const named = (sid: string): PolicyStatement => {
    const found = statements.find(({ Sid }) => Sid === sid);
    if (found === undefined) throw new Error(`expected a statement ${sid}, found none`);
    return found;
  };
  const push = named("Push");
  const pushAlone = pushPolicy(emptySettings).Statement[1];
  const actionsOf = (statement: PolicyStatement | undefined): string[] => [...listOf(statement?.Action)];
  const reading = actionsOf(push).filter((action) => !actionsOf(pushAlone).includes(action));
  const actions = `concat(${hclList(actionsOf(pushAlone))}, var.scanning == "none" ? [] : ${hclList(reading)})`;
  const scans = 'var.scanning == "basic" && length(var.scanned_on_request) > 0';
  return {
    repositories_arn,
    repositories: distinctEntriesOf("var.repositories"),
    repository_arns: arnsOf("local.repositories"),
    scanned: distinctEntriesOf("var.scanned_on_request"),
    scan_arns: arnsOf("local.scanned"),
    pull_arns: arnsOf(distinctEntriesOf("var.pull_repositories")),
    import_arns: arnsOf(distinctEntriesOf("var.import_repositories")),
    create_arns: arnsOf(distinctEntriesOf("var.create_repositories")),
    push_actions: actions,
    statements: `concat(${[
      `[${hclTemplate(named("LogIn"))}, ${hclTemplate({ ...push, Action: "${local.push_actions}", Resource: "${local.repository_arns}" })}]`,
      `[for arns in [local.scan_arns] : ${hclTemplate({ ...named("StartScan"), Resource: "${arns}" })} if ${scans}]`,
      `[for scanning in [var.scanning] : ${hclTemplate(named("ReadInspector"))} if scanning == "enhanced"]`,
      onAny("pull_arns", named("Pull")),
      onAny("import_arns", named("ImportUpstream")),
      onAny("create_arns", named("CreateCached")),
    ].join(", ")})`,
    policy: 'jsonencode({ Version = "2012-10-17", Statement = local.statements })',
  };
}

/** A statement about the ARNs of a local; none for an empty list. */
function onAny(local: string, statement: PolicyStatement): string {
  return `[for arns in [local.${local}] : ${hclTemplate({ ...statement, Resource: "${arns}" })} if length(arns) > 0]`;
}

/** Preconditions of the role: rules that depend on the account or on several variables. */
export function ciRolePreconditions(): Precondition[] {
  const arn = "${jsonencode(var.oidc_provider_arn)}";
  return [
    condition(
      'startswith(var.oidc_provider_arn, "${local.iam_arn}:")',
      MESSAGES.otherAccount(arn, expression(CURRENT.account)),
    ),
    condition(
      `endswith(var.oidc_provider_arn, ":oidc-provider/${GITHUB_ISSUER}") == (var.github != null)`,
      MESSAGES.otherPlatform(arn),
    ),
    boundaryCondition(),
  ];
}

/** Preconditions of the policy: rules that depend on all repositories together. */
export function ciPolicyPreconditions(): Precondition[] {
  const size = "length(local.policy)";
  const message = SIZE_MESSAGES.policySize(
    "${length(local.repositories)}",
    expression(size),
    INLINE_POLICY_QUOTA,
    MESSAGES.smallerPolicy,
  );
  return [condition(`${size} <= ${INLINE_POLICY_QUOTA}`, message)];
}
