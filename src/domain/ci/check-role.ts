import { error, prefixed, type Problem } from "../problems/problem";
import { checkTags } from "../aws/tags";
import { checkPolicySize } from "./permissions";
import { checkGitlabUrl, checkSource } from "./trust-policy";
import { checkRole } from "../iam/check-role";
import { checkManages, distinctEntries } from "../operator/manages";
import { MESSAGES } from "./role-messages";
import { rolePermissions, type CiRoleSettings } from "./role-settings";

/** Every setting that AWS would refuse, or that would let in or reach more than it says, each at its own field. */
export function checkCiRole(settings: CiRoleSettings): Problem[] {
  const { platform, source, gitlabUrl, repositories, tags } = settings;
  return [
    ...checkRole(settings, "ci-role"),
    ...checkSource(platform, source),
    ...(gitlabUrl === undefined ? [] : checkGitlabUrl(gitlabUrl)),
    ...checkRepositories(repositories),
    ...prefixed(["tags"], checkTags(tags ?? {})),
    ...checkPolicySize(rolePermissions(settings), distinctEntries(repositories).length, MESSAGES.smallerPolicy),
  ];
}

/** The operator's repositories are listed in the same way. */
function checkRepositories(repositories: CiRoleSettings["repositories"]): Problem[] {
  if (repositories.length === 0) {
    return [error("ci-role/repositories-empty", ["repositories"], MESSAGES.noRepositories)];
  }
  return prefixed(["repositories"], checkManages(repositories, "ci-role/repositories"));
}
