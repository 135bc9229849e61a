import { partitionOf, type AwsLocation } from "../../domain/aws/arn";
import { mergedStatements } from "../../domain/grants/merge";
import { grantParts, type GrantPart } from "../../domain/grants/parts";
import { type GrantMapping } from "../../domain/grants/schema";
import { grantText, serviceGrant } from "../../domain/grants/service-grant";
import { type PolicyDocument, type PolicyStatement } from "../../domain/iam/policy";
import { repositoryPolicyDocument } from "../../domain/repository-policy/document";
import { grantsIn, samePolicy } from "../../domain/repository-policy/same-policy";
import { serviceStatements } from "../../domain/repository/differences/service-statements";
import { effectivePolicy } from "./entry";
import { type FoundRepository, type FoundSettings } from "./found";

/** A repository whose policy has grants instead of statements for services. */
export interface GrantedServices {
  readonly found: FoundRepository;
  /** What the first deployment changes. @default - nothing */
  readonly remark?: string;
}

/**
 * Declares statements for AWS services as grants: those that a grant writes in the same way, and the statement that Lambda
 * wrote itself. Lambda also allows itself to change the policy, which a pull does not need. Other statements stay in
 * `repositoryPolicy`.
 * @param exact whether Lambda's own statement stays as it is
 */
export function withServiceGrants(found: FoundRepository, location: AwsLocation, exact: boolean): GrantedServices {
  const { repositoryPolicy, ...settings } = found.settings;
  const before = repositoryPolicy && repositoryPolicyDocument(repositoryPolicy, []);
  if (before === undefined) return { found };
  const taken = before.Statement.map((statement) => grantFor(statement, before, location, exact));
  const pull = taken.flatMap((grant) => grant ?? []);
  if (pull.length === 0) return { found };
  const others = before.Statement.filter((_, index) => taken[index] === undefined);
  const after: FoundSettings = {
    ...settings,
    ...othersOf({ ...before, Statement: others }, location),
    pull,
    grants: partsOf(pull, location),
  };
  const isSame = samePolicy(effectivePolicy(after, location.region), before);
  if (exact && !isSame) return { found };
  const granted = { ...found, settings: after };
  if (isSame) return { found: granted };
  const grants = pull.map((grant) => grantText(grant)).join(", ");
  return {
    found: granted,
    remark: `has a statement that AWS Lambda added. Access for AWS services is now declared as pull: [${grants}], so the first deployment will limit Lambda's statement to pulls. To keep the statement unchanged, use --exact`,
  };
}

function grantFor(
  statement: PolicyStatement,
  policy: PolicyDocument,
  location: AwsLocation,
  exact: boolean,
): GrantMapping | undefined {
  const grant = serviceGrant({ ...statement }, location);
  if (grant === undefined) return undefined;
  const alone = { ...policy, Statement: [statement] };
  if (!exact && serviceStatements(JSON.stringify(alone)).length > 0) return grant;
  return samePolicy({ ...policy, Statement: mergedStatements(partsOf([grant], location)) }, alone) ? grant : undefined;
}

function partsOf(grants: readonly GrantMapping[], location: AwsLocation): GrantPart[] {
  return grantParts(grants, "pull", { partition: partitionOf(location.region), ...location });
}

/** The rest of the policy: principals, if it has no other statements. */
function othersOf(
  rest: PolicyDocument,
  { region }: AwsLocation,
): Pick<FoundSettings, "repositoryPolicy" | "pullPrincipals" | "pushPrincipals"> {
  const none = { pullPrincipals: [], pushPrincipals: [] };
  if (rest.Statement.length === 0) return none;
  const { pullPrincipals, pushPrincipals } = grantsIn(rest, partitionOf(region)) ?? {};
  if (pullPrincipals === undefined || pushPrincipals === undefined) return { ...none, repositoryPolicy: rest };
  return { pullPrincipals, pushPrincipals };
}
