import {
  parseBucketPolicy,
  requiresTransport,
  resourcesOf,
  transportStatement,
  withTransport,
} from "../../../src/operations/bootstrap/transport-policy";

const RESOURCES = resourcesOf({ partition: "aws-cn", bucket: "acme-state" });
const OWN = transportStatement(RESOURCES);
const policyOf = (...statements: readonly object[]) =>
  parseBucketPolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));

test("the resources are the bucket and its objects, in their partition", () => {
  expect(RESOURCES).toEqual(["arn:aws-cn:s3:::acme-state", "arn:aws-cn:s3:::acme-state/*"]);
});

test.each([
  ["the own statement", OWN],
  ["everyone as AWS principals", { ...OWN, Sid: "Other", Principal: { AWS: "*" } }],
  [
    "lists",
    { ...OWN, Principal: { AWS: ["*"] }, Action: ["s3:*"], Condition: { Bool: { "aws:SecureTransport": ["false"] } } },
  ],
  ["a boolean, and another spelling of the key", { ...OWN, Condition: { Bool: { "AWS:securetransport": false } } }],
  ["every resource", { ...OWN, Resource: "*" }],
])("a policy with %s requires TLS", (_, statement) => {
  expect(requiresTransport(policyOf({ Effect: "Allow" }, statement), RESOURCES)).toBe(true);
});

test.each([
  ["allows", { ...OWN, Effect: "Allow" }],
  ["names one principal", { ...OWN, Principal: { AWS: "arn:aws:iam::111122223333:root" } }],
  ["denies reads only", { ...OWN, Action: "s3:GetObject" }],
  ["leaves out the objects", { ...OWN, Resource: RESOURCES[0] }],
  ["is about requests with TLS", { ...OWN, Condition: { Bool: { "aws:SecureTransport": "true" } } }],
  ["has a second condition", { ...OWN, Condition: { ...OWN.Condition, StringEquals: { "aws:PrincipalTag/a": "b" } } }],
  [
    "has a second key",
    { ...OWN, Condition: { Bool: { "aws:SecureTransport": "false", "aws:ViaAWSService": "false" } } },
  ],
  ["denies always", { ...OWN, Condition: undefined }],
])("a statement that %s does not", (_, statement) => {
  expect(requiresTransport(policyOf(statement), RESOURCES)).toBe(false);
});

test("other statements, and the policy's id, are kept; an own statement that was changed is replaced", () => {
  const other = { Sid: "Readers", Effect: "Allow", Principal: { AWS: "1" }, Action: "s3:GetObject", Resource: "*" };
  const changed = { ...OWN, Action: "s3:GetObject" };
  const found = parseBucketPolicy(JSON.stringify({ Version: "2012-10-17", Id: "acme", Statement: [changed, other] }));
  expect(withTransport(found, RESOURCES)).toEqual({ Version: "2012-10-17", Id: "acme", Statement: [other, OWN] });
});

test("a single statement may stand without a list", () => {
  expect(parseBucketPolicy(JSON.stringify({ Statement: OWN }))).toEqual({ Version: "2008-10-17", Statement: [OWN] });
});
