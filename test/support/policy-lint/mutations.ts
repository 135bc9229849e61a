import { OPERATOR_NAMES } from "../../../src/domain/iam/evaluation/comparisons";
import { type PolicyDocument, type PolicyStatement } from "../../../src/domain/iam/policy";
import { type Random } from "../../domain/iam/evaluation/random";

const PULL = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"];
const PUSH = [...PULL, "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage"];
const ORGANIZATION = "o-abcdefghij";
const PARTNER = { AWS: "444455556666" };

const allow = (parts: Partial<PolicyStatement>): PolicyStatement => ({ Effect: "Allow", Action: PULL, ...parts });
const deny = (parts: Partial<PolicyStatement>): PolicyStatement => ({
  ...{ Effect: "Deny", Principal: "*", Action: PULL },
  ...parts,
});

/** Policies of repositories without a fault. */
const REPOSITORY_SOUND: readonly (readonly PolicyStatement[])[] = [
  [allow({ Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": ORGANIZATION } } })],
  [
    allow({
      Principal: "*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": ORGANIZATION, "aws:PrincipalTag/team": "web" } },
    }),
  ],
  [
    allow({
      Principal: { AWS: "*" },
      Condition: { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": `${ORGANIZATION}/r-ab12/ou-ab12-22222222/*` } },
    }),
  ],
  [allow({ Principal: "*", Condition: { StringEquals: { "aws:SourceVpce": "vpce-0aaaabbbbccccdddd" } } })],
  [allow({ Principal: "*", Condition: { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "2001:db8::/48"] } } })],
  [
    allow({
      Principal: "*",
      Action: PUSH,
      Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/ci-*" } },
    }),
  ],
  [
    allow({
      Principal: "*",
      Condition: {
        StringEquals: { "aws:PrincipalAccount": ["111122223333", "777788889999"] },
        Bool: { "aws:SecureTransport": "true" },
      },
    }),
  ],
  [allow({ Principal: PARTNER }), allow({ Principal: { AWS: "arn:aws:iam::444455556666:role/ci" }, Action: PUSH })],
  [
    allow({ Principal: PARTNER, Condition: { Null: { "aws:SourceVpce": "false" } } }),
    deny({ Action: "ecr:PutImage", Condition: { StringNotEquals: { "aws:PrincipalOrgID": ORGANIZATION } } }),
  ],
  [
    allow({ Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": ORGANIZATION } } }),
    deny({ Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    deny({ NotPrincipal: { AWS: ["111122223333", "arn:aws:iam::111122223333:role/ci"] }, Principal: undefined }),
  ],
  [
    allow({
      Principal: { Service: "lambda.amazonaws.com" },
      Condition: { ArnLike: { "aws:SourceArn": "arn:aws:lambda:eu-west-1:111122223333:function:*" } },
    }),
  ],
  [
    allow({
      Principal: { Service: "codebuild.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": "111122223333", "aws:SourceOrgID": ORGANIZATION } },
    }),
  ],
  [
    allow({ Principal: { AWS: "arn:aws:iam::111122223333:role/admin" }, Action: "ecr:*" }),
    allow({ Principal: PARTNER, Action: ["ecr:Describe*", "ecr:List*"] }),
  ],
  [
    allow({ Principal: "*", Condition: { StringLike: { "aws:userid": "AROA1234567890EXAMPLE:*" } } }),
    allow({ Principal: "*", Condition: { StringEquals: { "aws:SourceVpc": "vpc-0aaaabbbbccccdddd" } } }),
  ],
  [
    allow({ Principal: "*", Condition: { IpAddress: { "aws:SourceIp": "54.72.1.2/32" } } }),
    allow({ Principal: "*", Condition: { IpAddress: { "aws:SourceIp": "2600:1f18:0:100::/64" } } }),
  ],
  [
    allow({
      Principal: { AWS: ["444455556666", "777788889999"], Service: "lambda.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": "777788889999" } },
    }),
    allow({ Principal: { AWS: "777788889999" }, Action: ["ecr:BatchDeleteImage", "ecr:PutLifecyclePolicy"] }),
  ],
  [
    allow({
      Principal: PARTNER,
      Action: ["ecr:TagResource"],
      Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] }, Null: { "aws:TagKeys": "false" } },
    }),
  ],
];

