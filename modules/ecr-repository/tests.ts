import { refusedRuns, run, testFile } from "../kit/terraform-test";
import { hclList } from "../kit/validation";
import { PULL_ACTIONS, PUSH_ACTIONS } from "../../src/domain/repository-policy/actions";
import { type ModuleDocument } from "../kit/module-definition";
import { LIFECYCLE_VALIDATIONS } from "./lifecycle-policy-validations";
import { GRANT_VALIDATIONS } from "./grant-validations";
import { REPOSITORY_POLICY_VALIDATIONS } from "./repository-policy-validations";
import { NAME_RULES, SETTING_RULES, TAG_RULES } from "./validations";
import { MODULE_ONLY_INVALID_INPUTS, INVALID_INPUTS } from "./invalid-inputs";
import { type InvalidInput } from "../kit/invalid-input";

/** The validation rules of all of the module's variables. */
export const MODULE_RULES = [
  ...[...NAME_RULES, ...TAG_RULES, ...SETTING_RULES, ...REPOSITORY_POLICY_VALIDATIONS, ...GRANT_VALIDATIONS],
  ...LIFECYCLE_VALIDATIONS,
];

const rule = (rulePriority: number, tagStatus: string) => ({
  rulePriority,
  selection: { tagStatus, countType: "imageCountMoreThan", countNumber: 10 },
  action: { type: "expire" },
});

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/12345678-1234-1234-1234-123456789012";

const ALL_COUNT_TYPES = [
  {
    rulePriority: 1,
    selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
    action: { type: "expire" },
  },
  {
    rulePriority: 2,
    selection: {
      tagStatus: "tagged",
      tagPatternList: ["v*.*.*"],
      storageClass: "standard",
      countType: "imageCountMoreThan",
      countNumber: 10,
    },
    action: { type: "expire" },
  },
  {
    rulePriority: 3,
    selection: { tagStatus: "any", countType: "sinceImagePulled", countUnit: "days", countNumber: 90 },
    action: { type: "transition", targetStorageClass: "archive" },
  },
  {
    rulePriority: 4,
    selection: {
      tagStatus: "any",
      storageClass: "archive",
      countType: "sinceImageTransitioned",
      countUnit: "days",
      countNumber: 90,
    },
    action: { type: "expire" },
  },
];

