import { type AwsLocation } from "../../domain/aws/arn";
import { type Denial, type Side } from "./evaluate";
import { type Principal } from "./principal";

/** What a denial of each side is called. */
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

/** Which policies deny, each by its statement, or do not allow. */
export function denialText(by: readonly Denial[]): string {
  const texts = by.map(({ side, statement }) => {
    const policy = POLICIES[side];
    if (statement === undefined) return `${policy} ${side === "identity" ? "do" : "does"} not allow it`;
    // Of its own policies, a statement's name says which.
    return `denied by ${side === "identity" ? "" : `${policy}, `}${statement}`;
  });
  return texts.join("; ");
}

interface Denied {
  readonly principal: Principal;
  readonly repositoryName: string;
  readonly location: AwsLocation;
}

/** What has the policy that denies. */
export function holderOf(side: Side, { principal, repositoryName, location }: Denied): string {
  if (side === "resource") return `the policy of ${repositoryName}`;
  if (side === "registry")
    return `the policy of the registry (aws ecr get-registry-policy --region ${location.region})`;
  return principal.arn;
}
