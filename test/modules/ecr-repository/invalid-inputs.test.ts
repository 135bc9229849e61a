import { errorsOf, type Problem } from "../../../src/domain/problems/problem";
import {
  checkSettings,
  checkLifecyclePolicyOnce,
  checkRepositoryPolicyOnce,
} from "../../../src/domain/repository/check";
import { MODULE_RULES } from "../../../modules/ecr-repository/tests";
import { checkRepositoryName } from "../../../src/domain/repository/name";
import { MODULE_ONLY_INVALID_INPUTS, INVALID_INPUTS } from "../../../modules/ecr-repository/invalid-inputs";
import { type InvalidInput } from "../../../modules/kit/invalid-input";
import { REPOSITORY_DEFAULTS, type DeletionPolicy, type EncryptionType } from "../../../src/domain/repository/settings";
import { checkPolicyLength } from "../../../src/domain/repository-policy/check";
import { repositoryPolicyDocument } from "../../../src/domain/repository-policy/document";
import { checkPrincipals, grantStatements } from "../../../src/domain/repository-policy/grants";
import { checkGrants } from "../../../src/domain/grants/check";
import { type RepositoryPolicy } from "../../../src/domain/repository-policy/schema";

/** The module's inputs as the construct has them. */
function settingsOf(inputs: InvalidInput["inputs"]) {
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

/** A policy is checked as it was written, and where nothing is wrong with that, with the grants. */
function checkPolicy({ repository_policy: text, pull_principals: pullPrincipals }: InvalidInput["inputs"]): Problem[] {
  if (typeof text !== "string") return [];
  const written = JSON.parse(text) as RepositoryPolicy;
  const problems = checkRepositoryPolicyOnce(written, { partition: "aws" });
  if (errorsOf(problems).length > 0) return problems;
  const grants = grantStatements({ pullPrincipals: pullPrincipals as readonly string[] | undefined }, "aws");
  return checkPolicyLength(repositoryPolicyDocument(written, grants) ?? {});
}

/** The module's grants as the construct has them; empty lists are those that it leaves out. */
function grantsOf(grants: unknown): unknown[] {
  const names: Readonly<Record<string, string>> = {
    organizational_unit: "organizationalUnit",
    source_arns: "sourceArn",
    source_accounts: "sourceAccount",
  };
  return ((grants ?? []) as Record<string, unknown>[]).map(({ vpc_endpoints: vpce, ip_ranges: ips, ...grant }) => ({
    ...Object.fromEntries(Object.entries(grant).map(([name, value]) => [names[name] ?? name, value])),
    ...(vpce === undefined && ips === undefined ? {} : { when: { vpce, ips } }),
  }));
}

function check({ inputs }: InvalidInput): Problem[] {
  return [
    ...checkRepositoryName((inputs["name"] ?? "team/api") as string),
    ...checkSettings(settingsOf(inputs), { account: "111122223333", region: "eu-west-1" }),
    ...["pull_principals", "push_principals"].flatMap((key) => checkPrincipals((inputs[key] ?? []) as string[])),
    ...(["pull", "push"] as const).flatMap((access) => checkGrants(grantsOf(inputs[`${access}_grants`]), { access })),
    ...("lifecycle_policy" in inputs ? checkLifecyclePolicyOnce(inputs["lifecycle_policy"]) : []),
    ...checkPolicy(inputs),
  ];
}

const MODULE_MESSAGES = MODULE_RULES.map(({ message }) => message.toLowerCase());

/** Settings of the construct by the module's inputs, where a problem's path begins with them. */
const SETTINGS: Readonly<Record<string, string>> = {
  tags: "tags",
  encryption_configuration: "encryptionConfiguration",
  force_delete: "forceDelete",
};

test.each(INVALID_INPUTS.map((input) => [input.title, input] as const))(
  "%s is rejected by the construct too",
  (_, input) => {
    const errors = errorsOf(check(input));
    expect(errors).not.toEqual([]);
    const settings = Object.keys(input.inputs).flatMap((key) => SETTINGS[key] ?? []);
    if (settings.length > 0) expect(settings).toContain(errors[0]?.at[0]);
  },
);

test.each(
  INVALID_INPUTS.filter(({ rejectedBy: refusedBy }) => refusedBy.startsWith("var.")).map((input) => [
    input.title,
    input,
  ]),
)("%s is rejected by a validation of the module", (_, input) => {
  expect(MODULE_MESSAGES).toContainEqual(expect.stringContaining(input.expectedMessage.toLowerCase()));
});

test("each rule of the module has an input that breaks it", () => {
  const refused = [...INVALID_INPUTS, ...MODULE_ONLY_INVALID_INPUTS];
  const untested = MODULE_RULES.filter(
    ({ input, message }) =>
      !refused.some(
        ({ rejectedBy: refusedBy, expectedMessage: words }) =>
          refusedBy === `var.${input}` && message.toLowerCase().includes(words.toLowerCase()),
      ),
  );
  expect(untested.map(({ input, message }) => `${input}: ${message}`)).toEqual([]);
});