/** The module's test files. They run without AWS. */
export function moduleTests(): Readonly<Record<string, ModuleDocument>> {
  return {
    repository: testFile({
      a_name_is_enough: run(
        { name: "team/api" },
        {
          "Tags must be immutable by default.": 'aws_ecr_repository.this[0].image_tag_mutability == "IMMUTABLE"',
          "There must be only one repository.": "length(aws_ecr_repository.retained) == 0",
          "There must be no lifecycle policy by default.": "length(aws_ecr_lifecycle_policy.this) == 0",
          "There must be no repository policy by default.": "length(aws_ecr_repository_policy.this) == 0",
          "The output must be the repository's name.": 'output.repository_name == "team/api"',
        },
      ),
      tags_accept_letters_of_any_script: run(
        { name: "team/api", tags: { Größe: "日本 1", "a.b:c/d=e+f-g@h_i": "" } },
        {
          "Letters of all scripts must be accepted.": 'aws_ecr_repository.this[0].tags["Größe"] == "日本 1"',
        },
      ),
      nothing_is_created: run(
        {
          name: "team/api",
          create: false,
          lifecycle_policy: { rules: [rule(1, "any")] },
          pull_principals: ["111122223333"],
        },
        {
          "create = false must not create a repository.":
            "length(aws_ecr_repository.this) + length(aws_ecr_repository.retained) == 0",
          "create = false must not create policies.":
            "length(aws_ecr_lifecycle_policy.this) + length(aws_ecr_repository_policy.this) == 0",
          "create = false must set outputs to null.": "output.repository_arn == null",
        },
      ),
      kms_with_ecrs_own_key: run(
        { name: "team/api", encryption_configuration: { encryption_type: "KMS" } },
        {
          "KMS must be accepted.": 'aws_ecr_repository.this[0].encryption_configuration[0].encryption_type == "KMS"',
        },
      ),
      kms_with_a_key: run(
        { name: "team/api", encryption_configuration: { encryption_type: "KMS", kms_key: KEY } },
        {
          "A key in the repository's region must be accepted.": `aws_ecr_repository.this[0].encryption_configuration[0].kms_key == "${KEY}"`,
        },
      ),
      all_count_types: run(
        { name: "team/api", lifecycle_policy: { rules: ALL_COUNT_TYPES } },
        {
          "Rules with each countType must be accepted.": `jsondecode(aws_ecr_lifecycle_policy.this[0].policy).rules[*].selection.countType == ${hclList(ALL_COUNT_TYPES.map(({ selection }) => selection.countType))}`,
          "A transition must keep its storage class.":
            'jsondecode(aws_ecr_lifecycle_policy.this[0].policy).rules[2].action == { type = "transition", targetStorageClass = "archive" }',
        },
      ),
      retained_repository_is_a_separate_resource: run(
        { name: "team/api", deletion_policy: "Retain" },
        {
          "Only the retained resource must exist.":
            "length(aws_ecr_repository.this) == 0 && length(aws_ecr_repository.retained) == 1",
        },
      ),
      rules_are_sent_by_priority_and_without_nulls: run(
        { name: "team/api", lifecycle_policy: { rules: [rule(10, "any"), rule(9, "untagged")] } },
        {
          "Rules must be sorted by priority.":
            "jsondecode(aws_ecr_lifecycle_policy.this[0].policy).rules[*].rulePriority == [9, 10]",
          "The policy must not contain null, which AWS rejects.":
            '!strcontains(aws_ecr_lifecycle_policy.this[0].policy, "null")',
        },
      ),
      grants_become_statements: run(
        {
          name: "team/api",
          pull_principals: ["444455556666"],
          pull_grants: [
            { organization: "o-zzzzzzzzzz" },
            { organization: "o-a1b2c3d4e5" },
            { service: "lambda", source_accounts: ["444455556666", "555566667777"] },
          ],
        },
        {
          "Grants of one kind must share a statement.":
            '[for statement in jsondecode(aws_ecr_repository_policy.this[0].policy).Statement : statement.Sid] == ["AllowLambdaAccountsPull", "AllowLambdaPull", "AllowOrganizationPull", "AllowPull"]',
          "An account that may pull anyway must have no statement for its functions.":
            'jsondecode(aws_ecr_repository_policy.this[0].policy).Statement[0].Principal.AWS == ["arn:aws:iam::555566667777:root"]',
          "Organizations must share a condition.":
            'jsondecode(aws_ecr_repository_policy.this[0].policy).Statement[2].Condition.StringEquals["aws:PrincipalOrgID"] == ["o-a1b2c3d4e5", "o-zzzzzzzzzz"]',
        },
      ),
      push_principals_may_push_and_pull: run(
        { name: "team/api", push_principals: ["arn:aws:iam::111122223333:role/build"] },
        {
          "There must be no other statement.":
            "length(jsondecode(aws_ecr_repository_policy.this[0].policy).Statement) == 1",
          "An ARN must stay as it is.":
            'jsondecode(aws_ecr_repository_policy.this[0].policy).Statement[0].Principal.AWS == ["arn:aws:iam::111122223333:role/build"]',
          "All actions of docker push and docker pull must be allowed.": `length(setsubtract(${hclList([...PUSH_ACTIONS, ...PULL_ACTIONS])}, jsondecode(aws_ecr_repository_policy.this[0].policy).Statement[0].Action)) == 0`,
        },
      ),
      principals_become_statements: run(
        {
          name: "team/api",
          pull_principals: ["111122223333"],
          repository_policy:
            '{"Version":"2012-10-17","Statement":{"Sid":"Ours","Effect":"Deny","Principal":"*","Action":"ecr:PutImage"}}',
        },
        {
          "Written statements must come first.":
            '[for statement in jsondecode(aws_ecr_repository_policy.this[0].policy).Statement : statement.Sid] == ["Ours", "AllowPull"]',
          "An account ID must become an ARN.":
            'jsondecode(aws_ecr_repository_policy.this[0].policy).Statement[1].Principal.AWS == ["arn:aws:iam::111122223333:root"]',
        },
      ),
    }),
    refused: testFile(
      refusedRuns({ name: "team/api" }, oneForEachRule([...INVALID_INPUTS, ...MODULE_ONLY_INVALID_INPUTS])),
    ),
  };
}

/** Keeps one input for each rule, because a run takes Terraform most of a second. */
function oneForEachRule(refused: readonly InvalidInput[]): InvalidInput[] {
  const first = new Map<string, InvalidInput>();
  for (const it of refused) {
    const says = it.expectedMessage.toLowerCase();
    const broken = MODULE_RULES.find(
      ({ input, message }) => `var.${input}` === it.rejectedBy && message.toLowerCase().includes(says),
    );
    const rule = `${it.rejectedBy} ${broken?.message ?? it.expectedMessage}`;
    if (!first.has(rule)) first.set(rule, it);
  }
  return [...first.values()];
}
