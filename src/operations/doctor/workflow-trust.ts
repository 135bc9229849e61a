import { roleIssuer } from "../../domain/ci/role-settings";
import { type TokenSubject } from "../../domain/ci/token-subject";
import { sampleOf, subjectsOf } from "../../domain/ci/source";
import { WORKFLOW_CLAIM } from "../../domain/ci/trust-policy";
import { listText } from "../../domain/text/format";
import { cause, ok, unknownCause, type Diagnosis } from "./diagnosis";
import { type DeployedRole } from "./operator-facts";
import { deployTrust } from "./role-difference";
import { requiredValues, trustedProviders, trustFaults, valuesText, type TrustFault, type WebIdentity } from "./trust";
import { type WorkflowRole } from "./workflow-facts";
import { idsRemark, subjectFix } from "./workflow-subject";

const ID = "workflow/trust";

/**
 * Checks that a role accepts the tokens of its workflow.
 * @param token the subject of a token; by default the declared one
 */
export function diagnoseWorkflowTrust(
  environment: string,
  { settings, providerArn }: Pick<WorkflowRole, "settings" | "providerArn">,
  role: DeployedRole,
  token?: TokenSubject,
): Diagnosis[] {
  const { issuer, audience } = roleIssuer(settings);
  const { roleName, source } = settings;
  const subjects = token === undefined ? subjectsOf(settings.platform, source) : [token.subject];
  const { workflow } = source;
  const claims: WebIdentity["claims"] = workflow === undefined ? {} : { [WORKFLOW_CLAIM]: sampleOf(workflow) };
  const faults = subjects.flatMap((subject) => {
    const identity = { providerArn, issuer, audience: token?.audience ?? audience, claims };
    const found = trustFaults(role, { ...identity, subject: token === undefined ? sampleOf(subject) : subject });
    return found.map((fault) => ({ subject, fault, identity: { ...identity, subject } }));
  });
  if (faults.length === 0)
    return [
      ok(
        ID,
        roleName,
        `${role.arn} accepts tokens with the ${subjects.length === 1 ? "subject" : "subjects"} ${listText(subjects)}`,
      ),
    ];
  const deploy = deployTrust(environment);
  return faults.map(({ subject, fault, identity }) => {
    const found = evidence(role, identity, fault, token === undefined);
    if (fault.kind === "unclear") return unknownCause(ID, roleName, found);
    const fix = fault.kind === "subject" && token !== undefined ? subjectFix(environment, settings, token) : deploy;
    const remark =
      fault.kind === "subject" && token === undefined
        ? idsRemark(subject, requiredValues(role.trust, providerArn, "sub"))
        : "";
    return cause(`workflow/trust-${fault.kind}`, roleName, found, `${fix}${remark}`);
  });
}

function evidence({ arn, trust }: DeployedRole, token: WebIdentity, fault: TrustFault, isDeclared: boolean): string {
  const { providerArn, subject, audience } = token;
  const required = (claim: "sub" | "aud"): string => valuesText(requiredValues(trust, providerArn, claim));
  switch (fault.kind) {
    case "unclear":
      return `cannot determine whether ${arn} accepts the subject ${subject}: ${fault.why}`;
    case "provider":
      return `expected ${arn} to trust ${providerArn}, found ${trustedProviders(trust)}`;
    case "subject":
      return `the workflow's token has the subject ${subject}${isDeclared ? ", as declared" : ""}, but ${arn} trusts ${required("sub")}`;
    case "audience":
      return `the workflow's token has the audience ${audience}, but ${arn} trusts ${required("aud")}`;
    case "statement":
      return `${arn} trusts ${providerArn}, but does not allow ${subject} to assume the role. A condition or a Deny statement prevents this, or the statement does not allow sts:AssumeRoleWithWebIdentity`;
  }
}
