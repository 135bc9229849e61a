import { oneOf } from "../../domain/problems/problem";
import { issuerName } from "../../domain/operator/clusters";
import { subject, type TrustedServiceAccount } from "../../domain/operator/service-account-subject";
import { TOKEN_AUDIENCE } from "../../domain/operator/trust-policy";
import { cause, ok, unknownCause, type Diagnosis } from "./diagnosis";
import { type DeployedProvider, type DeployedRole } from "./operator-facts";
import { deployTrust } from "./role-difference";
import { requiredValues, trustedProviders, trustFaults, valuesText, type TrustFault } from "./trust";

export interface TrustFacts {
  readonly environment: string;
  /** Key of the cluster. */
  readonly cluster: string;
  readonly issuer: string;
  readonly provider: DeployedProvider;
  readonly role: DeployedRole;
  readonly serviceAccounts: readonly TrustedServiceAccount[];
}

const ID = "operator/trust";

/** Checks that the role's trust policy accepts the tokens of the operator's ServiceAccounts in a cluster. */
export function diagnoseTrust(facts: TrustFacts): Diagnosis[] {
  const { role, provider, cluster, serviceAccounts, issuer } = facts;
  const diagnoses = serviceAccounts.flatMap((account) => {
    const sub = subject({ namespace: filled(account.namespace), name: filled(account.name) });
    const token = { providerArn: provider.arn, issuer: issuerName(issuer), subject: sub, audience: TOKEN_AUDIENCE };
    return trustFaults(role, token).map((fault) => diagnose(facts, fault, sub));
  });
  if (diagnoses.length === 0) {
    return [ok(ID, cluster, `${role.arn} accepts tokens from ${oneOf(serviceAccounts.map(subject), "and")}`)];
  }
  // A missing provider is the same for all ServiceAccounts.
  return [...new Map(diagnoses.map((diagnosis) => [JSON.stringify(diagnosis), diagnosis])).values()];
}

function diagnose(facts: TrustFacts, fault: TrustFault, sub: string): Diagnosis {
  const { environment, role, provider, cluster } = facts;
  const { trust, arn } = role;
  const required = (claim: "sub" | "aud"): string => valuesText(requiredValues(trust, provider.arn, claim));
  const because = (evidence: string, advice = ""): Diagnosis =>
    cause(`operator/trust-${fault.kind}`, cluster, evidence, `${deployTrust(environment)}${advice}`);
  switch (fault.kind) {
    case "unclear":
      return unknownCause(ID, cluster, `cannot determine whether ${arn} accepts ${sub}: ${fault.why}`);
    case "provider":
      return because(`expected ${arn} to trust ${provider.arn}, found ${trustedProviders(trust)}`);
    case "subject":
      return because(
        `the ServiceAccount's tokens have the subject ${sub}, but the trust policy of ${arn} requires ${required("sub")}`,
        ". If the operator uses a ServiceAccount that the trust policy names, correct the operator's namespace and serviceAccount first",
      );
    case "audience":
      return because(
        `the pods' tokens have the audience ${TOKEN_AUDIENCE}, but the trust policy of ${arn} requires ${required("aud")}`,
      );
    case "statement":
      return because(
        `the trust policy of ${arn} names ${provider.arn}, but does not allow ${sub} to assume the role. A condition or a Deny statement prevents this, or the statement does not allow sts:AssumeRoleWithWebIdentity`,
      );
  }
}

/** A name that matches the pattern of a ServiceAccount. */
function filled(pattern: string): string {
  return pattern.replaceAll(/[*?]/g, "a");
}
