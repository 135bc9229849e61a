import { negated, type Precondition, type Validation } from "../kit/validation";
import { TAG_LIMITS } from "../../src/domain/aws/tags";
import { ENCRYPTION_RULES, FORCE_DELETE_MESSAGE } from "../ecr-repository/preconditions";
import { NAME_RULES, SETTING_RULES, TAG_RULES } from "../ecr-repository/validations";
import { LIFECYCLE_MODULE_RULES } from "../ecr-repository/lifecycle-policy-validations";
import { REPOSITORY_POLICY_RULES } from "../ecr-repository/repository-policy-validations";

const FORCE_DELETE: Validation = {
  input: "force_delete",
  condition: (forceDelete) => `!${forceDelete} || repository.deletion_policy == "Delete"`,
  message: FORCE_DELETE_MESSAGE,
};

/**
 * Inputs whose messages do not name the repositories. Terraform works out a message for every value, needed or not, and these
 * have so many rules that it would take a tenth of the plan; policies are mostly shared, so that names would be many.
 */
const UNNAMED: readonly string[] = ["lifecycle_policy", "repository_policy"];

/** Each of the two maps is counted by its own rule. */
const ALL_TAGS: Validation = {
  input: "tags",
  condition: (tags) => `length(merge(var.tags, ${tags})) <= ${TAG_LIMITS.count}`,
  message: `At most ${TAG_LIMITS.count} tags are allowed, those of all repositories included; leave some out`,
};

/**
 * A rule of one repository for each of a map, whose message names those that break it. Those are looked for, and not `alltrue` asked,
 * which turns what it is given into a list first and takes twice the time.
 */
function forEachOf(map: string, { input, condition, message }: Validation): Validation {
  const holds = condition(input === "name" ? "name" : `repository.${input}`);
  const brokenIn = (repositories: string) => `[for name, repository in ${repositories} : name if ${negated(holds)}]`;
  return {
    input: "repositories",
    condition: (repositories) => `length(${brokenIn(repositories)}) == 0`,
    message: UNNAMED.includes(input) ? `In a ${input}: ${message}` : `In \${join(", ", ${brokenIn(map)})}: ${message}`,
  };
}

/** The rules of `ecr-repository` for each repository of the map `repositories`; messages name those that break one. */
export const REPOSITORIES_RULES: readonly Validation[] = [
  ...NAME_RULES,
  ...TAG_RULES,
  ALL_TAGS,
  ...SETTING_RULES,
  FORCE_DELETE,
  ...LIFECYCLE_MODULE_RULES,
  ...REPOSITORY_POLICY_RULES,
].map((rule) => forEachOf("var.repositories", rule));

/**
 * What depends on where the repositories are, as preconditions of an output, which are worked out once. Those of the repositories
 * would be for each of them, a tenth of a plan; and a data source that has conditions is read late whenever something changes that
 * they refer to.
 */
export const PLACE_CONDITIONS: readonly Precondition[] = ENCRYPTION_RULES.map((rule) => {
  const { condition, message } = forEachOf("local.repositories", rule);
  return { condition: `\${${condition("local.repositories")}}`, errorMessage: `${message}.` };
});
