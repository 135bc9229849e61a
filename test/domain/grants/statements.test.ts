import { grantParts, type GrantAccess } from "../../../src/domain/grants/parts";
import { type Grant } from "../../../src/domain/grants/schema";
import { checkRepositoryPolicy } from "../../../src/domain/repository-policy/check";
import { grantStatements } from "../../../src/domain/repository-policy/grants";
import { policy } from "../../support/domain/repository-policy";

const PLACE = { partition: "aws", account: "111122223333", region: "eu-west-1" } as const;
const ORGANIZATION = "o-a1b2c3d4e5";
const UNIT = `${ORGANIZATION}/r-ab12/ou-ab12-11111111`;

const statements = (grants: readonly Grant[], access: GrantAccess = "pull", cached = false) =>
  grantStatements({ grants: grantParts(grants, access, { ...PLACE, cached }) }, "aws");

const PULL = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
const root = (account: string) => `arn:aws:iam::${account}:root`;
const functions = (account: string, name = "*") => `arn:aws:lambda:eu-west-1:${account}:function:${name}`;

test("principals of all grants share one statement, also with those of pullPrincipals", () => {
  const grants = grantParts(["444455556666", { principals: ["555566667777", "444455556666"] }], "pull", PLACE);
  expect(grantStatements({ pullPrincipals: ["333344445555"], grants }, "aws")).toEqual([
    {
      Sid: "AllowPull",
      Effect: "Allow",
      Principal: { AWS: [root("333344445555"), root("444455556666"), root("555566667777")] },
      Action: PULL,
    },
  ]);
});

test("organizations share one statement, units another", () => {
  const grants = [{ organization: "o-zzzzzzzzzz" }, { organizationalUnit: UNIT }, { organization: ORGANIZATION }];
  expect(statements([...grants, { organizationalUnit: `${UNIT}/` }])).toEqual([
    {
      Sid: "AllowOrganizationPull",
      Effect: "Allow",
      Principal: "*",
      Action: PULL,
      Condition: { StringEquals: { "aws:PrincipalOrgID": [ORGANIZATION, "o-zzzzzzzzzz"] } },
    },
    {
      Sid: "AllowUnitPull",
      Effect: "Allow",
      Principal: "*",
      Action: PULL,
      Condition: { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": [`${UNIT}/`, `${UNIT}/*`] } },
    },
  ]);
});

test("Lambda has the actions that AWS documents, and accounts of functions have a statement of their own", () => {
  const actions = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
  const grants: Grant[] = [
    { service: "lambda", sourceAccount: ["111122223333", "444455556666"] },
    { service: "lambda.amazonaws.com", sourceArn: functions("555566667777", "api") },
  ];
  expect(statements(grants)).toEqual([
    {
      Sid: "AllowLambdaAccountsPull",
      Effect: "Allow",
      Principal: { AWS: [root("444455556666"), root("555566667777")] },
      Action: actions,
    },
    {
      Sid: "AllowLambdaPull",
      Effect: "Allow",
      Principal: { Service: ["lambda.amazonaws.com"] },
      Action: actions,
      Condition: { ArnLike: { "aws:SourceArn": [functions("444455556666"), functions("555566667777", "api")] } },
    },
    // Lambda writes a statement with this Sid for functions in the repository's account, unless there is one.
    {
      Sid: "LambdaECRImageRetrievalPolicy",
      Effect: "Allow",
      Principal: { Service: ["lambda.amazonaws.com"] },
      Action: actions,
      Condition: { ArnLike: { "aws:SourceArn": [functions("111122223333")] } },
    },
  ]);
});

test("an account that may pull anyway has no second statement for its functions", () => {
  const sids = statements(["444455556666", { service: "lambda", sourceAccount: "444455556666" }]).map(({ Sid }) => Sid);
  expect(sids).toEqual(["AllowLambdaPull", "AllowPull"]);
});

test("services with the same source share one statement, others do not", () => {
  const project = "arn:aws:codebuild:eu-west-1:444455556666:project/api";
  const found = statements([
    { service: "codebuild", sourceAccount: "444455556666" },
    { service: "sagemaker", sourceAccount: "444455556666" },
    { service: "codebuild", sourceArn: project },
  ]);
  expect(found.map(({ Principal, Condition }) => [Principal, Condition])).toEqual([
    [{ Service: ["codebuild.amazonaws.com"] }, { ArnLike: { "aws:SourceArn": [project] } }],
    [
      { Service: ["codebuild.amazonaws.com", "sagemaker.amazonaws.com"] },
      { StringEquals: { "aws:SourceAccount": ["444455556666"] } },
    ],
  ]);
});

test("endpoints and addresses are alternatives, and join the other conditions", () => {
  const when = { vpce: ["vpce-0a1b2c3d"], ips: "203.0.113.0/24" };
  expect(statements([{ organization: ORGANIZATION, when }]).map(({ Sid, Condition }) => [Sid, Condition])).toEqual([
    [
      "AllowOrganizationPullFromAddresses",
      {
        StringEquals: { "aws:PrincipalOrgID": [ORGANIZATION] },
        IpAddress: { "aws:SourceIp": ["203.0.113.0/24"] },
      },
    ],
    [
      "AllowOrganizationPullFromEndpoints",
      { StringEquals: { "aws:PrincipalOrgID": [ORGANIZATION], "aws:SourceVpce": ["vpce-0a1b2c3d"] } },
    ],
  ]);
});

test("a pull below a cache's prefix includes the import, but not for services", () => {
  const found = statements(["444455556666", { service: "lambda", sourceAccount: "444455556666" }], "pull", true);
  expect(found.filter(({ Action }) => Action?.includes("ecr:BatchImportUpstreamImage")).map(({ Sid }) => Sid)).toEqual([
    "AllowPull",
  ]);
});

test("the statements do not depend on the order of the grants", () => {
  const grants: Grant[] = [
    { organization: ORGANIZATION },
    { service: "lambda", sourceAccount: "444455556666" },
    { organization: "o-zzzzzzzzzz" },
    { principals: "arn:aws:iam::444455556666:role/a", when: { vpce: "vpce-0a1b2c3d" } },
    { organizationalUnit: UNIT },
  ];
  expect(statements([...grants].reverse())).toEqual(statements(grants));
});

test("the statements pass the checks of a repository policy", () => {
  const grants: Grant[] = [
    "444455556666",
    { organization: ORGANIZATION, when: { ips: "203.0.113.0/24" } },
    { organizationalUnit: UNIT },
    { principals: "arn:aws:iam::444455556666:role/a", when: { vpce: "vpce-0a1b2c3d" } },
  ];
  const services: Grant[] = [
    { service: "lambda", sourceAccount: ["111122223333", "444455556666"] },
    { service: "codebuild", sourceArn: "arn:aws:codebuild:eu-west-1:444455556666:project/*" },
  ];
  const all = [...statements([...grants, ...services]), ...statements(grants, "push")];
  expect(checkRepositoryPolicy(policy(...all), { partition: "aws" })).toEqual([]);
});
