import {
  type PolicyCondition,
  type PolicyDocument,
  type PolicyPrincipal,
  type PolicyStatement,
} from "../../../../src/domain/iam/policy";
import { ACCOUNT, type Case } from "./generated-cases";
import { Random } from "./random";

/** The oracle knows the claims of few issuers. */
const ISSUER = "accounts.google.com";
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`;
const OTHER_PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/other.example.com`;
const ACTION = "sts:AssumeRoleWithWebIdentity";
const SUBJECTS = ["system:serviceaccount:team-a:operator", "system:serviceaccount:team-b:operator"];
const PATTERNS = ["system:serviceaccount:team-*:operator", "system:serviceaccount:team-?:o*", "*", "system:*:other"];
const AUDIENCES = ["sts.amazonaws.com", "kubernetes"];

/** A token and the trust policy of the role that it asks for; the same for the same seed. */
export function generatedTrust(seed: number): Case {
  const random = new Random(seed);
  const sub = random.one(SUBJECTS);
  const aud = random.one(AUDIENCES);
  const resourcePolicy: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [generatedStatement(random), ...random.some(2, () => generatedStatement(random))],
  };
  return {
    principal: PROVIDER,
    action: ACTION,
    resource: `arn:aws:iam::${ACCOUNT}:role/operator`,
    account: ACCOUNT,
    context: { [`${ISSUER}:sub`]: sub, ...(random.chance(0.9) ? { [`${ISSUER}:aud`]: aud } : {}) },
    identity: [],
    resourcePolicy,
  };
}

function generatedStatement(random: Random): PolicyStatement {
  const audience: Record<string, string | string[]> = random.chance(0.7)
    ? { [`${ISSUER}:aud`]: random.list(AUDIENCES) }
    : {};
  const operator = random.one(["StringEquals", "StringLike", "StringNotEquals", "StringNotLike", "StringLikeIfExists"]);
  const subject = { [`${ISSUER}:sub`]: random.list([...SUBJECTS, ...PATTERNS]) };
  const Condition: PolicyCondition =
    operator === "StringEquals"
      ? { StringEquals: { ...audience, ...subject } }
      : { StringEquals: audience, [operator]: subject };
  return {
    Effect: random.chance(0.8) ? "Allow" : "Deny",
    Principal: random.one<PolicyPrincipal>([
      { Federated: PROVIDER },
      { Federated: PROVIDER },
      { Federated: [OTHER_PROVIDER, PROVIDER] },
      { Federated: OTHER_PROVIDER },
      { AWS: ACCOUNT },
      "*",
    ]),
    Action: random.one([ACTION, ACTION, "sts:*", "sts:AssumeRole*", "sts:TagSession"]),
    ...(random.chance(0.85) ? { Condition } : {}),
  };
}
