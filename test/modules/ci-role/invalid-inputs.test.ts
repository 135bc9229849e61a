import { checkCiRole } from "../../../src/domain/ci/check-role";
import { ciPolicyPreconditions, ciRolePreconditions } from "../../../modules/ci-role/locals";
import { CI_ROLE_RULES } from "../../../modules/ci-role/validations";
import { ACCEPTED_INPUTS, MODULE_ONLY_INVALID_INPUTS, INVALID_INPUTS } from "../../../modules/ci-role/invalid-inputs";
import { TEST_LOCATION } from "../../../modules/kit/invalid-input";
import { type CiRoleSettings } from "../../../src/domain/ci/role-settings";
import { type CiSource } from "../../../src/domain/ci/source";
import { CI_DEFAULTS } from "../../../src/domain/ci/workflow-settings";
import { type ModuleDocument } from "../../../modules/kit/module-definition";
import { ROLE_RULES } from "../../../modules/operator-role/validations";

interface Source {
  readonly repository?: string;
  readonly project?: string;
  readonly ids?: string;
  readonly formerly?: string;
  readonly branch?: string;
  readonly branches?: readonly string[];
  readonly tags?: readonly string[];
  readonly environments?: readonly string[];
  readonly workflow?: string;
  readonly deployment_tier?: string;
  readonly subjects?: readonly string[];
}

/** The module's inputs as the construct has them. */
function settingsOf(inputs: ModuleDocument): CiRoleSettings {
  const github = inputs["github"] as Source | null;
  const gitlab = inputs["gitlab"] as Source | undefined;
  const oidc = inputs["oidc"] as { readonly audience: string; readonly subjects: readonly string[] } | undefined;
  const issuer = (inputs["oidc_provider_arn"] as string).split(":oidc-provider/")[1] ?? "";
  return {
    location: TEST_LOCATION,
    roleName: inputs["name"] as string,
    platform: oidc === undefined ? (github === null ? "gitlab" : "github") : "oidc",
    ...(oidc === undefined ? {} : { tokens: { issuer, audience: oidc.audience } }),
    source: oidc === undefined ? sourceOf(github ?? gitlab ?? {}) : { path: issuer, subjects: oidc.subjects },
    ...(issuer.startsWith("github.") ? { githubUrl: `https://${issuer.split("/")[0] ?? ""}` } : {}),
    access: inputs["access"] as CiRoleSettings["access"],
    scanning: inputs["scanning"] as CiRoleSettings["scanning"],
    repositories: inputs["repositories"] as string[],
    pullRepositories: inputs["pull_repositories"] as string[] | undefined,
    signingProfiles: inputs["signing_profiles"] as string[] | undefined,
    permissionsBoundary: inputs["permissions_boundary"] as string | undefined,
  };
}

function sourceOf({ repository, project, branch, branches = [], tags, environments, ...source }: Source): CiSource {
  const named = [...(branch === undefined ? [] : [branch]), ...branches];
  return {
    path: repository ?? project ?? "",
    branch: named.length === 0 && tags === undefined && environments === undefined ? CI_DEFAULTS.branch : named,
    tag: tags,
    environment: environments,
    ids: source.ids,
    formerly: source.formerly,
    workflow: source.workflow,
    deploymentTier: source.deployment_tier,
    subjects: source.subjects,
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
