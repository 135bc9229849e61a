import { type AwsLocation } from "../domain/aws/arn";
import { oidcProviderArn } from "../domain/ci/issuers";
import { roleIssuer, rolePermissions, roleTrust } from "../domain/ci/role-settings";
import { type PolicyDocument } from "../domain/iam/policy";
import { planPolicies } from "../domain/operator/plan-policies";
import { expectedTrustPolicy } from "../domain/operator/trust-policy";
import { lintRolePolicy, lintTrustPolicy } from "../domain/policy-lint/lint";
import { ruleId } from "../domain/policy-lint/rules";
import { quoteValue, type Problem } from "../domain/problems/problem";
import { valueAt } from "../domain/problems/schema-problems";
import { workloadPermissions, workloadTrust } from "../domain/workloads/policies";
import { type CiRoleDeclaration, type OperatorSettings, type WorkloadRoleDeclaration } from "../model/environment";
import { operatorRoleSettings, type OperatorContext } from "../model/operator-parts";

/** The policies of a role as they will be created. */
interface RolePolicies {
  readonly roleName: string;
  /** @default - the role exists, and keeps its own */
  readonly trust?: PolicyDocument;
  readonly permissions: readonly PolicyDocument[];
}

/** Findings in the policies of a workflow's role, whose other checks found no error. */
export function lintCiRole(role: CiRoleDeclaration, location: AwsLocation): Problem[] {
  const settings = { ...role, location };
  const found = lintRole({
    roleName: role.roleName,
    trust: roleTrust(settings, oidcProviderArn(location, roleIssuer(settings).issuer)),
    permissions: [rolePermissions(settings)],
  });
  // `allowBroad` is the reason for a subject that every token has.
  const reasoned = role.allowBroad === undefined ? undefined : ruleId("missing-subject", "trust-policy");
  return found.filter(({ rule }) => rule !== reasoned);
}

/** Findings in the policies of the operator's role, whose other checks found no error. */
export function lintOperatorRole(operator: OperatorSettings, place: OperatorContext): Problem[] {
  const settings = operatorRoleSettings(operator, place);
  return lintRole({
    roleName: operator.roleName,
    trust: expectedTrustPolicy(place.location, settings.clusters, settings.serviceAccounts),
    permissions: planPolicies(settings).documents,
  });
}

/** Findings in the policies of a workload's role, whose other checks found no error. */
export function lintWorkloadRole(role: WorkloadRoleDeclaration, location: AwsLocation): Problem[] {
  const settings = { ...role, location };
  const { trust: trusted, roleName } = settings;
  const trust =
    trusted.kind === "serviceAccount"
      ? expectedTrustPolicy(location, trusted.clusters, trusted.serviceAccounts)
      : workloadTrust(settings, []);
  return lintRole({
    roleName,
    ...(trust === undefined ? {} : { trust }),
    permissions: [workloadPermissions(settings)],
  });
}

/** The policies are generated, so each finding is about the role as a whole and names the statement. */
function lintRole({ roleName, trust, permissions }: RolePolicies): Problem[] {
  const inDocument = (document: PolicyDocument, called: string, problems: readonly Problem[]): Problem[] =>
    problems.map(({ message, ...problem }) => {
      const sid = valueAt(document, [...problem.at.slice(0, 2), "Sid"]);
      const statement = typeof sid === "string" ? `Statement ${quoteValue(sid)} of the role's` : "The role's";
      return { ...problem, message: `${statement} ${called}: ${message}`, at: [] };
    });
  return [
    ...(trust === undefined ? [] : inDocument(trust, "trust policy", lintTrustPolicy(trust))),
    ...permissions.flatMap((document) => inDocument(document, "permissions", lintRolePolicy(document))),
  ].map((problem) => ({ ...problem, subject: roleName }));
}
