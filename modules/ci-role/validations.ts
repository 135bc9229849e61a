import { MESSAGES as SOURCE_MESSAGES } from "../../src/domain/ci/source-messages";
import { AUDIENCE } from "../../src/domain/ci/check-role";
import { CI_ACCESS } from "../../src/domain/ci/breadth";
import {
  BRANCH,
  ENVIRONMENT,
  FORMER_PROJECT,
  SOURCE_IDS,
  SOURCES,
  SUBJECT,
  TIERS,
  WORKFLOW,
  type NameGrammar,
} from "../../src/domain/ci/source-grammar";
import { eachOf, isOneOf, matchesRegex, rule, type Validation } from "../kit/validation";
import { entryRules, isNotEmpty, PROVIDER_ARN, ROLE_RULES } from "../operator-role/validations";
import { MESSAGES } from "../../src/domain/ci/role-messages";
import { SIGNING_PROFILE } from "../../src/domain/ci/signing";
import { CI_SCANNINGS } from "../../src/domain/ci/role-settings";

type Field = readonly [field: string, condition: (value: string) => string, message: (found: string) => string];

/** Rules for fields of an object. Both the object and the fields may be null. */
function fieldRules(input: string, ...fields: readonly Field[]): Validation[] {
  return fields.map(([field, condition, message]) => ({
    input,
    condition: (object) => `try(${object}.${field}, null) == null ? true : ${condition(`${object}.${field}`)}`,
    message: message(`\${jsonencode(try(var.${input}.${field}, null))}`),
  }));
}

const hasValidName = ({ pattern, never }: NameGrammar, value: string): string =>
  `${matchesRegex(pattern, value)} && !${matchesRegex(never, value)}`;

/** Whether a value is a name or a pattern of names with `*`. */
const isPattern = (grammar: NameGrammar, value: string): string => hasValidName(grammar, `replace(${value}, "*", "x")`);

const BRANCH_FIELD: Field = ["branch", (branch) => isPattern(BRANCH, branch), SOURCE_MESSAGES.branch];
const BRANCHES: Field = ["branches", (branch) => isPattern(BRANCH, branch), SOURCE_MESSAGES.branch];
const TAGS: Field = ["tags", (tag) => isPattern(BRANCH, tag), SOURCE_MESSAGES.tag];
const SUBJECTS: Field = ["subjects", (subject) => matchesRegex(SUBJECT, subject), SOURCE_MESSAGES.subject];
const { github, gitlab } = SOURCES;

/** Rules for the entries of an object's lists. */
function listRules(input: string, ...lists: readonly Field[]): Validation[] {
  return lists.map(([field, condition, message]) => ({
    input,
    condition: (object) => `alltrue([for entry in try(${object}.${field}, []) : ${condition("entry")}])`,
    message: message(
      `\${join(", ", [for entry in try(var.${input}.${field}, []) : jsonencode(entry) if !(${condition("entry")})])}`,
    ),
  }));
}

/** AWS's rules for the module's variables. */
export const CI_ROLE_RULES: readonly Validation[] = [
  ...ROLE_RULES,
  rule(
    "oidc_provider_arn",
    (arn) => matchesRegex(PROVIDER_ARN, arn),
    MESSAGES.providerArn("${jsonencode(var.oidc_provider_arn)}"),
  ),
  rule(
    "github",
    (source) => `length([for source in [${source}, var.gitlab, var.oidc] : true if source != null]) == 1`,
    MESSAGES.onePlatform,
  ),
  ...fieldRules(
    "github",
    ["repository", (path) => isPattern(github, path), (path) => SOURCE_MESSAGES.path(path, github.example)],
    ["ids", (ids) => matchesRegex(SOURCE_IDS, ids), SOURCE_MESSAGES.ids],
    ["formerly", (project) => matchesRegex(FORMER_PROJECT, project), SOURCE_MESSAGES.formerly],
    ["workflow", (workflow) => matchesRegex(WORKFLOW, workflow), SOURCE_MESSAGES.workflow],
    BRANCH_FIELD,
  ),
  ...listRules(
    "github",
    BRANCHES,
    TAGS,
    ["environments", (name) => isPattern(ENVIRONMENT, name), SOURCE_MESSAGES.environment],
    SUBJECTS,
  ),
  ...fieldRules(
    "gitlab",
    ["project", (path) => isPattern(gitlab, path), (path) => SOURCE_MESSAGES.path(path, gitlab.example)],
    ["deployment_tier", (tier) => isOneOf(TIERS, tier), SOURCE_MESSAGES.tier],
    BRANCH_FIELD,
  ),
  ...listRules("gitlab", BRANCHES, TAGS, SUBJECTS),
  ...fieldRules("oidc", ["audience", (audience) => matchesRegex(AUDIENCE, audience), MESSAGES.audience]),
  ...listRules("oidc", SUBJECTS),
  rule("oidc", (oidc) => `try(length(${oidc}.subjects), 1) > 0`, SOURCE_MESSAGES.noRuns),
  rule("access", (access) => isOneOf(CI_ACCESS, access), MESSAGES.access("${jsonencode(var.access)}")),
  { input: "repositories", condition: isNotEmpty, message: MESSAGES.noRepositories },
  ...entryRules("repositories"),
  ...entryRules("pull_repositories"),
  ...entryRules("import_repositories"),
  ...entryRules("create_repositories"),
  eachOf("signing_profiles", (profile) => matchesRegex(SIGNING_PROFILE, profile), MESSAGES.signingProfile),
  rule("scanning", (scanning) => isOneOf(CI_SCANNINGS, scanning), MESSAGES.scanning("${jsonencode(var.scanning)}")),
  ...entryRules("scanned_on_request"),
];
