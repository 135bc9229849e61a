import { formatPath, type Problem } from "../../../modules/core/problem";
import { checkSettings } from "../../../modules/ecr-repository/check";
import { checkLifecyclePolicyOnce, checkRepositoryPolicyOnce } from "../../../modules/ecr-repository/check-policies";
import { LIFECYCLE_MODULE_RULES } from "../../../modules/lifecycle-policy/module-rules";
import {
  NAME_RULES,
  REPOSITORY_POLICY_RULES,
  SETTING_RULES,
  TAG_RULES,
} from "../../../modules/ecr-repository/module-rules";
import { checkRepositoryName } from "../../../modules/ecr-repository/name";
import { REFUSED_INPUTS, type RefusedInput } from "../../../modules/ecr-repository/refused-inputs";
import {
  REPOSITORY_DEFAULTS,
  type DeletionPolicy,
  type EncryptionType,
} from "../../../modules/ecr-repository/settings";
import { checkPrincipals } from "../../../modules/repository-policy/grants";

/** The module's inputs as the construct has them. */
function settingsOf(inputs: RefusedInput["inputs"]) {
  const encryption = inputs["encryption_configuration"] as { encryption_type: EncryptionType; kms_key?: string };
  return {
    ...REPOSITORY_DEFAULTS,
    tags: (inputs["tags"] ?? {}) as Record<string, string>,
    forceDelete: inputs["force_delete"] === true,
    deletionPolicy: (inputs["deletion_policy"] ?? "Delete") as DeletionPolicy,
    ...("encryption_configuration" in inputs
      ? { encryptionConfiguration: { encryptionType: encryption.encryption_type, kmsKey: encryption.kms_key } }
      : {}),
  };
}

function check({ inputs }: RefusedInput): Problem[] {
  const policy = inputs["repository_policy"] as string | undefined;
  return [
    ...checkRepositoryName((inputs["name"] ?? "team/api") as string),
    ...checkSettings(settingsOf(inputs), { account: "111122223333", region: "eu-west-1" }),
    ...["pull_principals", "push_principals"].flatMap((key) => checkPrincipals((inputs[key] ?? []) as string[])),
    ...("lifecycle_policy" in inputs ? checkLifecyclePolicyOnce(inputs["lifecycle_policy"]) : []),
    ...(policy === undefined ? [] : checkRepositoryPolicyOnce(JSON.parse(policy) as object)),
  ];
}

const MODULE_MESSAGES = [
  ...[...NAME_RULES, ...TAG_RULES, ...SETTING_RULES, ...REPOSITORY_POLICY_RULES, ...LIFECYCLE_MODULE_RULES],
].map(({ message }) => message.toLowerCase());

test.each(REFUSED_INPUTS.map((input) => [input.wrong, input] as const))(
  "%s is refused by the construct in the module's words",
  (_, input) => {
    const messages = check(input)
      .filter(({ severity }) => severity === "error")
      .map(({ at, message }) => `${formatPath(at)}: ${message}`.toLowerCase());
    expect(messages).toContainEqual(expect.stringContaining(input.words.toLowerCase()));
  },
);

test.each(REFUSED_INPUTS.filter(({ refusedBy }) => refusedBy.startsWith("var.")).map((input) => [input.wrong, input]))(
  "%s is refused by the module in the same words",
  (_, input) => {
    expect(MODULE_MESSAGES).toContainEqual(expect.stringContaining(input.words.toLowerCase()));
  },
);
