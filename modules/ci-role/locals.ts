import { accessPolicy, INLINE_POLICY_QUOTA, pushPolicy } from "../../src/domain/ci/permissions";
import { MESSAGES as SOURCE_MESSAGES } from "../../src/domain/ci/source-messages";
import { BREADTH, type CiAccess } from "../../src/domain/ci/breadth";
import { GITHUB_ISSUER, GITHUB_ISSUERS, tokenIssuer } from "../../src/domain/ci/issuers";
import { contextsOf, projectsOf, type CiSource } from "../../src/domain/ci/source";
import { ciTrustStatement, WORKFLOW_CLAIM } from "../../src/domain/ci/trust-policy";
import { CI_DEFAULTS } from "../../src/domain/ci/workflow-settings";
import { TRUST_POLICY_QUOTA } from "../../src/domain/iam/role-limits";
import { hclTemplate } from "../kit/hcl-expression";
import { listOf, type PolicyStatement } from "../../src/domain/iam/policy";
import { CURRENT, textByPartition } from "../kit/data-sources";
import { hclList, matchesRegex, type Precondition } from "../kit/validation";
import { boundaryCondition, condition, expression } from "../kit/role-preconditions";
import { arnLocals, arnsOf, distinctEntriesOf, statementOf, statementOn } from "../kit/role-locals";
import { MESSAGES } from "../../src/domain/ci/role-messages";

/** The locals of the trust policy, as expressions by name. */
export function ciTrustLocals(): Record<string, string> {
  const { iam_arn } = arnLocals();
  return {
    iam_arn,
    issuer: 'element(split(":oidc-provider/", var.oidc_provider_arn), 1)',
    github_audience: textByPartition((region) => tokenIssuer("github", { account: "", region }, URLS).audience),
    audience: 'try(var.oidc.audience, var.gitlab == null ? local.github_audience : "https://${local.issuer}")',
    ...runLocals(),
    ...subjectLocals(),
    exact_subjects: '[for subject in local.subjects : subject if length(regexall("[*?]", subject)) == 0]',
    wildcard_subjects: '[for subject in local.subjects : subject if length(regexall("[*?]", subject)) > 0]',
    exact_trust: trust("StringEquals", "local.exact_subjects"),
    wildcard_trust: trust("StringLike", "local.wildcard_subjects"),
    workflow_conditions: `[for workflow in compact([try(var.github.workflow, "")]) : { test = length(regexall("[*?]", workflow)) == 0 ? "StringEquals" : "StringLike", value = { "\${local.issuer}:${WORKFLOW_CLAIM}" = workflow } }]`,
    trust_policy: `{ Version = "2012-10-17", Statement = [for statement in concat(local.exact_trust, local.wildcard_trust) : merge(statement, { Condition = merge(statement.Condition, { for condition in local.workflow_conditions : condition.test => merge(try(statement.Condition[condition.test], {}), condition.value) }) })] }`,
    broad_subjects: `[for subject in local.subjects : subject if !(${isNarrow("subject")})]`,
  };
}

const URLS = { gitlabUrl: "" };

/** The runs that the variables name. Either `github` or `gitlab` is null. */
function runLocals(): Record<string, string> {
  const named = "concat(local.named_branches, local.tags, local.environments, local.listed_subjects)";
  return {
    named_branches:
      'compact(concat([try(var.github.branch, var.gitlab.branch, "")], try(var.github.branches, var.gitlab.branches, [])))',
    tags: "try(var.github.tags, var.gitlab.tags, [])",
    environments: "try(var.github.environments, [])",
    pull_requests: '[for context in ["pull_request"] : context if try(var.github.pull_requests, false)]',
    listed_subjects: "try(var.oidc.subjects, var.github.subjects, var.gitlab.subjects, [])",
    branches: `concat(local.named_branches, [for branch in ["${CI_DEFAULTS.branch}"] : branch if length(concat(${named.slice("concat(".length, -1)}, local.pull_requests)) == 0])`,
  };
}

