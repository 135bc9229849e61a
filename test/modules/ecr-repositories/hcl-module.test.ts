import { moduleTrees } from "../../../src/cli/generate/module-trees";
import { OUTPUT_CONDITIONS, REPOSITORIES_RULES } from "../../../modules/ecr-repositories/validations";
import { NAME_RULES, SETTING_RULES, TAG_RULES } from "../../../modules/ecr-repository/validations";
import { LIFECYCLE_RULE_CHECKS } from "../../../modules/ecr-repository/lifecycle-policy-validations";

const tree = moduleTrees().get("ecr-repositories") ?? new Map<string, string>();
const file = (path: string): string => tree.get(path) ?? `no ${path}`;

test("no instance refers to the instances of another resource, so that planning time is linear", () => {
  const resources = file("main.tf").slice(file("main.tf").indexOf('\nresource "'));
  expect(resources).not.toMatch(/\baws_ecr_\w+\.\w+/);
  expect(resources).not.toContain("depends_on");
  for (const name of ["names", "deletable", "retained", "lifecycle_policies", "repository_policies"]) {
    expect(file("main.tf")).toMatch(new RegExp(`^  ${name} += tomap\\(`, "m"));
  }
});

test("each rule of a single repository is a rule of the map, whose message names the repositories", () => {
  const messages = REPOSITORIES_RULES.map(({ message }) => message);
  for (const { message } of [...NAME_RULES, ...SETTING_RULES]) {
    expect(messages.filter((text) => text.endsWith(`)])}: ${message}`))).toHaveLength(1);
  }
  expect(file("variables.tf").match(/validation \{/g)?.length).toBe(REPOSITORIES_RULES.length + TAG_RULES.length);
});

test("each rule of lifecycle policies is checked once for named policies and those of repositories, and its message names them", () => {
  const conditions = OUTPUT_CONDITIONS.map(({ errorMessage }) => errorMessage);
  for (const { name, message } of LIFECYCLE_RULE_CHECKS) {
    expect(conditions).toContain(`In \${join(", ", local.invalid.${name})}: ${message}.`);
  }
  expect(file("outputs.tf").match(/precondition \{/g)?.length).toBe(OUTPUT_CONDITIONS.length);
});

test("the README says how a repository is kept and why policies wait for all repositories", () => {
  expect(file("README.md")).toContain('module.registry.aws_ecr_repository.retained["team/api"]');
  expect(file("README.md")).toContain("## Many repositories");
});
