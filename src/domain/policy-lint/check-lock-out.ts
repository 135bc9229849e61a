import { meets } from "../iam/evaluation/condition";
import { requestContext, type RequestContext } from "../iam/evaluation/context";
import { testsOf } from "../iam/conditions";
import { principalNames, type PolicyCondition, type PolicyPrincipal } from "../iam/policy";
import { type Problem } from "../problems/problem";
import { statementNames, type PartialStatement } from "../repository-policy/draft";
import { type PolicyPlace } from "../repository-policy/place";
import { type PolicyKind } from "../repository-policy/policy-kind";
import { sameSpelling } from "../repository-policy/principal";
import { finding } from "./rules";

/** Warns about a denial that also applies to Terraform, which then cannot change the policy again. */
export function checkLockOut(
  { at, statement, invalid }: PartialStatement,
  { changedBy }: Pick<PolicyKind, "changedBy">,
  place: PolicyPlace,
): Problem[] {
  const { Effect, Principal, Condition = {} } = statement;
  if (Effect !== "Deny" || invalid.has("Condition") || !appliesToOwn(Principal, place)) return [];
  const denied = changedBy.filter((action) => statementNames(statement, action));
  if (denied.length === 0) return [];
  const key = statement.Action === undefined ? "NotAction" : "Action";
  const where = [...at, key];
  const actions = denied.length === 1 ? "the action" : "these actions";
  const remedy = key === "Action" ? `Remove ${actions}` : `Add ${actions} to NotAction`;
  const found = `expected only actions that can be denied to Terraform, found ${denied.join(" and ")}`;
  if (Object.keys(Condition).length === 0) {
    const message = `${found}. The denial also applies to Terraform, which could no longer manage the policy. ${remedy}, or add a Condition`;
    return [finding("lock-out", where, message)];
  }
  if (meets(Condition, runner(Condition, place)) !== true) return [];
  const message = `${found}. The Condition also applies to Terraform, unless Terraform runs in the exempted network or account. ${remedy}, or use ArnNotLike on aws:PrincipalArn to exempt the role that runs Terraform`;
  return [finding("lock-out", where, message)];
}

function appliesToOwn(principal: PolicyPrincipal | undefined, { location }: PolicyPlace): boolean {
  return principalNames(principal, "AWS").some((name) => name === "*" || sameSpelling(name) === location?.account);
}

/** Addresses that documentation uses, so that no network has them. */
const ELSEWHERE = "192.0.2.1";

/**
 * What is known of Terraform's requests: a role of the registry's account and organization, over TLS, from a network that no
 * condition names. Its role is unknown, so a condition on it may except Terraform.
 */
function runner(condition: PolicyCondition, { location, today }: PolicyPlace): RequestContext {
  return requestContext({
    present: {
      "aws:SecureTransport": "true",
      "aws:PrincipalIsAWSService": "false",
      "aws:ViaAWSService": "false",
      "aws:SourceIp": ELSEWHERE,
      ...ownOrganization(condition),
      ...(location === undefined
        ? {}
        : {
            "aws:PrincipalAccount": location.account,
            "aws:RequestedRegion": location.region,
            "aws:ResourceAccount": location.account,
          }),
      ...(today === undefined ? {} : { "aws:CurrentTime": `${today}T12:00:00Z` }),
    },
    absent: [
      ...["aws:SourceVpc", "aws:SourceVpcArn", "aws:SourceVpce", "aws:VpcSourceIp"],
      ...["aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths"],
      ...["aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths"],
      ...["aws:Ec2InstanceSourceVpc", "aws:Ec2InstanceSourcePrivateIPv4"],
    ],
  });
}

/** The registry's own organization is the one that a condition names. */
function ownOrganization(condition: PolicyCondition): Readonly<Record<string, string | readonly string[]>> {
  const named = (wanted: string): string | undefined =>
    testsOf(condition)
      .flatMap(({ lowerKey, values }) => (lowerKey === wanted ? values : []))
      .find((value) => !/^(?:true|false)$/i.test(value));
  const organization = named("aws:principalorgid") ?? "o-registry0000";
  const path = named("aws:principalorgpaths") ?? `${organization}/r-ab12/ou-ab12-11111111/`;
  return {
    "aws:PrincipalOrgID": organization,
    "aws:PrincipalOrgPaths": [path.replaceAll(/[*?]/g, "")],
  };
}
