import { type AwsLocation } from "../../aws/arn";
import { grantText, keepsPull, pullingServices, serviceGrant } from "../../grants/service-grant";
import { type GrantMapping } from "../../grants/schema";
import { type PolicyDocument } from "../../iam/policy";
import { type ExistingPolicies } from "../existing";
import { parsedPolicy } from "./parsed-policy";
import { fieldOf, statementsOf } from "./repository-policy";
import { serviceStatements } from "./service-statements";

/** An AWS service that can no longer pull. */
export interface ServiceLoss {
  /** Domain of the service, as in `lambda.amazonaws.com`. */
  readonly service: string;
  /** The grant that keeps the access. @default - no grant says the same as the statement in AWS */
  readonly grant?: GrantMapping;
}

/** A statement in AWS whose services lose access when it is reverted to the declaration. */
export interface StatementLoss {
  /** The field of the statement's differences. */
  readonly field: string;
  /** Whether the service wrote the statement itself. */
  readonly writtenByService: boolean;
  readonly lost: readonly ServiceLoss[];
}

/** What the declared policy takes from services that the policy in AWS lets pull. */
export function serviceLosses({
  repositoryPolicy: declared,
  found,
  location,
}: {
  readonly repositoryPolicy: PolicyDocument | undefined;
  readonly found: ExistingPolicies;
  readonly location: AwsLocation;
}): StatementLoss[] {
  const written = new Set(serviceStatements(found.repositoryPolicyText).map(({ statement }) => fieldOf(statement)));
  return statementsOf(parsedPolicy(found.repositoryPolicyText ?? "")?.["Statement"]).flatMap((statement) => {
    const grant = serviceGrant(statement, location);
    const services =
      grant === undefined
        ? pullingServices(statement).filter((service) => !pulls(declared, service))
        : pullingServices(statement).filter(() => !keepsPull(declared, grant, location));
    if (services.length === 0) return [];
    const field = fieldOf(statement);
    const lost = services.map((service) => ({ service, ...(grant === undefined ? {} : { grant }) }));
    return [{ field, writtenByService: written.has(field), lost }];
  });
}

function pulls(policy: PolicyDocument | undefined, service: string): boolean {
  return (policy?.Statement ?? []).some((statement) => pullingServices({ ...statement }).includes(service));
}

/** What a deployment takes from services, and what to declare. */
export function lossText(losses: readonly ServiceLoss[]): string {
  if (losses.length === 0) return "";
  const services = losses.map(({ service }) => service).join(" and ");
  const grants = losses.flatMap(({ grant }) => (grant === undefined ? [] : [grantText(grant)]));
  const keep = grants.length === 0 ? "declare the statement" : `declare pull: [${grants.join(", ")}]`;
  return `. A deployment would remove access for ${services}. To keep the access, ${keep}`;
}
