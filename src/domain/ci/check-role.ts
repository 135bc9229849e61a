import { error, prefixed, type Problem } from "../problems/problem";
import { checkTags } from "../aws/tags";
import { checkPolicySize } from "./permissions";
import { checkGitlabUrl, checkSource } from "./trust-policy";
import { checkRole } from "../iam/check-role";
import { checkManages, distinctEntries } from "../operator/manages";
import { MESSAGES } from "./role-messages";
import { rolePermissions, type CiRoleSettings } from "./role-settings";

/** Checks every setting that AWS would reject or that would grant too much. Each problem is at its own field. */
export function checkCiRole(settings: CiRoleSettings): Problem[] {
  const { platform, source, gitlabUrl, repositories, tags } = settings;
  return [
    ...checkRole(settings, "ci-role"),
    ...checkSource(platform, source),
    ...(gitlabUrl === undefined ? [] : checkGitlabUrl(gitlabUrl)),
    ...checkRepositories(repositories),
    ...checkPulled(settings.pullRepositories ?? []),
    ...prefixed(["tags"], checkTags(tags ?? {})),
    ...checkPolicySize(rolePermissions(settings), distinctEntries(repositories).length, MESSAGES.smallerPolicy),
  ];
}

function checkPulled(repositories: readonly string[]): Problem[] {
  return repositories.length === 0
    ? []
    : prefixed(["pullRepositories"], checkManages(repositories, "ci-role/pull-repositories"));
}

/** The list has the syntax of the operator's `manages`. */
function checkRepositories(repositories: CiRoleSettings["repositories"]): Problem[] {
  if (repositories.length === 0) {
    return [error("ci-role/repositories-empty", ["repositories"], MESSAGES.noRepositories)];
  }
  return prefixed(["repositories"], checkManages(repositories, "ci-role/repositories"));
}