function subjectLocals(): Record<string, string> {
  const project = (source: CiSource): string => JSON.stringify(projectsOf("github", source)[0]);
  const plain = { path: "${local.names[0]}/${local.names[1]}" };
  const former = '[for project in compact([try(var.github.formerly, "")]) : "repo:${project}"]';
  const each = (platform: "github" | "gitlab", source: Partial<CiSource>, list: string): string => {
    const [context] = contextsOf(platform, { path: "", ...source });
    return `[for name in ${list} : ${JSON.stringify(context?.subject)}]`;
  };
  const github = [
    each("github", { branch: "${name}" }, "local.branches"),
    each("github", { tag: "${name}" }, "local.tags"),
    each("github", { environment: "${name}" }, "local.environments"),
    "local.pull_requests",
  ];
  const gitlab = [
    each("gitlab", { branch: "${name}${local.gitlab_claims}" }, "local.branches"),
    each("gitlab", { tag: "${name}${local.gitlab_claims}" }, "local.tags"),
  ];
  const [gitlabProject] = projectsOf("gitlab", { path: "${project}" });
  const claims = (source: Partial<CiSource>): string =>
    JSON.stringify(contextsOf("gitlab", { path: "", branch: "", ...source })[0]?.subject.replace(GITLAB_BRANCH, ""));
  return {
    names: 'try(split("/", var.github.repository), [])',
    ids: 'try(split("/", var.github.ids), [])',
    github_projects: `concat([for project in [try(${project({ ...plain, ids: "${local.ids[0]}/${local.ids[1]}" })}, ${project(plain)}, null)] : project if project != null], ${former})`,
    github_runs: `concat(${github.join(", ")})`,
    gitlab_claims: `join("", [for claim in [${claims({ protectedRefs: true })}] : claim if try(var.gitlab.protected_refs, false)], [for tier in compact([try(var.gitlab.deployment_tier, "")]) : ${claims({ deploymentTier: "${tier}" })}])`,
    gitlab_runs: `concat(${gitlab.join(", ")})`,
    subjects:
      "distinct(concat(" +
      'flatten([for project in local.github_projects : [for run in local.github_runs : "${project}:${run}"]]), ' +
      `flatten([for project in compact([try(var.gitlab.project, "")]) : [for run in local.gitlab_runs : "${gitlabProject ?? ""}:\${run}"]]), ` +
      "local.listed_subjects))",
  };
}

/** A subject's part for a branch on GitLab without a name. */
const GITLAB_BRANCH = "ref_type:branch:ref:";

/** A statement for some of the subjects; none for an empty list. */
function trust(test: "StringEquals" | "StringLike", subjects: string): string {
  const statement = ciTrustStatement("${var.oidc_provider_arn}", test, {
    issuer: { issuer: "${local.issuer}", audience: "${local.audience}" },
    // IAM returns a single subject as text, not as a list. `one` fails for several subjects, so `try` returns the list.
    subjects: [`\${try(one(${subjects}), ${subjects})}`],
  });
  return `[for issuer in [local.issuer] : ${hclTemplate(statement)} if length(${subjects}) > 0]`;
}

/** Whether a subject covers no more than the role's access allows, as an expression. */
function isNarrow(subject: string): string {
  const { known, project, run, other } = BREADTH;
  const ofProject = `${matchesRegex(project, subject)} && (var.access != "push" || ${matchesRegex(run, subject)})`;
  return `${matchesRegex(known, subject)} ? ${ofProject} : ${matchesRegex(other, subject)}`;
}

