import { MESSAGES as SOURCE_MESSAGES } from "../../src/domain/ci/messages";
import { BRANCH, SOURCE_IDS, SOURCES, type NameGrammar } from "../../src/domain/ci/source-grammar";
import { isOneOf, matchesRegex, type Validation } from "../kit/validation";
import { entryRules, isNotEmpty, PROVIDER_ARN, ROLE_RULES } from "../operator-role/validations";
import { MESSAGES } from "../../src/domain/ci/role-messages";
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
const BRANCH_FIELD: Field = ["branch", (branch) => hasValidName(BRANCH, branch), SOURCE_MESSAGES.branch];
const { github, gitlab } = SOURCES;

/** AWS's rules for the module's variables. */
export const CI_ROLE_RULES: readonly Validation[] = [
  ...ROLE_RULES,
  {
    input: "oidc_provider_arn",
    condition: (arn) => matchesRegex(PROVIDER_ARN, arn),
    message: MESSAGES.providerArn("${jsonencode(var.oidc_provider_arn)}"),
  },
  {
    input: "github",
    condition: (source) => `(${source} == null) != (var.gitlab == null)`,
    message: MESSAGES.onePlatform,
  },
  ...fieldRules(
    "github",
    ["repository", (path) => hasValidName(github, path), (path) => SOURCE_MESSAGES.path(path, github.example)],
    ["ids", (ids) => matchesRegex(SOURCE_IDS, ids), SOURCE_MESSAGES.ids],
    BRANCH_FIELD,
  ),
  ...fieldRules(
    "gitlab",
    ["project", (path) => hasValidName(gitlab, path), (path) => SOURCE_MESSAGES.path(path, gitlab.example)],
    BRANCH_FIELD,
  ),
  { input: "repositories", condition: isNotEmpty, message: MESSAGES.noRepositories },
  ...entryRules("repositories"),
  ...entryRules("pull_repositories"),
  ...entryRules("import_repositories"),
  ...entryRules("create_repositories"),
  {
    input: "scanning",
    condition: (scanning) => isOneOf(CI_SCANNINGS, scanning),
    message: MESSAGES.scanning("${jsonencode(var.scanning)}"),
  },
  ...entryRules("scanned_on_request"),
];
