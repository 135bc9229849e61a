import { type PolicyDocument, type PolicyPrincipal, type PolicyStatement } from "../../../../src/domain/iam/policy";
import { generatedCondition, generatedContext, type Context } from "./generated-conditions";
import { Random } from "./random";

/** A request and the policies that decide it. */
export interface Case {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly account: string;
  readonly context: Context;
  readonly identity: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument;
  readonly resourcePolicy?: PolicyDocument;
}

export const ACCOUNT = "111122223333";
const FOREIGN = "999988887777";
const PRINCIPALS = [
  `arn:aws:iam::${ACCOUNT}:role/ci`,
  `arn:aws:iam::${ACCOUNT}:role/path/deploy`,
  `arn:aws:iam::${ACCOUNT}:user/bob`,
  `arn:aws:sts::${ACCOUNT}:assumed-role/ci/session`,
  `arn:aws:iam::${FOREIGN}:role/puller`,
  `arn:aws:iam::${FOREIGN}:user/eve`,
];
const NAMED = [...PRINCIPALS, ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`, FOREIGN, `arn:aws:iam::${FOREIGN}:root`, "*"];

const REPOSITORY = `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/team/api`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1a`;
const REQUESTS = [
  ["ecr:PutImage", REPOSITORY],
  ["ecr:BatchGetImage", REPOSITORY],
  ["ecr:GetAuthorizationToken", "*"],
  ["kms:Decrypt", KEY],
] as const;
const ACTIONS = [
  ...["*", "ecr:*", "ecr:PutImage", "ECR:putimage", "ecr:Put*", "ecr:*Image", "ecr:?utImage", "ecr:Get*", "kms:*"],
  ...["ecr:BatchGet*", "ecr:Get?uthorizationToken", "kms:De*", "kms:Encrypt", "s3:*", "ecr:*e*Image", "ecr:P*t*mage"],
];
const RESOURCES = [
  ...["*", "arn:aws:ecr:*", REPOSITORY, `arn:aws:ecr:*:*:repository/*`, `arn:aws:ecr:eu-west-1:${ACCOUNT}:*`],
  ...[`arn:aws:ecr:eu-*-1:${ACCOUNT}:repository/t*/a?i`, `arn:aws:ecr:us-*:${ACCOUNT}:repository/*`, KEY],
  ...[`arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/TEAM/api`, `arn:aws:kms:*:${ACCOUNT}:key/*`, "arn:aws:s3:::bucket"],
  `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/\${aws:PrincipalTag/team}/api`,
  `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/\${aws:PrincipalTag/team, 'team'}/*`,
];

type Rules = "identity" | "resource";

/** The same case for the same seed. */
export function generatedCase(seed: number): Case {
  const random = new Random(seed);
  const principal = random.one(PRINCIPALS);
  const [action, resource] = random.one(REQUESTS);
  // Asking for no resource is asking within the own account.
  const account = resource === "*" ? (principal.split(":")[4] ?? "") : ACCOUNT;
  const shape = { principal, action, resource, account, context: generatedContext(random, principal) };
  const policy = (rules: Rules): PolicyDocument => {
    const Statement = random.some(3, () => generatedStatement(random, rules, action, resource, principal));
    // The oracle replaces variables in policies of the old version too, IAM does not.
    const isOld = !JSON.stringify(Statement).includes("${") && random.chance(0.3);
    return { Version: isOld ? "2008-10-17" : "2012-10-17", Statement };
  };
  return {
    ...shape,
    identity: random.some(2, () => policy("identity")),
    ...(random.chance(0.3) ? { boundary: policy("identity") } : {}),
    ...(resource !== "*" && random.chance(0.7) ? { resourcePolicy: policy("resource") } : {}),
  };
}

/**
 * Whether a pattern has the six parts of an ARN, each by itself: in NotResource, the oracle takes no other, and what comes of
 * a variable without a value is nobody's to say.
 */
function isPlain(resource: string): boolean {
  return resource.split(":").length >= 6 && !resource.includes("team}");
}

function generatedStatement(
  random: Random,
  rules: Rules,
  action: string,
  resource: string,
  principal: string,
): PolicyStatement {
  const actions = random.chance(0.5) ? [action, ...random.some(1, () => random.one(ACTIONS))] : random.list(ACTIONS);
  // What a request for no resource has to do with NotResource, AWS and the oracle see differently.
  const fitsNot = resource !== "*" && random.chance(0.15);
  const resources = random.chance(0.5) ? random.one(["*", resource]) : random.list(RESOURCES);
  const principals = random.chance(0.5) ? principal : random.list(NAMED);
  return {
    Effect: random.chance(0.75) ? "Allow" : "Deny",
    ...(random.chance(0.15) ? { NotAction: random.list(ACTIONS) } : { Action: actions }),
    ...(rules === "identity" || random.chance(0.3)
      ? fitsNot
        ? { NotResource: random.list(RESOURCES.filter(isPlain)) }
        : { Resource: resources }
      : {}),
    ...(rules === "resource" ? { Principal: generatedPrincipal(random, principals) } : {}),
    ...(random.chance(0.5) ? { Condition: generatedCondition(random) } : {}),
  };
}

function generatedPrincipal(random: Random, AWS: string | string[]): PolicyPrincipal {
  if (random.chance(0.1)) return "*";
  return random.chance(0.1) ? { AWS, Service: "ecs.amazonaws.com" } : { AWS };
}
