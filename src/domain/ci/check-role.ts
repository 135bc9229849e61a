import { error, mismatches, prefixed, quoteValue, warning, type Problem } from "../problems/problem";
import { checkTags } from "../aws/tags";
import { checkPolicySize } from "./permissions";
import { checkIssuerUrl, checkSource } from "./check-source";
import { oidcProviderArn } from "./issuers";
import { checkRole } from "../iam/check-role";
import { checkManages, distinctEntries } from "../operator/manages";
import { MESSAGES } from "./role-messages";
import { TRUST_POLICY_QUOTA } from "../iam/role-limits";
import { policySize } from "../iam/policy";
import { SIGNING_PROFILE } from "./signing";
import { CI_ROLE_DEFAULTS, roleIssuer, rolePermissions, roleTrust, type CiRoleSettings } from "./role-settings";

/** A client ID of an OIDC provider, compared exactly; `$` would begin a policy variable. */
export const AUDIENCE = /^[!#%-)+->@-[\]-~]{1,255}$/;

/** Checks every setting that AWS would reject or that would grant too much. Each problem is at its own field. */
export function checkCiRole(settings: CiRoleSettings): Problem[] {
  const { gitlabUrl, githubUrl, repositories, tags } = settings;
  return [
    ...checkRole(settings, "ci-role"),
    ...checkTrust(settings),
    ...checkIssuerUrl("gitlabUrl", gitlabUrl),
    ...checkIssuerUrl("githubUrl", githubUrl),
    ...checkRepositories(repositories),
    ...checkPulled(settings.pullRepositories ?? []),
    ...checkScanning(settings),
    ...checkSigning(settings),
    ...prefixed(["tags"], checkTags(tags ?? {})),
    ...checkPolicySize(rolePermissions(settings), distinctEntries(repositories).length, MESSAGES.smallerPolicy),
  ];
}

function checkTrust(settings: CiRoleSettings): Problem[] {
  const { platform, source, tokens, allowBroad, githubUrl, access = CI_ROLE_DEFAULTS.access, location } = settings;
  if (platform === "oidc" && tokens === undefined) {
    return [error("ci-role/tokens", ["tokens"], "expected the issuer and the audience of the tokens, found none")];
  }
  const problems = checkSource(platform, source, { access, allowBroad, githubUrl });
  if (allowBroad !== undefined && checkSource(platform, source, { access, githubUrl }).length === 0) {
    problems.push(warning("ci-role/allow-broad-unused", ["allowBroad"], MESSAGES.unusedReason));
  }
  if (tokens !== undefined) {
    problems.push(...checkIssuerUrl("issuer", `https://${tokens.issuer}`));
    if (!AUDIENCE.test(tokens.audience)) {
      problems.push(error("ci-role/audience", ["audience"], MESSAGES.audience(quoteValue(tokens.audience))));
    }
  }
  const trust = roleTrust(settings, oidcProviderArn(location, roleIssuer(settings).issuer));
  const size = policySize(trust);
  const { characters } = TRUST_POLICY_QUOTA;
  if (size <= characters) return problems;
  return [...problems, error("ci/trust-size", ["source"], MESSAGES.trustSize(`${size} characters`, characters))];
}

function checkScanning({ access, scanning }: CiRoleSettings): Problem[] {
  return access === "scan" && scanning === "none" ? [error("ci-role/scan-none", ["scanning"], MESSAGES.scanNone)] : [];
}

function checkSigning({ access = CI_ROLE_DEFAULTS.access, signingProfiles = [] }: CiRoleSettings): Problem[] {
  return prefixed(
    ["signingProfiles"],
    signingProfiles.length > 0 && access !== "push"
      ? [error("ci-role/signing-access", [], MESSAGES.signingAccess(access))]
      : mismatches(signingProfiles, SIGNING_PROFILE, "ci-role/signing-profile", MESSAGES.signingProfile),
  );
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