/** The locals of the permissions, as expressions by name. */
export function ciPermissionLocals(): Record<string, string> {
  const { repositories_arn } = arnLocals();
  const emptySettings = { location: { account: "", region: "" }, repositories: [""], scannedOnRequest: [] };
  const lists = { pullRepositories: [""], importRepositories: [""], createRepositories: [""], signingProfiles: [""] };
  const everything = pushPolicy({ ...emptySettings, ...lists, scannedOnRequest: [""], scanning: "enhanced" });
  const named = (sid: string): PolicyStatement => statementOf(everything, sid);
  const push = named("Push");
  const pushAlone = pushPolicy(emptySettings).Statement[1];
  const actionsOf = (statement: PolicyStatement | undefined): string[] => [...listOf(statement?.Action)];
  const reading = actionsOf(push).filter((action) => !actionsOf(pushAlone).includes(action));
  const actions = `concat(${hclList(actionsOf(pushAlone))}, var.scanning == "none" ? [] : ${hclList(reading)})`;
  const scans = `var.scanning == "basic" && length(var.scanned_on_request) > 0 && ${hasAccess("push", "scan")}`;
  const [readScans = push] = accessPolicy("scan", emptySettings).Statement.filter(({ Sid }) => Sid === "ReadScans");
  const [listImages = push, readUse = push] = accessPolicy("review", {
    ...emptySettings,
    scanning: "enhanced",
  }).Statement;
  const pulls = hasAccess("push", "pull");
  const cached = (list: string): string => `[for entry in var.${list} : entry if ${pulls}]`;
  const pulled = `concat([for entry in var.repositories : entry if var.access == "pull"], ${cached("pull_repositories")})`;
  return {
    repositories_arn,
    repositories: distinctEntriesOf("var.repositories"),
    repository_arns: arnsOf("local.repositories"),
    scanned: distinctEntriesOf("var.scanned_on_request"),
    scan_arns: arnsOf("local.scanned"),
    pulled,
    imported: cached("import_repositories"),
    created: cached("create_repositories"),
    pull_arns: arnsOf(distinctEntriesOf("local.pulled")),
    import_arns: arnsOf(distinctEntriesOf("local.imported")),
    create_arns: arnsOf(distinctEntriesOf("local.created")),
    signing_profile_arns: `distinct([for profile in var.signing_profiles : startswith(profile, "arn:") ? profile : "arn:\${${CURRENT.partition}}:signer:\${${CURRENT.region}}:\${${CURRENT.account}}:/signing-profiles/\${profile}"])`,
    push_actions: actions,
    statements: `concat(${[
      `[for access in [var.access] : ${hclTemplate(named("LogIn"))} if ${pulls}]`,
      `[for arns in [local.repository_arns] : ${hclTemplate({ ...push, Action: "${local.push_actions}", Resource: "${arns}" })} if var.access == "push"]`,
      `[for arns in [local.repository_arns] : ${hclTemplate({ ...readScans, Resource: "${arns}" })} if var.access == "scan"]`,
      `[for arns in [local.repository_arns] : ${hclTemplate({ ...listImages, Resource: "${arns}" })} if var.access == "review"]`,
      `[for scanning in [var.scanning] : ${hclTemplate(readUse)} if scanning == "enhanced" && var.access == "review"]`,
      `[for arns in [local.scan_arns] : ${hclTemplate({ ...named("StartScan"), Resource: "${arns}" })} if ${scans}]`,
      `[for scanning in [var.scanning] : ${hclTemplate(named("ReadInspector"))} if scanning == "enhanced" && ${hasAccess("push", "scan")}]`,
      statementOn("pull_arns", named("Pull")),
      statementOn("import_arns", named("ImportUpstream")),
      statementOn("create_arns", named("CreateCached")),
      statementOn("signing_profile_arns", named("Sign")),
    ].join(", ")})`,
    policy: 'jsonencode({ Version = "2012-10-17", Statement = local.statements })',
  };
}

/** Whether the role has one of these kinds of access, as an expression. */
function hasAccess(...kinds: readonly CiAccess[]): string {
  return `contains(${hclList(kinds)}, var.access)`;
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
      `var.oidc != null || ${matchesRegex(GITHUB_ISSUERS, "local.issuer")} == (var.github != null)`,
      MESSAGES.otherPlatform(arn),
    ),
    condition(
      'try(var.github.ids, null) == null || !endswith(local.issuer, "/_services/token")',
      SOURCE_MESSAGES.serverIds,
    ),
    condition(
      `try(var.github.workflow, null) == null || local.issuer == "${GITHUB_ISSUER}"`,
      SOURCE_MESSAGES.serverWorkflow,
    ),
    condition(
      "var.allow_broad != null || length(local.broad_subjects) == 0",
      MESSAGES.broadSubjects("${jsonencode(local.broad_subjects)}"),
    ),
    condition(
      `length(jsonencode(local.trust_policy)) <= ${TRUST_POLICY_QUOTA.characters}`,
      MESSAGES.trustSize("${length(jsonencode(local.trust_policy))} characters", TRUST_POLICY_QUOTA.characters),
    ),
    boundaryCondition(),
  ];
}

/** Preconditions of the policy: rules that depend on all repositories together. */
export function ciPolicyPreconditions(): Precondition[] {
  const size = "length(local.policy)";
  const message = MESSAGES.policySize(
    "${length(local.repositories)}",
    expression(size),
    INLINE_POLICY_QUOTA,
    MESSAGES.smallerPolicy,
  );
  return [
    condition(`${size} <= ${INLINE_POLICY_QUOTA}`, message),
    condition('var.access != "scan" || var.scanning != "none"', MESSAGES.scanNone),
    condition('var.access == "push" || length(var.signing_profiles) == 0', MESSAGES.signingAccess("${var.access}")),
  ];
}