const KEYS = [
  ...[
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalTag/team",
  ],
  ...["aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceVpce", "aws:SourceIp", "aws:userid"],
  ...["aws:ResourceAccount", "aws:ResourceOrgID", "aws:PrincipalIsAWSService", "aws:RequestedRegion", "aws:UserAgent"],
  ...["aws:PrincipalServiceName", "aws:VpceAccount", "aws:VpceOrgID", "aws:SourceVpcArn", "aws:CalledVia"],
];
const VARIABLES = [
  "PrincipalAccount",
  "PrincipalOrgID",
  "PrincipalArn",
  "ResourceAccount",
  "ResourceOrgID",
  "SourceAccount",
];
const ACTIONS = [
  ...["*", "ecr:*", "ECR:*", "e*", "ecr:Put*", "ecr:PutImage*", "ecr:Batch*", "ecr:*Image", "ecr:*Polic?", "ecr:Set*"],
  ...["ecr:BatchDeleteImage", "ecr:SetRepositoryPolicy", "ecr:PutLifecyclePolicy", "ecr:PutImageTagMutability"],
  ...[
    "ecr:DeleteRepository",
    "ecr:Delete*",
    "ecr:putimagescanningconfiguration",
    "ecr:D*y",
    "ecr:????????????????????",
  ],
];
const PRINCIPALS: readonly unknown[] = [
  ...[
    "*",
    { AWS: "*" },
    { AWS: ["444455556666", "*"] },
    { AWS: "arn:aws:iam::444455556666:root" },
    { AWS: "444455556666" },
  ],
  ...[{ CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" }, { Federated: "*" }],
  ...[{ Federated: "cognito-identity.amazonaws.com" }, { Service: "*" }, { Service: "lambda.amazonaws.com" }],
  ...[{ Service: ["codebuild.amazonaws.com", "lambda.amazonaws.com"] }, { AWS: "arn:aws:iam::444455556666:*" }],
  ...[{ Service: "lambda.amazonaws.com", AWS: "444455556666" }, { AWS: "arn:aws:iam::*:root" }, { AWS: "" }, {}],
];

/** What policies are made of. */
export interface Material {
  readonly sound: readonly (readonly PolicyStatement[])[];
  readonly keys: readonly string[];
  readonly actions: readonly string[];
  readonly principals: readonly unknown[];
}

export const REPOSITORY_MATERIAL: Material = {
  ...{ sound: REPOSITORY_SOUND, keys: KEYS, actions: ACTIONS, principals: PRINCIPALS },
};

type Written = Record<string, unknown>;
type Tests = Record<string, Record<string, unknown>>;

/** A change of one statement. */
type Mutation = (statement: Written, random: Random, material: Material) => Written;

/** Changes one test of a condition: its operator, key and values. */
function onTest(
  change: (
    test: [string, string, unknown],
    random: Random,
    material: Material,
  ) => [string, string, unknown] | undefined,
): Mutation {
  return (statement, random, material) => {
    const condition = (statement["Condition"] ?? {}) as Tests;
    const tests = Object.entries(condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]): [string, string, unknown] => [operator, key, values]),
    );
    if (tests.length === 0) return statement;
    const chosen = random.one(tests);
    const changed = tests.flatMap((test) => (test === chosen ? [change(test, random, material)] : [test]));
    return { ...statement, Condition: conditionOf(changed.filter((test) => test !== undefined)) };
  };
}

function conditionOf(tests: readonly [string, string, unknown][]): Tests {
  const condition: Tests = {};
  for (const [operator, key, values] of tests) condition[operator] = { ...condition[operator], [key]: values };
  return condition;
}

const PREFIXES = ["", "", "ForAnyValue:", "ForAllValues:", "forallvalues:"];

const MUTATIONS: readonly Mutation[] = [
  onTest(() => undefined),
  onTest(([, key, values], random) => {
    const name = `${random.one(PREFIXES)}${random.one(OPERATOR_NAMES)}${random.chance(0.3) ? "IfExists" : ""}`;
    return [name, key, values];
  }),
  onTest(([operator, key, values], random) => [`${random.one(PREFIXES)}${operator.replace(/^.*:/, "")}`, key, values]),
  onTest(([operator, key, values]) => [`${operator.replace(/IfExists$/, "")}IfExists`, key, values]),
  onTest(([operator, key, values]) => [
    operator.includes("Not") ? operator.replace("Not", "") : operator.replace(/(Equals|Like|IpAddress)/, "Not$1"),
    key,
    values,
  ]),
  onTest(([operator, , values], random, { keys }) => [operator, random.one(keys), values]),
  onTest(([operator, key, values], random) => {
    const place = Math.floor(random.next() * key.length);
    return [operator, random.chance(0.5) ? key.slice(0, place) + key.slice(place + 1) : key.toUpperCase(), values];
  }),
  onTest(([operator, key], random) => [operator, key, `\${aws:${random.one(VARIABLES)}}`]),
  onTest(([operator, key, values], random) => {
    const [value = ""] = [values].flat().map(String);
    const cut = value.slice(0, Math.floor(random.next() * value.length));
    return [operator, key, random.one(["*", `${cut}*`, `*${value}`, `${value}*`, [value, "*"], `${cut}?*`, [], ""])];
  }),
  onTest(([, key], random) => ["Null", key, random.one(["true", "false", ["true", "false"]])]),
  (statement, random, { keys }) => {
    const condition = (statement["Condition"] ?? {}) as Tests;
    const key = random.one(keys);
    return { ...statement, Condition: { ...condition, Null: { [key]: random.one(["true", "false"]) } } };
  },
  (statement, random, { actions }) => {
    const { Action, ...rest } = statement;
    return random.chance(0.3) && Action !== undefined
      ? { ...rest, NotAction: Action }
      : { ...statement, Action: [Action ?? [], random.one(actions)].flat() };
  },
  (statement, random, { actions }) => ({ ...statement, Action: random.one(actions) }),
  (statement, random, { principals }) => {
    const { Principal, NotPrincipal, ...rest } = statement;
    if (random.chance(0.3)) return { ...rest, NotPrincipal: Principal ?? NotPrincipal };
    return { ...rest, Principal: random.one(principals) };
  },
  (statement, random) => (random.chance(0.3) ? { ...statement, Effect: "Allow" } : statement),
];

/** A sound policy with one to three faults. */
export function mutatedPolicy(random: Random, material: Material): PolicyDocument {
  const sound = random.one(material.sound);
  const statements: Written[] = sound.map((statement) => JSON.parse(JSON.stringify(statement)) as Written);
  for (let count = random.one([1, 1, 2, 2, 3]); count > 0; count--) {
    const index = Math.floor(random.next() * statements.length);
    statements[index] = random.one(MUTATIONS)(statements[index] ?? {}, random, material);
  }
  const Version = random.one(["2012-10-17", "2012-10-17", "2012-10-17", "2008-10-17"]);
  return { Version, Statement: statements } as unknown as PolicyDocument;
}

/** The policies that the mutations start from. */
export function soundPolicies({ sound }: Material): PolicyDocument[] {
  return sound.map((Statement) => ({ Version: "2012-10-17", Statement }));
}
