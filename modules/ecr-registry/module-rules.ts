import { type ModuleRule } from "../core/module-rule";
import { FORCE_DELETE_MESSAGE } from "../ecr-repository/module-conditions";
import { NAME_RULES, SETTING_RULES, TAG_RULES } from "../ecr-repository/module-rules";
import { LIFECYCLE_MODULE_RULES } from "../lifecycle-policy/module-rules";
import { REPOSITORY_POLICY_RULES } from "../repository-policy/module-rules";

const FORCE_DELETE: ModuleRule = {
  input: "force_delete",
  condition: (forceDelete) => `!${forceDelete} || repository.deletion_policy == "Delete"`,
  message: FORCE_DELETE_MESSAGE,
};

/**
 * Inputs whose messages do not name the repositories. Terraform works out a message for every value, needed or not, and these
 * have so many rules that it would take a tenth of the plan; policies are mostly shared, so that names would be many.
 */
const UNNAMED: readonly string[] = ["lifecycle_policy", "repository_policy"];

/** Repositories without such a policy are passed over: their rules would be as much work as those of policies. */
const withOne = (input: string): string => (UNNAMED.includes(input) ? ` if repository.${input} != null` : "");

/** The rules of `ecr-repository` for each repository of the map `repositories`; messages name those that break one. */
export const REPOSITORIES_RULES: readonly ModuleRule[] = [
  ...[
    ...NAME_RULES,
    ...TAG_RULES,
    ...SETTING_RULES,
    FORCE_DELETE,
    ...LIFECYCLE_MODULE_RULES,
    ...REPOSITORY_POLICY_RULES,
  ],
].map(({ input, condition, message }) => {
  const holds = condition(input === "name" ? "name" : `repository.${input}`);
  return {
    input: "repositories",
    condition: (repositories) => `alltrue([for name, repository in ${repositories} : ${holds}${withOne(input)}])`,
    message: UNNAMED.includes(input)
      ? `In a ${input}: ${message}`
      : `In \${join(", ", [for name, repository in var.repositories : name if !(${holds})])}: ${message}`,
  };
});
