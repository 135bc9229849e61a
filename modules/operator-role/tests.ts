import { refusedRuns, run, testFile } from "../kit/terraform-test";
import { type ModuleDocument } from "../kit/module-definition";
import { ACCEPTED_INPUTS, MODULE_ONLY_INVALID_INPUTS, TEST_LOCATION, INVALID_INPUTS } from "./invalid-inputs";

const MOCKED: Readonly<Record<string, ModuleDocument>> = {
  aws: {
    mock_data: {
      aws_caller_identity: { defaults: { account_id: TEST_LOCATION.account } },
      aws_service: { defaults: { partition: "aws", region: TEST_LOCATION.region } },
    },
  },
};

const REPOSITORIES = `arn:aws:ecr:${TEST_LOCATION.region}:${TEST_LOCATION.account}:repository`;
const statements = (resource: string, attribute: string): string =>
  `jsondecode(${resource}.this[0].${attribute}).Statement`;
const trusted = statements("aws_iam_role", "assume_role_policy");
const permitted = statements("aws_iam_policy", "policy");

/** The test files of the module, which run without AWS. */
export function moduleTests(): Readonly<Record<string, ModuleDocument>> {
  const runs = {
    the_least_is_enough: run(ACCEPTED_INPUTS, [
      [
        `\${${trusted}[0].Condition.StringEquals["oidc.eks.eu-west-1.amazonaws.com/id/PROD:sub"] == "system:serviceaccount:infra-operator:infra-operator"}`,
        "The operator's ServiceAccount is trusted, exactly.",
      ],
      [`\${[for statement in ${permitted} : statement.Effect] == ["Allow", "Deny"]}`, "What is not its own is denied."],
      [`\${${permitted}[1].NotResource == ["${REPOSITORIES}/sandbox/*"]}`, "A prefix is what is below it."],
      [`\${!contains(${permitted}[0].Action, "ecr:DeleteRepository")}`, "Deletion is not allowed by default."],
      ['${aws_iam_policy.this[0].name == "infra-operator-ecr-role-1"}', "The policy has the role's name."],
    ]),
    nothing_is_created: run({ ...ACCEPTED_INPUTS, create: false }, [
      [
        "${length(aws_iam_role.this) + length(aws_iam_policy.this) + length(aws_iam_role_policy_attachment.this) == 0}",
        "With create = false there is no resource.",
      ],
      ["${output.role_arn == null}", "With create = false outputs are null."],
      ["${length(output.service_account_annotations) == 0}", "With create = false there is no annotation."],
    ]),
    many_repositories_are_spread_over_policies: run(
      { ...ACCEPTED_INPUTS, manages: Array.from({ length: 60 }, (_, index) => `team-${index}/`) },
      [
        ["${length(aws_iam_role_policy_attachment.this) == 2}", "Each policy is attached."],
        ['${aws_iam_policy.this[1].name == "infra-operator-ecr-role-2"}', "Policies are numbered."],
        [
          "${alltrue([for policy in aws_iam_policy.this : length(policy.policy) <= 6144])}",
          "None is longer than AWS takes.",
        ],
        [`\${length(${permitted}[0].Resource) == 60}`, "All repositories are allowed."],
        [
          "${length(jsondecode(aws_iam_policy.this[1].policy).Statement[0].NotResource) == 60}",
          "What is denied is in one piece.",
        ],
      ],
    ),
    wildcards_have_statements_of_their_own: run(
      {
        ...ACCEPTED_INPUTS,
        service_accounts: [...ACCEPTED_INPUTS.service_accounts, { namespace: "preview-*", name: "infra-operator" }],
      },
      [
        [
          `\${[for statement in ${trusted} : statement.Sid] == ["Production", "ProductionLike"]}`,
          "Conditions of one statement would all have to hold.",
        ],
        [
          `\${${trusted}[1].Condition.StringEquals["oidc.eks.eu-west-1.amazonaws.com/id/PROD:aud"] == "sts.amazonaws.com"}`,
          "The audience is compared exactly.",
        ],
      ],
    ),
    what_another_entry_covers_is_dropped: run({ ...ACCEPTED_INPUTS, manages: ["a/", "a/b/", "a/", "playground"] }, [
      [
        `\${${permitted}[0].Resource == ["${REPOSITORIES}/a/*", "${REPOSITORIES}/playground"]}`,
        "Each repository is named once.",
      ],
    ]),
    deletion_and_keys_are_allowed_on_request: run(
      {
        ...ACCEPTED_INPUTS,
        allow_delete: true,
        kms_key_arns: [
          `arn:aws:kms:${TEST_LOCATION.region}:${TEST_LOCATION.account}:key/11111111-2222-3333-4444-555555555555`,
        ],
      },
      [
        [`\${contains(${permitted}[0].Action, "ecr:DeleteRepository")}`, "Deletion is allowed."],
        [`\${${permitted}[1].Sid == "EncryptOwnRepositories"}`, "So are the keys."],
      ],
    ),
  };
  const refused = refusedRuns(ACCEPTED_INPUTS, [...INVALID_INPUTS, ...MODULE_ONLY_INVALID_INPUTS]);
  return { role: testFile(runs, MOCKED), refused: testFile(refused, MOCKED) };
}
