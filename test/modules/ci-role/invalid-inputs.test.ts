import { checkCiRole } from "../../../src/domain/ci/check-role";
import { ciPolicyPreconditions, ciRolePreconditions } from "../../../modules/ci-role/locals";
import { CI_ROLE_RULES } from "../../../modules/ci-role/validations";
import {
  ACCEPTED_INPUTS,
  MODULE_ONLY_INVALID_INPUTS,
  TEST_LOCATION,
  INVALID_INPUTS,
} from "../../../modules/ci-role/invalid-inputs";
import { type CiRoleSettings } from "../../../src/domain/ci/role-settings";
import { CI_DEFAULTS } from "../../../src/domain/ci/workflow-settings";
import { type ModuleDocument } from "../../../modules/kit/module-definition";
import { ROLE_RULES } from "../../../modules/operator-role/validations";

interface Source {
  readonly repository?: string;
  readonly project?: string;
  readonly ids?: string;
  readonly branch?: string;
}

/** The module's inputs as the construct has them. */
function settingsOf(inputs: ModuleDocument): CiRoleSettings {
  const github = inputs["github"] as Source | null;
  const { repository, project, ids, branch = CI_DEFAULTS.branch } = github ?? (inputs["gitlab"] as unknown as Source);
  return {
    location: TEST_LOCATION,
    roleName: inputs["name"] as string,
    platform: github === null ? "gitlab" : "github",
    source: { path: repository ?? project ?? "", branch, ...(ids === undefined ? {} : { ids }) },
    repositories: inputs["repositories"] as string[],
    pullRepositories: inputs["pull_repositories"] as string[] | undefined,
    permissionsBoundary: inputs["permissions_boundary"] as string | undefined,
  };
}

/** Lists with the rules of `repositories`. */
const MORE_LISTS = ["scanned_on_request", "pull_repositories", "import_repositories", "create_repositories"];

const messagesOf = (inputs: ModuleDocument): string[] =>
  checkCiRole(settingsOf({ ...ACCEPTED_INPUTS, ...inputs })).map(({ message }) => message);

test("the construct accepts the inputs that the module's tests vary", () => {
  expect(messagesOf({})).toEqual([]);
});

test.each(INVALID_INPUTS.map(({ title: wrong, inputs, expectedMessage: words }) => [wrong, inputs, words] as const))(
  "%s: the construct reports the module's message",
  (_, inputs, words) => {
    expect(messagesOf(inputs)).toContainEqual(expect.stringContaining(words));
  },
);

test("every validation and precondition of the module rejects an input", () => {
  const refused = [...INVALID_INPUTS, ...MODULE_ONLY_INVALID_INPUTS];
  // What every role has is operator-role's to try; lists of repositories are all alike.
  const own = CI_ROLE_RULES.filter((rule) => !ROLE_RULES.includes(rule) && !MORE_LISTS.includes(rule.input));
  const said = [
    ...own.map(({ input, message }) => ({ by: `var.${input}`, message })),
    ...ciRolePreconditions().map(({ errorMessage: message }) => ({ by: "aws_iam_role.this", message })),
    ...ciPolicyPreconditions().map(({ errorMessage: message }) => ({ by: "aws_iam_role_policy.this", message })),
  ];
  const filled = (text: string): string =>
    text
      .replaceAll("${data.aws_caller_identity.current.account_id}", TEST_LOCATION.account)
      .replaceAll("${data.aws_service.ecr.partition}", "aws")
      // Checks write in lower case, modules with a capital.
      .toLowerCase();
  const untried = said.filter(
    ({ by, message }) =>
      !refused.some(
        ({ rejectedBy: refusedBy, expectedMessage: words }) =>
          refusedBy === by && filled(message).includes(words.toLowerCase()),
      ),
  );
  expect(untried).toEqual([]);
});
