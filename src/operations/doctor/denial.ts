import { type AwsLocation } from "../../domain/aws/arn";
import { type Denial, type Side } from "./evaluate";
import { type Principal } from "../../domain/iam/principal";

/** The last part of a diagnosis id for each policy that can deny. */
export const DENIALS = {
  identity: "identity-policy",
  boundary: "boundary",
  resource: "repository-policy",
  registry: "registry-policy",
} as const satisfies Record<Side, string>;

const POLICIES: Readonly<Record<Side, string>> = {
  identity: "its own policies",
  boundary: "its permissions boundary",
  resource: "the repository's policy",
  registry: "the registry's policy",
};

/** The policies that deny or do not allow a request, with their statements. */
export function denialText(by: readonly Denial[]): string {
  const texts = by.map(({ side, statement }) => {
    const policy = POLICIES[side];
    if (statement === undefined) return `${policy} ${side === "identity" ? "do" : "does"} not allow it`;
    // The name of a statement already includes its identity policy.
    return `denied by ${side === "identity" ? "" : `${policy}, `}${statement}`;
  });
  return texts.join("; ");
}

interface Denied {
  readonly principal: Principal;
  readonly repositoryName: string;
  readonly location: AwsLocation;
}

/** The resource or principal to which the denying policy is attached. */
export function holderOf(side: Side, { principal, repositoryName, location }: Denied): string {
  if (side === "resource") return `the policy of ${repositoryName}`;
  if (side === "registry")
    return `the policy of the registry (aws ecr get-registry-policy --region ${location.region})`;
  return principal.arn;
}
